import type { AppConfig, NetworkTimeout } from '../built-gadget.ts';
import type { Using } from '../components.ts';
import { pageOfComponent } from './component-page.ts';
import { completeLaunch, type Launch, type LaunchOptions, search } from './launch.ts';
import { type Compile, createModules } from './modules.ts';
import { type OpenPage, openPage, type PageDefinition, type PageView, type Query } from './page.ts';
import { fromLater } from './page-life.ts';
import { createRouter, type Router } from './router.ts';
import { type Client, createTt, type Timers } from './tt.ts';

/** What a host gives to the runtime: the vm and the browser differ in nothing else. */
export interface Host {
  files: ReadonlyMap<string, string>;
  app: AppConfig;
  /** The page that opens where nobody says another. */
  entry: string;
  launch?: Launch;
  using: Using;
  compile: Compile;
  /** The Feishu client's functions; the runtime's are added. */
  tt: Client;
  /** What the host answers of `tt` where the given client does not. */
  own: Readonly<Record<string, unknown>>;
  /** How long calls of the network may take; in a test without a screen, the test is the client and its limits too. */
  networkTimeout: NetworkTimeout;
  timers: Timers;
  /** Further names that the code may use, such as timers. */
  globals: Record<string, unknown>;
  viewFor(page: Omit<OpenPage, 'view'>): PageView;
  /** Told of what the mini program's own code throws; its `App.onError` is told first. */
  report(error: unknown): void;
  /** Told of what is no error, but will hardly be meant. */
  warn(message: string): void;
  /** Told of functions of `tt` that are called and that nobody answers. */
  miss(message: string): void;
}

export interface RunningGadget {
  router: Router;
  /** The pages of the tab bar; `addTabBarItem` and `removeTabBarItem` change which they are. */
  tabs: Set<string>;
  /** What `getApp()` returns. */
  app: Record<string, unknown>;
  launch: LaunchOptions;
  /** What each page gave to `Page(…)`, by its path. */
  definitions: ReadonlyMap<string, PageDefinition>;
  /** What each component gave to `Component(…)`, by its path. */
  components: ReadonlyMap<string, PageDefinition>;
  /** What failed as its file was run, by its path. */
  failures: ReadonlyMap<string, unknown>;
  tt: Client;
  /** Of the app, or of nobody: what fails in it fails alone. */
  tell(name: string, value?: unknown): void;
  /** An error of the mini program's own code. */
  fail(error: unknown): void;
}

/** Runs app.js and every page's file, in the order of app.json; opens nothing yet. */
export function loadGadget(host: Host): RunningGadget {
  const { app: config, using } = host;
  const app: Record<string, unknown> = {};
  const definitions = new Map<string, PageDefinition>();
  const components = new Map<string, PageDefinition>();
  const failures = new Map<string, unknown>();
  const launch = completeLaunch(host.launch ?? {}, host.entry);
  let running = 'app';
  const { tell, fail } = createTelling(app, host.report);

  function open(path: string, query: Query): OpenPage {
    const definition = definitions.get(path);
    if (definition === undefined && failures.has(path)) throw failures.get(path);
    if (definition === undefined) throw new Error(`${path}.js does not call Page(…)`);
    return openPage(path, query, definition, host.viewFor);
  }

  const tabs = new Set(config.tabBar?.list.map(({ pagePath }) => pagePath.replace(/^\//, '')));
  const router = createRouter({ pages: config.pages, tabs }, open, {
    failed: fail,
    notFound: (path, query) => tell('onPageNotFound', { path, query, isEntryPage: router.stack().length === 0 }),
  });
  const { tt: given, own, networkTimeout, timers, warn, miss } = host;
  const tt = createTt({ given, own, router, launch, networkTimeout, timers, warn, miss });

  const load = createModules(host.files, host.compile, {
    ...host.globals,
    tt,
    // In none of Feishu's pages; uni-app's runtime for Feishu begins by writing to it (field).
    global: {},
    App: (options: Record<string, unknown>) => Object.assign(app, options),
    Page: (definition: PageDefinition) => definitions.set(running, definition),
    Component: (definition: PageDefinition) =>
      config.pages.includes(running)
        ? definitions.set(running, pageOfComponent(running, definition))
        : components.set(running, definition),
    Behavior: (definition: PageDefinition) => definition,
    getApp: () => app,
    getCurrentPages: () => router.stack().map((page) => page.instance),
  });
  for (const name of ['app', ...Object.keys(using).filter((path) => !config.pages.includes(path)), ...config.pages]) {
    running = name;
    try {
      if (!failures.has(name)) load(`${name}.js`);
    } catch (error) {
      failures.set(name, error);
    }
  }
  return { router, tabs, app, launch, definitions, components, failures, tt, tell, fail };
}

/** Calls functions of the app; what fails in them is told to its `onError` and to the host, and stops nothing. */
function createTelling(app: Record<string, unknown>, report: Host['report']): Pick<RunningGadget, 'tell' | 'fail'> {
  function call(name: string, value: unknown): unknown {
    const method = app[name];
    return typeof method === 'function' ? method.call(app, value) : undefined;
  }

  function fail(error: unknown): void {
    try {
      call('onError', error instanceof Error ? (error.stack ?? error.message) : String(error));
    } catch (another) {
      report(another);
    }
    report(error);
  }

  return {
    fail,
    tell(name, value) {
      try {
        fromLater(call(name, value), fail);
      } catch (error) {
        fail(error);
      }
    },
  };
}

/** Loads the mini program and opens its first page. */
export function startGadget(host: Host): RunningGadget {
  const gadget = loadGadget(host);
  launchGadget(gadget);
  return gadget;
}

/** Tells the app that it begins, and opens its first page. What fails on the way fails alone. */
export function launchGadget({ launch, failures, definitions, tell, fail, router }: RunningGadget): void {
  for (const [path, error] of failures) if (path !== launch.path || definitions.has(path)) fail(error);
  tell('onLaunch', launch);
  tell('onShow', launch);
  try {
    router.go('reLaunch', `/${launch.path}${search(launch.query)}`);
  } catch (error) {
    // `onPageNotFound` may have gone elsewhere.
    if (router.stack().length === 0) throw error;
  }
}

/** The person leaves the mini program for something else, and comes back (page "小程序 App 函数"). */
export function hideGadget(gadget: RunningGadget): void {
  tellPage(gadget, 'onHide');
  gadget.tell('onHide');
}

export function showGadget(gadget: RunningGadget): void {
  gadget.tell('onShow', gadget.launch);
  tellPage(gadget, 'onShow');
}

function tellPage({ router, fail }: RunningGadget, name: string): void {
  try {
    fromLater(router.top()?.call(name), fail);
  } catch (error) {
    fail(error);
  }
}

import type { AppConfig } from '../built-gadget.ts';
import type { Using } from '../components.ts';
import { pageOfComponent } from './component-page.ts';
import { type Compile, createModules } from './modules.ts';
import { type OpenPage, openPage, type PageDefinition, type PageView, type Query } from './page.ts';
import { createRouter, type Router } from './router.ts';
import { type Client, withNavigation } from './tt.ts';

/** What a host gives to the runtime: the vm and the browser differ in nothing else. */
export interface Host {
  files: ReadonlyMap<string, string>;
  app: AppConfig;
  /** The page that opens first, and what a link to it said. */
  entry: string;
  query?: Query;
  using: Using;
  compile: Compile;
  /** The Feishu client's functions; those of navigation are added. */
  tt: Client;
  /** Further names that the code may use, such as timers. */
  globals: Record<string, unknown>;
  viewFor(page: Omit<OpenPage, 'view'>): PageView;
  /** Told of what the mini program's own code throws; its `App.onError` is told first. */
  report(error: unknown): void;
}

export interface RunningGadget {
  router: Router;
  /** What `getApp()` returns. */
  app: Record<string, unknown>;
  /** What each page gave to `Page(…)`, by its path. */
  definitions: ReadonlyMap<string, PageDefinition>;
  /** What each component gave to `Component(…)`, by its path. */
  components: ReadonlyMap<string, PageDefinition>;
  /** What failed as its file was run, by its path. */
  failures: ReadonlyMap<string, unknown>;
  tt: Client;
}

/** Runs app.js and every page's file, in the order of app.json; opens nothing yet. */
export function loadGadget({ files, app: config, using, compile, tt, globals, viewFor, report }: Host): RunningGadget {
  const app: Record<string, unknown> = {};
  const definitions = new Map<string, PageDefinition>();
  const components = new Map<string, PageDefinition>();
  const failures = new Map<string, unknown>();
  let running = 'app';

  function open(path: string, query: Query): OpenPage {
    const definition = definitions.get(path);
    if (failures.has(path)) throw failures.get(path);
    if (definition === undefined) throw new Error(`${path}.js does not call Page(…)`);
    return openPage(path, query, definition, viewFor);
  }

  const tabs = config.tabBar?.list.map(({ pagePath }) => pagePath.replace(/^\//, '')) ?? [];
  const router = createRouter({ pages: config.pages, tabs }, open, (error) => {
    callMethod(app, 'onError', error instanceof Error ? (error.stack ?? error.message) : String(error));
    report(error);
  });
  const client = withNavigation(tt, router);

  const load = createModules(files, compile, {
    ...globals,
    tt: client,
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
  return { router, app, definitions, components, failures, tt: client };
}

/** Loads the mini program and opens its first page. */
export function startGadget(host: Host): RunningGadget {
  const gadget = loadGadget(host);
  launch(host, gadget);
  return gadget;
}

/** Tells the app that it begins, and opens its first page. What fails on the way fails alone. */
export function launch(host: Host, gadget: RunningGadget): void {
  const options = { path: host.entry, query: host.query ?? {} };
  const tell = (error: unknown) => {
    callMethod(gadget.app, 'onError', error instanceof Error ? (error.stack ?? error.message) : String(error));
    host.report(error);
  };
  for (const [path, error] of gadget.failures) if (path !== host.entry) tell(error);
  for (const name of ['onLaunch', 'onShow']) {
    try {
      callMethod(gadget.app, name, options);
    } catch (error) {
      tell(error);
    }
  }
  gadget.router.go('reLaunch', `/${host.entry}${search(host.query)}`);
}

function callMethod(object: Record<string, unknown>, name: string, value: unknown): void {
  const method = object[name];
  if (typeof method === 'function') method.call(object, value);
}

function search(query: Query = {}): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

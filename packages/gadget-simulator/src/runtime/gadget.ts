import type { AppConfig } from '../built-gadget.ts';
import { type Compile, createModules } from './modules.ts';
import { type OpenPage, openPage, type PageDefinition, type PageView, type Query } from './page.ts';
import { createRouter, type Router } from './router.ts';
import { type Client, withNavigation } from './tt.ts';

/** What a host gives to the runtime: the vm and the browser differ in nothing else. */
export interface Host {
  files: ReadonlyMap<string, string>;
  app: AppConfig;
  entry: string;
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
  tt: Client;
}

/** Runs app.js and every page's file, in the order of app.json; opens nothing yet. */
export function loadGadget({ files, app: config, compile, tt, globals, viewFor, report }: Host): RunningGadget {
  const app: Record<string, unknown> = {};
  const definitions = new Map<string, PageDefinition>();
  let running = 'app';

  function open(path: string, query: Query): OpenPage {
    const definition = definitions.get(path);
    if (definition === undefined) throw new Error(`${path}.js does not call Page(…)`);
    return openPage(path, query, definition, viewFor);
  }

  const router = createRouter(config.pages, open, (error) => {
    callMethod(app, 'onError', error instanceof Error ? (error.stack ?? error.message) : String(error));
    report(error);
  });
  const client = withNavigation(tt, router);

  const load = createModules(files, compile, {
    ...globals,
    tt: client,
    App: (options: Record<string, unknown>) => Object.assign(app, options),
    Page: (definition: PageDefinition) => definitions.set(running, definition),
    Component: () => {
      throw new Error(`${running}.js calls Component(…), which is not simulated`);
    },
    getApp: () => app,
    getCurrentPages: () => router.stack().map((page) => page.instance),
  });
  for (const name of ['app', ...config.pages]) {
    running = name;
    load(`${name}.js`);
  }
  return { router, app, definitions, tt: client };
}

/** Loads the mini program and opens its first page. */
export function startGadget(host: Host): RunningGadget {
  const gadget = loadGadget(host);
  const launch = { path: host.entry, query: {} };
  callMethod(gadget.app, 'onLaunch', launch);
  callMethod(gadget.app, 'onShow', launch);
  gadget.router.go('reLaunch', `/${host.entry}`);
  return gadget;
}

function callMethod(object: Record<string, unknown>, name: string, value: unknown): void {
  const method = object[name];
  if (typeof method === 'function') method.call(object, value);
}

import { compileFunction, createContext } from 'node:vm';
import { type BuiltGadget, entryPage, readBuiltGadget } from './built-gadget.ts';
import { copy } from './runtime/data-path.ts';
import { type Host, hideGadget, loadGadget, type RunningGadget, showGadget, startGadget } from './runtime/gadget.ts';
import type { Launch } from './runtime/launch.ts';
import type { OpenPage, PageView, Query } from './runtime/page.ts';
import type { Client } from './runtime/tt.ts';
import { syntaxProblem } from './syntax.ts';
import { unseen } from './unseen.ts';

export interface RunOptions {
  /** The folder with project.config.json. */
  dist: string;
  /** A link's page and query instead of the first page, and the scene. */
  launch?: Launch;
  /** The Feishu client's functions, except those of the runtime, such as navigation. */
  tt: object;
  /** For what the mini program writes to its console; Node's own without it. */
  console?: object;
}

/** The page on top, as a test sees it. */
export interface VisiblePage {
  path: string;
  query: Query;
  /** A copy of its data, as its template would see it. */
  data: Record<string, unknown>;
  /** Calls a handler as a tap would; resolves when the handler has finished. */
  call(method: string, event?: object): Promise<unknown>;
}

/** A mini program that runs without being shown. */
export interface GadgetRun {
  /** The page on top. */
  readonly page: VisiblePage;
  /** Paths of the open pages, the top one last. */
  readonly pages: readonly string[];
  /** What `getApp()` returns. */
  readonly app: Record<string, unknown>;
  /** What the mini program's code has thrown so far in its lifecycle functions. */
  readonly errors: readonly unknown[];
  /** Resolves once `condition` holds; rejects after the time-out with the page and data it sees then. */
  until(condition: (page: VisiblePage) => boolean, timeoutMs?: number): Promise<VisiblePage>;
  /** The client's user leaves the mini program and comes back to it. */
  hide(): void;
  show(): void;
}

/** Starts a built mini program in node:vm: its real code and modules, no template. Fast, for tests. */
export async function runGadget({ dist, tt, console, launch }: RunOptions): Promise<GadgetRun> {
  const built = await readBuiltGadget(dist);
  const errors: unknown[] = [];
  const host = vmHost(built, tt, (error) => errors.push(error), console);
  const gadget = startGadget(launch === undefined ? host : { ...host, launch });
  const { onThemeChange } = tt as { onThemeChange?(hear: (change: object) => void): void };
  onThemeChange?.((change) => gadget.tell('onThemeChange', change));

  function top(): OpenPage {
    const page = gadget.router.top();
    if (page === undefined) throw new Error('no page is open');
    return page;
  }

  return {
    get page() {
      return visible(top());
    },
    get pages() {
      return gadget.router.stack().map((page) => page.path);
    },
    app: gadget.app,
    errors,
    until: (condition, timeoutMs = 5000) => until(() => visible(top()), condition, timeoutMs),
    hide: () => hideGadget(gadget),
    show: () => showGadget(gadget),
  };
}

/** What each page gave to `Page(…)`, for checks that open no page. Every `tt` function does nothing. */
export function definitionsOf(built: BuiltGadget): RunningGadget['definitions'] {
  const tt = new Proxy({}, { get: () => () => ({}), has: () => true });
  const { definitions, failures } = loadGadget(vmHost(built, tt, () => undefined));
  const [failure] = failures.values();
  if (failure !== undefined) throw failure;
  return definitions;
}

const noView: PageView = { update() {}, leave() {}, show() {}, hide() {}, close() {} };

/** The language and little else: a mini program has neither a browser's nor Node's objects around it. */
function vmHost(
  built: BuiltGadget,
  tt: Client,
  report: (error: unknown) => void,
  console: object = globalThis.console,
): Host {
  const context = createContext({});
  const { warn } = console as { warn?(message: string): void };
  return {
    files: built.files,
    app: built.app,
    entry: entryPage(built),
    using: built.using,
    compile: (code, path, names) => {
      const problem = syntaxProblem(path, code);
      if (problem !== undefined) throw new SyntaxError(problem);
      const compiled = compileFunction(code, [...names], { filename: path, parsingContext: context });
      return (...values) => compiled(...values);
    },
    tt,
    own: unseen,
    networkTimeout: {},
    // Looked up at each call, so that a test's fake clock counts.
    timers: {
      setTimeout: (action, ms) => globalThis.setTimeout(action, ms),
      clearTimeout: (timer) => globalThis.clearTimeout(timer as NodeJS.Timeout),
    },
    globals: {
      console,
      Date: globalThis.Date,
      setTimeout: (action: () => void, ms?: number) => globalThis.setTimeout(action, ms),
      clearTimeout: (timer: NodeJS.Timeout) => globalThis.clearTimeout(timer),
      setInterval: (action: () => void, ms?: number) => globalThis.setInterval(action, ms),
      clearInterval: (timer: NodeJS.Timeout) => globalThis.clearInterval(timer),
    },
    viewFor: () => noView,
    report,
    warn: (message) => warn?.call(console, message),
    miss: (message) => warn?.call(console, message),
  };
}

function visible(page: OpenPage): VisiblePage {
  return {
    path: page.path,
    query: page.query,
    data: copy(page.instance.data),
    async call(method, event = {}) {
      if (typeof page.instance[method] !== 'function') throw new Error(`${page.path} has no handler ${method}`);
      return page.call(method, event);
    },
  };
}

async function until(
  look: () => VisiblePage,
  condition: (page: VisiblePage) => boolean,
  timeoutMs: number,
): Promise<VisiblePage> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const page = look();
    if (condition(page)) return page;
    if (performance.now() > end) {
      throw new Error(`still on ${page.path} after ${timeoutMs} ms, with ${JSON.stringify(page.data)}`);
    }
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

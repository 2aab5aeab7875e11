import { copy, writePath } from './data-path.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;
export type Query = Record<string, string>;

/** What was given to `Page(…)`. */
export type PageDefinition = Record<string, unknown>;

/** A page as its own code knows it, `this` in its methods. */
type PageInstance = Record<string, unknown> & {
  data: Record<string, unknown>;
  route: string;
  options: Query;
  setData(patch: Record<string, unknown>, done?: () => void): void;
};

/** What shows a page. Told of every change of data, by its paths; the vm has none. */
export interface PageView {
  update(patch: Record<string, unknown>): void;
  /** Before the page's code hears that it is left or ends. */
  leave(): void;
  show(canGoBack: boolean): void;
  hide(): void;
  close(): void;
}

export interface OpenPage {
  path: string;
  query: Query;
  instance: PageInstance;
  view: PageView;
  /** Calls a lifecycle function or a handler, if the page has it. */
  call(name: string, ...values: unknown[]): unknown;
}

/** Makes a page from its definition; `viewFor` is asked for its view before the page's own code runs. */
export function openPage(
  path: string,
  query: Query,
  definition: PageDefinition,
  viewFor: (page: Omit<OpenPage, 'view'>) => PageView,
): OpenPage {
  let view: PageView | undefined;
  const instance: PageInstance = {
    ...definition,
    data: copy((definition.data ?? {}) as Record<string, unknown>),
    route: path,
    options: query,
    setData(patch, done) {
      for (const [key, value] of Object.entries(copy(patch))) writePath(instance.data, key, value);
      view?.update(copy(patch));
      done?.call(instance);
    },
  };
  const page = {
    path,
    query,
    instance,
    call(name: string, ...values: unknown[]): unknown {
      const method = instance[name];
      return typeof method === 'function' ? (method as Method).apply(instance, values) : undefined;
    },
  };
  view = viewFor(page);
  return { ...page, view };
}

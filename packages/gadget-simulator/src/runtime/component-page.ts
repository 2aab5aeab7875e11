import type { PageDefinition } from './page.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;

/**
 * A page may be written with `Component(…)` (page "Component"): its methods are those of the page, its lifetimes come
 * around the page's own. `__nodeId__` and `__webviewId__` are the client's own marks of a page, which uni-app's runtime
 * for Feishu goes by (field).
 */
export function pageOfComponent(path: string, definition: PageDefinition): PageDefinition {
  let opened = 0;
  const methods = record(definition.methods);
  // `lifetimes` come before those that stand beside `data`.
  const lifetimes = { ...definition, ...record(definition.lifetimes) };
  const both = (first: unknown, second: unknown): Method =>
    function (...values) {
      call(first, this, []);
      return call(second, this, values);
    };
  const begin = both(lifetimes.created, lifetimes.attached);
  return {
    triggerEvent: () => undefined,
    ...methods,
    data: definition.data,
    properties: {},
    __nodeId__: 0,
    // Another one for each page that is opened with this.
    get __webviewId__() {
      opened += 1;
      return `${path}#${opened}`;
    },
    onLoad: both(begin, methods.onLoad),
    onReady: both(lifetimes.ready, methods.onReady),
    onUnload: both(methods.onUnload, lifetimes.detached),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function call(method: unknown, self: unknown, values: unknown[]): unknown {
  return typeof method === 'function' ? (method as Method).apply(self, values) : undefined;
}

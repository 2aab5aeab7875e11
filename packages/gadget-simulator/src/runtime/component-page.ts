import type { PageDefinition, Query } from './page.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;

/**
 * A page may be written with `Component(…)` (page "配置 Component 构造器"): its methods are those of the page, its
 * properties take what the address says, its lifetimes come around the page's own. `__nodeId__` and `__webviewId__` are the client's own marks of a page, which uni-app's runtime
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
  const declared = Object.entries(record(definition.properties));
  const load = both(begin, methods.onLoad);
  return {
    triggerEvent: () => undefined,
    ...methods,
    data: {
      ...Object.fromEntries(declared.map(([name, property]) => [name, initial(property)])),
      ...record(definition.data),
    },
    properties: {},
    __nodeId__: 0,
    // Another one for each page that is opened with this.
    get __webviewId__() {
      opened += 1;
      return `${path}#${opened}`;
    },
    onLoad(this: PageLike, query: Query) {
      const said = declared.flatMap(([name, property]) =>
        name in query ? [[name, typed(property, query[name])]] : [],
      );
      if (said.length > 0) this.setData(Object.fromEntries(said));
      return load.call(this, query);
    },
    onReady: both(lifetimes.ready, methods.onReady),
    onUnload: both(methods.onUnload, lifetimes.detached),
  };
}

interface PageLike {
  setData(data: Record<string, unknown>): void;
}

/** Of a property, which is a type or an object with its type and value. */
function typeOf(property: unknown): string | undefined {
  const { name } = Object(typeof property === 'function' ? property : record(property).type) as { name?: string };
  return name;
}

function initial(property: unknown): unknown {
  const { value } = record(property);
  return value ?? { String: '', Number: 0, Boolean: false, Array: [] }[typeOf(property) ?? ''] ?? null;
}

function typed(property: unknown, text: string | undefined): unknown {
  return typeOf(property) === 'Number' ? Number(text) : text;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function call(method: unknown, self: unknown, values: unknown[]): unknown {
  return typeof method === 'function' ? (method as Method).apply(self, values) : undefined;
}

import type { Compile } from '../runtime/modules.ts';

/** What a browser has and a mini program has not: code that reaches for it fails here as it would there. */
const hidden = [
  ...['window', 'document', 'location', 'navigator', 'history', 'self', 'parent', 'top', 'frames', 'alert', 'confirm'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'Worker', 'localStorage', 'sessionStorage', 'indexedDB', 'globalThis'],
];

/** The mini program's own code is what the page is for. Its own variables may have a hidden name. */
export const compileInPage: Compile = (code, path, names) => {
  const outer = new Function(
    ...hidden,
    `return function (${names.join(', ')}) {\n${code}\n}\n//# sourceURL=gadget/${path}`,
  ) as () => (...values: unknown[]) => void;
  const inner = outer();
  return (...values) => inner.apply({}, values);
};

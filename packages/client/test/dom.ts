import { Window } from 'happy-dom';

/** What the libraries draw into. */
export const dom = new Window();
for (const [name, value] of Object.entries({ window: dom, document: dom.document, navigator: dom.navigator }))
  Object.defineProperty(globalThis, name, { value, configurable: true });

import type { OpenPage, Query } from './page.ts';
import { createPageLife } from './page-life.ts';

/** The page stack's limit (page "navigateTo"). */
const maxPages = 10;

export interface Router {
  stack(): readonly OpenPage[];
  top(): OpenPage | undefined;
  /** By the name of the `tt` function. Throws when there is no way to go. */
  go(how: Navigation, url: string): void;
  back(delta?: number): void;
}

export type Navigation = 'navigateTo' | 'redirectTo' | 'reLaunch';

/** The stack of pages: the one below hides, a replaced one unloads (pages "navigateTo", "Page"). */
export function createRouter(
  pages: readonly string[],
  open: (path: string, query: Query) => OpenPage,
  report: (error: unknown) => void,
): Router {
  let stack: OpenPage[] = [];
  const life = createPageLife(report);

  function enter(path: string, query: Query): void {
    const page = open(path, query);
    stack.push(page);
    life.load(page, () => stack.at(-1) === page);
  }

  return {
    stack: () => stack,
    top: () => stack.at(-1),
    go(how, url) {
      const { path, query } = parseUrl(url, stack.at(-1)?.path);
      if (!pages.includes(path)) throw new Error(`page "${path}" is not in app.json`);
      if (how === 'reLaunch') {
        const left = stack;
        stack = [];
        left.reverse().forEach(life.end);
      } else if (how === 'redirectTo') {
        const left = stack.pop();
        if (left !== undefined) life.end(left);
      } else {
        if (stack.length >= maxPages) throw new Error(`more than ${maxPages} pages are open`);
        const below = stack.at(-1);
        if (below !== undefined) life.hide(below);
      }
      enter(path, query);
    },
    back(delta = 1) {
      if (stack.length < 2) throw new Error('this is the first page');
      stack
        .splice(Math.max(1, stack.length - delta))
        .reverse()
        .forEach(life.end);
      const page = stack.at(-1);
      if (page !== undefined) life.show(page);
    },
  };
}

/** `/pages/a/a?x=1`, or relative to the page it is called from. */
function parseUrl(url: string, from = ''): { path: string; query: Query } {
  const [target = '', search = ''] = url.split('?');
  const parts = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const pairs = search.split('&').filter((pair) => pair !== '');
  const query = pairs.map((pair) => {
    const [key = '', value = ''] = pair.split('=');
    return [decodeURIComponent(key), decodeURIComponent(value)];
  });
  return { path: parts.join('/'), query: Object.fromEntries(query) };
}

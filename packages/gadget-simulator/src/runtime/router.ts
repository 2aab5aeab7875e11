import type { OpenPage, Query } from './page.ts';
import { createPageLife } from './page-life.ts';
import { pathFrom } from './paths.ts';
import { createTabsAside } from './tabs-aside.ts';

/** The page stack's limit (page "navigateTo"). */
const maxPages = 10;

export interface Router {
  stack(): readonly OpenPage[];
  top(): OpenPage | undefined;
  /** By the name of the `tt` function. Throws when there is no way to go. */
  go(how: Navigation, url: string): void;
  back(delta?: number): void;
}

export type Navigation = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab';

type Open = (path: string, query: Query) => OpenPage;

interface Pages {
  pages: readonly string[];
  /** Those of the tab bar. */
  tabs: ReadonlySet<string>;
}

interface Heard {
  failed(error: unknown): void;
  notFound(path: string, query: Query): void;
}

/** The stack of pages: the one below hides, a replaced one unloads (pages "navigateTo", "Page"). */
export function createRouter(listed: Pages, open: Open, { failed, notFound }: Heard): Router {
  let stack: OpenPage[] = [];
  const life = createPageLife(failed);
  const aside = createTabsAside(listed.tabs, life);

  function enter(page: OpenPage): void {
    stack.push(page);
    life.load(page, stack.length > 1, () => stack.at(-1) === page);
  }

  function switchTo(path: string): void {
    const [first, ...above] = stack;
    const kept = first?.path === path ? first : aside.take(path);
    const next = kept ?? open(path, {});
    stack = first === undefined ? [] : [first];
    above.reverse().forEach(life.end);
    if (first !== undefined && next !== first) aside.leave(first);
    stack = kept === undefined ? [] : [next];
    if (kept === undefined) enter(next);
    else if (next !== first || above.length > 0) life.show(next, false);
  }

  /** Makes room for another page, as the function's page says. */
  function leaveBy(how: Exclude<Navigation, 'switchTab'>): void {
    const top = stack.at(-1);
    if (how === 'reLaunch') {
      const left = [...aside.takeAll(), ...stack];
      stack = [];
      left.reverse().forEach(life.end);
    } else if (how === 'redirectTo') {
      stack.pop();
      if (top !== undefined) life.end(top);
    } else if (top !== undefined) life.hide(top);
  }

  return {
    stack: () => stack,
    top: () => stack.at(-1),
    go(how, url) {
      const { path, query } = parseUrl(url, stack.at(-1)?.path);
      if (!listed.pages.includes(path)) notFound(path, query);
      refuse(how, path, listed, stack.length);
      if (how === 'switchTab') {
        switchTo(path);
        return;
      }
      // Before anything is left: whoever cannot be opened changes nothing.
      const page = open(path, query);
      leaveBy(how);
      enter(page);
    },
    back(delta = 1) {
      if (stack.length < 2) throw new Error('this is the first page');
      const left = stack.splice(Math.max(1, stack.length - delta));
      left.reverse().forEach(life.end);
      const page = stack.at(-1);
      if (page !== undefined) life.show(page, stack.length > 1);
    },
  };
}

/** Throws where there is no such way. */
function refuse(how: Navigation, path: string, { pages, tabs }: Pages, open: number): void {
  if (!pages.includes(path)) throw new Error(`page "${path}" is not in app.json`);
  const isTab = tabs.has(path);
  if (how === 'switchTab' && !isTab) throw new Error(`page "${path}" is not in the tabBar`);
  if (isTab && (how === 'navigateTo' || how === 'redirectTo'))
    throw new Error(`page "${path}" is a tab: it is opened by switchTab`);
  if (how === 'navigateTo' && open >= maxPages) throw new Error(`more than ${maxPages} pages are open`);
}

/** `/pages/a/a?x=1`, or relative to the page it is called from. */
function parseUrl(url: string, from = ''): { path: string; query: Query } {
  const [target = '', search = ''] = url.split('?');
  const pairs = search.split('&').filter((pair) => pair !== '');
  const query = pairs.map((pair) => {
    const [key = '', value = ''] = pair.split('=');
    return [decodeURIComponent(key), decodeURIComponent(value)];
  });
  return { path: pathFrom(from, target), query: Object.fromEntries(query) };
}

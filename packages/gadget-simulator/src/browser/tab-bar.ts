import type { TabBarConfig } from '../built-gadget.ts';
import { Refusal } from './client/answer.ts';
import type { Theme } from './theme.ts';

type Item = TabBarConfig['list'][number];

export interface TabBar {
  /** Shown below pages that are tabs, with the tab of this page marked. */
  show(path: string): void;
  /** For as long as the mini program does not want it. */
  hide(hidden: boolean): void;
  /** What is written on a tab, or a dot without words; nothing takes it away. */
  badge(index: number, text: string | undefined): void;
  change(index: number, item: Partial<Item>): void;
  /** Before the tab at that place (page "addTabBarItem"). */
  add(index: number, item: Item): void;
  /** The tab of that page (page "removeTabBarItem"). */
  remove(path: string): void;
  restyle(style: Partial<Omit<TabBarConfig, 'list'>>): void;
}

const height = 50;
const maxTabs = 5;

/** The client's bar below the pages (page "tabBar"), in a shadow root of its own. */
export function createTabBar(
  config: TabBarConfig | undefined,
  pictures: Record<string, string>,
  theme: Theme,
  choose: (path: string) => void,
): TabBar {
  const host = document.createElement('sim-tabs');
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = `<style>${style}</style><nav></nav>`;
  const nav = root.querySelector('nav') ?? root.appendChild(document.createElement('nav'));
  const tabs = (config?.list ?? []).map((item) => makeTab(item, choose));
  nav.append(...tabs.map(({ button }) => button));
  document.body.append(host);
  const state = { colors: { ...defaults, ...config }, here: '', isHidden: false };

  theme.onChange(paint);

  function paint(): void {
    const { here, isHidden } = state;
    const colors = themed(state.colors, theme);
    host.hidden = isHidden || !tabs.some(({ item }) => pathOf(item) === here);
    document.documentElement.style.setProperty('--sim-tabs', host.hidden ? '0px' : `${height}px`);
    nav.style.background = colors.backgroundColor;
    nav.style.borderColor = colors.borderStyle === 'white' ? '#FFFFFF' : '#E6E6E6';
    for (const tab of tabs) paintTab(tab, pathOf(tab.item) === here, colors, pictures);
  }

  return {
    show(path) {
      state.here = path;
      paint();
    },
    hide(hidden) {
      state.isHidden = hidden;
      paint();
    },
    badge(index, text) {
      const { button, badge } = tabAt(tabs, index);
      badge.textContent = text ?? '';
      if (text === undefined) badge.remove();
      else button.append(badge);
    },
    change(index, item) {
      Object.assign(tabAt(tabs, index).item, item);
      paint();
    },
    add(index, item) {
      addTab(tabs, nav, { index, item, choose });
      paint();
    },
    remove(path) {
      removeTab(tabs, path);
      paint();
    },
    restyle(given) {
      Object.assign(state.colors, given);
      paint();
    },
  };
}

interface Tab {
  item: Item;
  button: HTMLElement;
  icon: HTMLImageElement;
  text: Text;
  badge: HTMLElement;
}

function tabAt(tabs: readonly Tab[], index: number): Tab {
  const tab = tabs[index];
  if (tab === undefined) throw new Error(`there is no tab ${index}`);
  return tab;
}

interface Addition {
  index: number;
  item: Item;
  choose(path: string): void;
}

/** Refused with the numbers of the page "addTabBarItem". */
function addTab(tabs: Tab[], nav: HTMLElement, { index, item, choose }: Addition): void {
  const refuse = (why: string, errCode: number): never => {
    throw new Refusal(why, 104, { errCode });
  };
  if (tabs.length === 0) refuse('no tab', -10013);
  if (tabs.length >= maxTabs) refuse('at most 5 tabs should be remained', -10010);
  if (index < 0 || index > tabs.length) refuse('index is invalid', -10011);
  if (tabs.some((tab) => pathOf(tab.item) === pathOf(item))) refuse('this tab already exists', -10012);
  const tab = makeTab(item, choose);
  nav.insertBefore(tab.button, tabs[index]?.button ?? null);
  tabs.splice(index, 0, tab);
}

function removeTab(tabs: Tab[], path: string): void {
  const at = tabs.findIndex(({ item }) => pathOf(item) === path.replace(/^\//, ''));
  if (at < 0) throw new Refusal(`there is no tab ${path}`);
  for (const { button } of tabs.splice(at, 1)) button.remove();
}

const defaults = { color: '#646a73', selectedColor: '#3370ff', backgroundColor: '#ffffff', borderStyle: 'black' };

/** Any of them may be a name of theme.json. */
function themed(colors: typeof defaults, theme: Theme): typeof defaults {
  const { color, selectedColor, backgroundColor, borderStyle } = colors;
  return {
    color: theme.value(color, defaults.color),
    selectedColor: theme.value(selectedColor, defaults.selectedColor),
    backgroundColor: theme.value(backgroundColor, defaults.backgroundColor),
    borderStyle: theme.value(borderStyle, defaults.borderStyle),
  };
}

function paintTab(
  { item, button, icon, text }: Tab,
  isHere: boolean,
  { color, selectedColor }: typeof defaults,
  pictures: Record<string, string>,
): void {
  button.style.color = isHere ? selectedColor : color;
  button.setAttribute('aria-current', isHere ? 'page' : 'false');
  const picture = (isHere && item.selectedIconPath) || (item.iconPath ?? '');
  icon.src = pictures[picture.replace(/^(?:\.?\/)+/, '')] ?? '';
  icon.hidden = picture === '';
  text.data = item.text ?? '';
}

export const pathOf = ({ pagePath }: Pick<Item, 'pagePath'>): string => pagePath.replace(/^\//, '');

function makeTab(given: Item, choose: (path: string) => void): Tab {
  const item = { ...given };
  const button = document.createElement('button');
  const icon = document.createElement('img');
  icon.alt = '';
  const text = document.createTextNode('');
  const badge = document.createElement('b');
  button.append(icon, text);
  button.addEventListener('click', () => choose(pathOf(item)));
  return { item, button, icon, text, badge };
}

const style = `
  nav { display: flex; height: ${height}px; border-top: 1px solid; box-sizing: border-box; }
  button { flex: 1; position: relative; display: flex; flex-direction: column; align-items: center;
    justify-content: center; gap: 2px; padding: 0; border: 0; background: none; cursor: pointer;
    font: 500 11px/14px -apple-system, "PingFang SC", "Microsoft YaHei", sans-serif; }
  img { width: 24px; height: 24px; object-fit: contain; }
  b { position: absolute; top: 4px; left: calc(50% + 8px); min-width: 8px; min-height: 8px; padding: 0 4px;
    border-radius: 8px; box-sizing: border-box; background: #f54a45; color: #ffffff; font-size: 10px; }
  [hidden] { display: none; }
`;

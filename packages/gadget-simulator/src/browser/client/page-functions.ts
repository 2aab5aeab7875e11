import type { NavigationBar } from '../navigation-bar.ts';
import { pathOf, type TabBar } from '../tab-bar.ts';
import type { TopView } from '../view.ts';
import { type Answering, allAnswering, type Options, Refusal, requiredIn, textIn } from './answer.ts';

interface Shown {
  bar: NavigationBar;
  tabs: TabBar;
  /** Those of app.json. */
  pages: readonly string[];
  /** Those of the tabs. */
  tabPages(): Set<string>;
  /** The page on top. */
  top(): TopView | undefined;
}

/** What belongs to the page rather than to the platform: its bars, where it is scrolled, pulling it down. */
export function createPageFunctions({ bar, tabs, pages, tabPages, top }: Shown): Record<string, Answering> {
  const view = (): TopView => {
    const shown = top();
    if (shown === undefined) throw new Refusal('no page is open');
    return shown;
  };
  const done = (act: (options: Options) => void) => (options: Options) => {
    act(options);
    return undefined;
  };
  const index = (options: Options): number => Number(options.index ?? 0);
  return allAnswering({
    setNavigationBarTitle: done((options) => bar.setTitle(textIn(options, 'title'))),
    setNavigationBarColor: done((options) => {
      const front = requiredIn(options, 'frontColor').toLowerCase();
      if (!['#ffffff', '#000000'].includes(front))
        throw new Refusal('invalid parameter: frontColor is #ffffff or #000000');
      bar.setColors(requiredIn(options, 'backgroundColor'), front === '#ffffff' ? 'white' : 'black');
    }),
    pageScrollTo: done(({ scrollTop, duration = 200 }) =>
      view().screen.scrollTo({ top: Number(scrollTop), behavior: Number(duration) > 0 ? 'smooth' : 'instant' }),
    ),
    startPullDownRefresh: done(() => view().pullDown.start()),
    stopPullDownRefresh: done(() => view().pullDown.stop()),
    showTabBar: done(() => tabs.hide(false)),
    hideTabBar: done(() => tabs.hide(true)),
    showTabBarRedDot: done((options) => tabs.badge(index(options), '')),
    hideTabBarRedDot: done((options) => tabs.badge(index(options), undefined)),
    setTabBarBadge: done((options) => tabs.badge(index(options), textIn(options, 'text'))),
    removeTabBarBadge: done((options) => tabs.badge(index(options), undefined)),
    setTabBarItem: done((options) => {
      const { text, iconPath, selectedIconPath } = options as Record<string, string | undefined>;
      const given = Object.entries({ text, iconPath, selectedIconPath }).filter(([, value]) => value !== undefined);
      tabs.change(index(options), Object.fromEntries(given));
    }),
    addTabBarItem: done((options) => {
      const { iconPath, selectedIconPath } = Object(options.light) as Record<string, string>;
      const item = { pagePath: requiredIn(options, 'pagePath'), text: textIn(options, 'text') };
      if (!pages.includes(pathOf(item))) throw new Refusal(`page "${pathOf(item)}" is not in app.json`);
      tabs.add(index(options), {
        ...item,
        ...(iconPath && { iconPath }),
        ...(selectedIconPath && { selectedIconPath }),
      });
      tabPages().add(pathOf(item));
    }),
    removeTabBarItem: done((options) => {
      tabs.remove(requiredIn(options, 'tag'));
      tabPages().delete(pathOf({ pagePath: requiredIn(options, 'tag') }));
    }),
    setTabBarStyle: done((options) => {
      const { success, fail, complete, ...style } = options;
      tabs.restyle(style);
    }),
  });
}

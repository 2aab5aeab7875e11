import { reporting } from './runtime/tt.ts';

/** Functions that only show something: without a screen they are done as they are called. */
const names =
  `setNavigationBarTitle showTabBar hideTabBar showTabBarRedDot hideTabBarRedDot setTabBarBadge removeTabBarBadge
setTabBarItem setTabBarStyle pageScrollTo startPullDownRefresh stopPullDownRefresh vibrateLong vibrateShort setKeepScreenOn
showShareMenu hideShareMenu`.split(/\s+/);

export const unseen: Readonly<Record<string, unknown>> = Object.fromEntries(
  names.map((name) => [name, reporting(name, () => undefined)]),
);

import type { Callbacks, Plain } from './callbacks.js';

/** 界面: 导航栏, Tab Bar, 下拉刷新, 页面, 窗口, DarkMode. */
export interface PageFrame {
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uATNy4CM1IjLwUjM
   */
  setNavigationBarTitle(options: Callbacks & { title: string }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ucjMyUjL3IjM14yNyITN
   */
  setNavigationBarColor(options: Callbacks & { backgroundColor: string; frontColor: '#ffffff' | '#000000' }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uATN04CM1QjLwUDN
   */
  showTabBar(options?: Callbacks & { animation?: boolean }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ukDN04SO0QjL5QDN
   */
  hideTabBar(options?: Callbacks & { animation?: boolean }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uETN04SM1QjLxUDN
   */
  setTabBarItem(
    options: Callbacks & { index: number; text?: string; iconPath?: string; selectedIconPath?: string },
  ): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uITN04iM1QjLyUDN
   */
  setTabBarStyle(
    options: Callbacks & {
      color?: string;
      selectedColor?: string;
      backgroundColor?: string;
      borderStyle?: 'white' | 'black';
      borderColor?: string;
    },
  ): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uUjM04SNyQjL1IDN
   */
  setTabBarBadge(options: Callbacks & { index: number; text: string }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ucjM04yNyQjL3IDN
   */
  removeTabBarBadge(options: Callbacks & { index: number }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uYjM04iNyQjL2IDN
   */
  showTabBarRedDot(options: Callbacks & { index: number }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ugjM04COyQjL4IDN
   */
  hideTabBarRedDot(options: Callbacks & { index: number }): void;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/uYTNy4iN1IjL2UjM
   */
  startPullDownRefresh: Plain;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/ugTNy4CO1IjL4UjM
   */
  stopPullDownRefresh: Plain;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uITNy4iM1IjLyUjM
   */
  pageScrollTo(options: Callbacks & { scrollTop: number; duration?: number }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uADO3UjLwgzN14CM4cTN
   */
  onWindowResize(listener: (change: WindowResize) => void): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uIDO3UjLygzN14iM4cTN
   */
  offWindowResize(listener?: (change: WindowResize) => void): void;
  /**
   * Documented; clients 5.3 and later.
   * @see https://open.feishu.cn/document/uYjL24iN/uUTOuUTOuUTO/darkmode/onthemechange
   */
  onThemeChange?(listener: (change: { theme: 'light' | 'dark' }) => void): void;
  /**
   * Documented; clients 5.3 and later.
   * @see https://open.feishu.cn/document/uYjL24iN/uUTOuUTOuUTO/darkmode/offthemechange
   */
  offThemeChange?(listener?: (change: { theme: 'light' | 'dark' }) => void): void;
}

/** The numbers are inside `size`. */
export interface WindowResize {
  size: { windowWidth: number; windowHeight: number };
}

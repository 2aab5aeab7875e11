import type { DataHolder } from './set-data.js';

/**
 * In this order: load, show, ready; later hide or unload. Documented: 小程序页面.
 * @see https://open.feishu.cn/document/uYjL24iN/uQDNuQDNuQDN
 */
export interface PageLife {
  onLoad?(query: Record<string, string | undefined>): void;
  onShow?(): void;
  onReady?(): void;
  onHide?(): void;
  onUnload?(): void;
  onPullDownRefresh?(): void;
  onReachBottom?(): void;
  onPageScroll?(scroll: { scrollTop: number }): void;
  onResize?(change: { size: { windowWidth: number; windowHeight: number } }): void;
  onShareAppMessage?(source?: { from?: string; target?: unknown }): ShareContent | undefined;
}

export interface ShareContent {
  title?: string;
  desc?: string;
  path?: string;
  imageUrl?: string;
}

/** `this` in a page's functions, besides what the page itself has. */
export interface PageInstance<Data extends object> extends DataHolder<Data> {
  readonly route: string;
  readonly options: Record<string, string | undefined>;
}

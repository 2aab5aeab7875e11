/**
 * What the mini program runtime puts around a page's code. The events are WeChat's typings, which fit Feishu; its `Page`
 * and `App` do not: they let `setData` write what is not in `data`, and bring the global `wx`.
 */
/// <reference types="miniprogram-api-typings/types/wx/lib.wx.event" />

declare namespace WechatMiniprogram {
  type IAnyObject = Record<string, unknown>;
}

declare function App(options: AppLife): void;

/** Infers `this` in a page's methods: its data, `setData` for exactly that data, and its own methods. */
declare function Page<Data extends object, Methods extends object>(
  options: { data: Data } & PageLife & Methods & ThisType<PageInstance<Data> & Omit<Methods, 'data'>>,
): void;

interface AppLife {
  onLaunch?(): void;
  onError?(message: string): void;
}

/** In this order: load, show, ready; later hide or unload (page "Page"). */
interface PageLife {
  onLoad?(query: Record<string, string | undefined>): void;
  onShow?(): void;
  onReady?(): void;
  onHide?(): void;
  onUnload?(): void;
}

interface PageInstance<Data extends object> {
  readonly data: Readonly<Data>;
  setData(patch: Partial<Data>, done?: () => void): void;
}

declare const console: { warn(...values: unknown[]): void };
declare function setInterval(action: () => void, milliseconds: number): number;
declare function clearInterval(timer: number): void;

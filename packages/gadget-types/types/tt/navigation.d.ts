import type { Callbacks, Plain } from './callbacks.js';

/** 导航, 更新, 飞书启动参数. There is no `navigateToMiniProgram`: another mini program is opened by its applink. */
export interface Navigation {
  /**
   * Opens a page above this one, up to ten. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uYTOz4iN5MjL2kzM
   */
  navigateTo(options: Callbacks & { url: string }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uADM04CMwQjLwADN
   */
  navigateBack(options?: Callbacks & { delta?: number }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ucTOz4yN5MjL3kzM
   */
  redirectTo(options: Callbacks & { url: string }): void;
  /**
   * Documented. The address has no query.
   * @see https://open.feishu.cn/document/uYjL24iN/ukTOz4SO5MjL5kzM
   */
  switchTab(options: Callbacks & { url: string }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uEDM04SMwQjLxADN
   */
  reLaunch(options: Callbacks & { url: string }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uATN4IjLwUDOy4CM1gjM
   */
  exitMiniProgram: Plain;
  /**
   * Opens what is not this mini program: a web page, a document, another mini program. The console has a list of what
   * may be opened. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ukzN4IjL5cDOy4SO3gjM
   */
  openSchema(
    options: Callbacks & {
      schema: string;
      external?: boolean;
      /** PC only. */
      options?: { width?: number; height?: number };
      target?: 'inline' | 'replace';
    },
  ): void;
  /**
   * What the mini program was started with; the same as `App.onLaunch` is told. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uAzM1YjLwMTN24CMzUjN
   */
  getLaunchOptionsSync(): LaunchOptions;
  /**
   * Documented; not on Harmony.
   * @see https://open.feishu.cn/document/uYjL24iN/uEzM04SMzQjLxMDN
   */
  getUpdateManager(): UpdateManager;
}

export interface LaunchOptions {
  path: string;
  query: Record<string, string | undefined>;
  /** A text here, where WeChat has a number. */
  scene?: string;
  subScene?: string;
  group_id?: string;
}

/**
 * Documented: UpdateManager.
 * @see https://open.feishu.cn/document/uYjL24iN/uAzM04CMzQjLwMDN/getUpdateManager/applyupdate
 */
export interface UpdateManager {
  onCheckForUpdate(listener: (check: { hasUpdate: boolean }) => void): void;
  onUpdateReady(listener: () => void): void;
  onUpdateFailed(listener: () => void): void;
  /** Restarts with the new version, once it is ready. */
  applyUpdate(): void;
  triggerCheckUpdate(): void;
}

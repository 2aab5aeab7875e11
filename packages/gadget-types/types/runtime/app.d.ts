import type { LaunchOptions } from '../tt/navigation.js';

/**
 * The life of the whole mini program. Documented: 小程序 App.
 * @see https://open.feishu.cn/document/uYjL24iN/uMDNuMDNuMDN
 */
export interface AppLife {
  onLaunch?(options: LaunchOptions): void;
  onShow?(options: LaunchOptions): void;
  onHide?(): void;
  onError?(message: string): void;
}

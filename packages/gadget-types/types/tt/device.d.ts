import type { Callbacks, Plain } from './callbacks.js';

/** 设备. */
export interface Device {
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uQjNx4CN2EjL0YTM
   */
  getSystemInfo(options: Callbacks<Partial<SystemInfo>>): void;
  /**
   * Documented; which client leaves out what is not.
   * @see https://open.feishu.cn/document/uYjL24iN/uUjNx4SN2EjL1YTM
   */
  getSystemInfoSync(): Partial<SystemInfo>;
  /**
   * Documented; PC says `connected` or `none`.
   * @see https://open.feishu.cn/document/uYjL24iN/uYjNx4iN2EjL2YTM
   */
  getNetworkType(options: Callbacks<{ networkType: NetworkType }>): void;
  /**
   * Documented. There is no way to stop listening.
   * @see https://open.feishu.cn/document/uYjL24iN/ucjNx4yN2EjL3YTM
   */
  onNetworkStatusChange(listener: (status: { isConnected: boolean; networkType: NetworkType }) => void): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ugzNx4CO3EjL4cTM
   */
  setClipboardData(options: Callbacks & { data: string }): void;
  /**
   * Documented; asks for `scope.clipboard` since client 3.36.
   * @see https://open.feishu.cn/document/uYjL24iN/uczNx4yN3EjL3cTM
   */
  getClipboardData(options: Callbacks<{ data: string }>): void;
  /**
   * Documented; not on PC. Unlike WeChat's it tells the text alone.
   * @see https://open.feishu.cn/document/uYjL24iN/uYzNx4iN3EjL2cTM
   */
  scanCode(
    options?: Callbacks<{ result: string }> & {
      scanType?: ('qrCode' | 'barCode' | 'datamatrix' | 'pdf417')[];
      barCodeInput?: boolean;
    },
  ): void;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/uUzNx4SN3EjL1cTM
   */
  makePhoneCall(options: Callbacks & { phoneNumber: string }): void;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/uADOx4CM4EjLwgTM
   */
  vibrateShort: Plain;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/uEDOx4SM4EjLxgTM
   */
  vibrateLong: Plain;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/ukzNx4SO3EjL5cTM
   */
  setKeepScreenOn(options: Callbacks & { keepScreenOn: boolean }): void;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/uMjNwEjLzYDMx4yM2ATM
   */
  onUserCaptureScreen(listener: () => void): void;
  /**
   * Documented; not on PC.
   * @see https://open.feishu.cn/document/uYjL24iN/uQjNwEjL0YDMx4CN2ATM
   */
  offUserCaptureScreen(listener?: () => void): void;
}

export type NetworkType = 'none' | 'wifi' | '2g' | '3g' | '4g' | '5g' | 'unknown' | 'connected';

export interface SystemInfo {
  system: string;
  /** `darwin` and `windows_nt` on PC. */
  platform: string;
  brand: string;
  model: string;
  /** Of the client. */
  version: string;
  SDKVersion: string;
  /** `zh_CN`, `en_US`, … */
  language: string;
  appName: string;
  screenWidth: number;
  screenHeight: number;
  windowWidth: number;
  windowHeight: number;
  pixelRatio: number;
  statusBarHeight: number;
  fontSizeSetting: number;
  safeArea: Area;
  /** On pages with a navigation bar of their own, once they are rendered. */
  navigationBarSafeArea: Area;
  /** Where app.json says `darkmode`; clients 5.3 and later. */
  theme: 'light' | 'dark';
}

export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
  height: number;
}

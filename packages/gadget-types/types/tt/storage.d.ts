import type { Callbacks, Plain } from './callbacks.js';

/** 数据缓存: what outlives the run on this device, 1 MB a key and 10 MB in all. It may hold anything, or be gone. */
export interface Storage {
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uETOx4SM5EjLxkTM
   */
  setStorage(options: Callbacks & { key: string; data: unknown }): void;
  /**
   * Documented; throws when there is no room.
   * @see https://open.feishu.cn/document/uYjL24iN/uITOx4iM5EjLykTM
   */
  setStorageSync(key: string, data: unknown): void;
  /**
   * Documented; fails for a key that is not there.
   * @see https://open.feishu.cn/document/uYjL24iN/ukDOx4SO4EjL5gTM
   */
  getStorage(options: Callbacks<{ data: unknown }> & { key: string }): void;
  /**
   * Documented; what a key that is not there gives is not.
   * @see https://open.feishu.cn/document/uYjL24iN/uATOx4CM5EjLwkTM
   */
  getStorageSync(key: string): unknown;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uMTOx4yM5EjLzkTM
   */
  removeStorage(options: Callbacks & { key: string }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uQTOx4CN5EjL0kTM
   */
  removeStorageSync(key: string): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uUTOx4SN5EjL1kTM
   */
  clearStorage: Plain;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uYTOx4iN5EjL2kTM
   */
  clearStorageSync(): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ucTOx4yN5EjL3kTM
   */
  getStorageInfo(options: Callbacks<StorageInfo>): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ugTOx4CO5EjL4kTM
   */
  getStorageInfoSync(): StorageInfo;
}

/** Sizes in kB. */
export interface StorageInfo {
  keys: string[];
  currentSize: number;
  limitSize: number;
}

import { type Callbacks, callApi } from './api-call.ts';
import type { Behaviour } from './behaviour.ts';
import { ApiFailure } from './failure.ts';
import { createStorage, type StorageArea, type StorageInfo } from './storage.ts';

/** The storage APIs of a gadget; the synchronous ones throw what the others hand to `fail`. */
export function createStorageApis(area: StorageArea, version: string, behaviour: Behaviour) {
  const { set, get, has, remove, clear, info } = createStorage(area);

  /** Runs a synchronous API, whose failure is thrown. */
  function sync<Result>(api: string, run: () => Result): Result {
    try {
      return run();
    } catch (thrown) {
      if (!(thrown instanceof ApiFailure)) throw thrown;
      const result = thrown.toResult(api, version);
      throw Object.assign(new Error(result.errMsg, { cause: thrown }), result);
    }
  }

  return {
    setStorage: (options: Callbacks & { key: string; data?: unknown }) =>
      callApi('setStorage', version, options, async () => set(options?.key, options?.data)),
    getStorage: (options: Callbacks<{ data: unknown }> & { key: string }) =>
      callApi('getStorage', version, options, async () => get(options?.key)),
    removeStorage: (options: Callbacks & { key: string }) =>
      callApi('removeStorage', version, options, async () => remove(options?.key)),
    clearStorage: (options?: Callbacks) => callApi('clearStorage', version, options, async () => clear()),
    getStorageInfo: (options: Callbacks<StorageInfo>) =>
      callApi('getStorageInfo', version, options, async () => info()),
    setStorageSync: (key: string, data: unknown): void => void sync('setStorageSync', () => set(key, data)),
    getStorageSync: (key: string): unknown =>
      sync('getStorageSync', () => {
        const missing = behaviour.missingKey ?? 'undefined';
        if (missing === 'throw' || has(key)) return get(key).data;
        return missing === 'empty' ? '' : undefined;
      }),
    removeStorageSync: (key: string): void => void sync('removeStorageSync', () => remove(key)),
    clearStorageSync: (): void => void sync('clearStorageSync', clear),
    getStorageInfoSync: (): StorageInfo => sync('getStorageInfoSync', info),
  };
}

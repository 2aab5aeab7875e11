import { type Callbacks, callApi } from './api-call.ts';
import type { Behaviour } from './behaviour.ts';
import { ApiFailure } from './failure.ts';
import { decodeValue, encodeValue, sizeOf } from './stored-value.ts';

/** Where one user's data of one gadget lives. `Map` is one, and so is a prefix of `localStorage`. */
export interface StorageArea {
  get(key: string): string | undefined;
  set(key: string, value: string): unknown;
  delete(key: string): unknown;
  keys(): Iterable<string>;
}

const keyLimit = 1024 * 1024;
const totalLimit = 10 * 1024 * 1024;

export interface StorageInfo {
  keys: string[];
  /** KB. */
  currentSize: number;
  limitSize: number;
}

/** The storage APIs of a gadget; the synchronous ones throw what the others hand to `fail`. */
export function createStorageApis(area: StorageArea, version: string, behaviour: Behaviour) {
  function set(key: unknown, data: unknown): object {
    const name = checkedKey(key);
    const encoded = encodeValue(data);
    if (sizeOf(encoded) > keyLimit) throw new ApiFailure(1801001);
    if (usedBytes(area, name) + name.length + sizeOf(encoded) > totalLimit) throw new ApiFailure(1801002);
    area.set(name, encoded);
    return {};
  }

  function get(key: unknown): { data: unknown } {
    const found = area.get(checkedKey(key));
    if (found === undefined) throw new ApiFailure(1802001);
    return { data: decodeValue(found) };
  }

  function remove(key: unknown): object {
    area.delete(checkedKey(key));
    return {};
  }

  function clear(): object {
    for (const key of [...area.keys()]) area.delete(key);
    return {};
  }

  function info(): StorageInfo {
    return { keys: [...area.keys()], currentSize: Math.ceil(usedBytes(area) / 1024), limitSize: totalLimit / 1024 };
  }

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
        if (missing === 'throw' || area.get(checkedKey(key)) !== undefined) return get(key).data;
        return missing === 'empty' ? '' : undefined;
      }),
    removeStorageSync: (key: string): void => void sync('removeStorageSync', () => remove(key)),
    clearStorageSync: (): void => void sync('clearStorageSync', clear),
    getStorageInfoSync: (): StorageInfo => sync('getStorageInfoSync', info),
  };
}

function checkedKey(key: unknown): string {
  if (typeof key === 'string' && key.length > 0) return key;
  throw new ApiFailure(104, { text: 'invalid parameter: key must be a string of at least one character' });
}

function usedBytes(area: StorageArea, except?: string): number {
  let bytes = 0;
  for (const key of area.keys()) if (key !== except) bytes += key.length + sizeOf(area.get(key) ?? 'u');
  return bytes;
}

import type { StorageArea } from './storage.ts';

/** One user's data of one gadget, under a prefix of the browser's own storage. */
export function createLocalStorageArea(prefix: string, storage: Storage = localStorage): StorageArea {
  return {
    get: (key) => storage.getItem(prefix + key) ?? undefined,
    set: (key, value) => storage.setItem(prefix + key, value),
    delete: (key) => storage.removeItem(prefix + key),
    keys: () =>
      Object.keys(storage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
  };
}

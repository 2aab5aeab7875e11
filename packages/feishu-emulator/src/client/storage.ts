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

/** What a gadget keeps in its area, within its limits; refusals are thrown. */
export function createStorage(area: StorageArea) {
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

  const has = (key: unknown): boolean => area.get(checkedKey(key)) !== undefined;

  return { set, get, has, remove, clear, info };
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

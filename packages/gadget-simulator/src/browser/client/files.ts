import { Refusal } from './answer.ts';

export interface StoredFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** The media type, where it is known. */
  type: string;
}

/** Files and folders of the mini program by their paths, `ttfile://temp/…` and `ttfile://user/…` (page "文件系统"). */
export interface Files {
  /** Keeps a file under a path of its own, or the given one. */
  keep(content: StoredFile, name: string, path?: string): string;
  find(path: string): StoredFile;
  has(path: string): boolean;
  remove(path: string): void;
  paths(): string[];
  readonly folders: Set<string>;
  /** For pictures and players; undefined for what is no such file. */
  addressOf(path: string): string | undefined;
}

export async function storedFrom(content: Blob): Promise<StoredFile> {
  return { bytes: new Uint8Array(await content.arrayBuffer()), type: content.type };
}

export function createFiles(): Files {
  const contents = new Map<string, StoredFile>();
  const addresses = new Map<string, string>();
  let count = 0;
  return {
    keep(content, name, given) {
      count += 1;
      const path = given ?? `ttfile://temp/${count}-${name}`;
      contents.set(path, content);
      addresses.delete(path);
      return path;
    },
    find(path) {
      const content = contents.get(path);
      if (content === undefined) throw new Refusal(`no such file: ${path}`);
      return content;
    },
    has: (path) => contents.has(path),
    remove: (path) => void contents.delete(path),
    paths: () => [...contents.keys()],
    folders: new Set(['ttfile://user', 'ttfile://temp']),
    addressOf(path) {
      const content = contents.get(path);
      if (content === undefined) return undefined;
      const address = addresses.get(path) ?? URL.createObjectURL(new Blob([content.bytes], { type: content.type }));
      addresses.set(path, address);
      return address;
    },
  };
}

import { Refusal } from './answer.ts';

/** Files of the mini program by their paths, `ttfile://temp/…` and `ttfile://user/…` (page "文件系统"). */
export interface Files {
  /** Keeps a file under a path of its own, or the given one. */
  keep(content: Blob, name: string, path?: string): string;
  find(path: string): Blob;
  has(path: string): boolean;
  remove(path: string): void;
  paths(): string[];
  /** For pictures and players; undefined for what is no such file. */
  addressOf(path: string): string | undefined;
}

export function createFiles(): Files {
  const contents = new Map<string, Blob>();
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
    addressOf(path) {
      const content = contents.get(path);
      if (content === undefined) return undefined;
      const address = addresses.get(path) ?? URL.createObjectURL(content);
      addresses.set(path, address);
      return address;
    },
  };
}

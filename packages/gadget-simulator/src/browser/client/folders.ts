import { type Options, Refusal, requiredIn } from './answer.ts';
import type { Files } from './files.ts';

/** What the file system does with folders, or with either (pages "FileSystemManager.mkdir" and its neighbours). */
export function createFolders(files: Files) {
  const { folders } = files;
  const below = (path: string): string[] =>
    [...files.paths(), ...folders].filter((one) => one.startsWith(`${path}/`)).map((one) => one.slice(path.length + 1));
  const folderIn = (options: Options): string => {
    const path = trimmed(requiredIn(options, 'dirPath'));
    if (!folders.has(path)) throw new Refusal(`no such directory: ${path}`);
    return path;
  };
  return {
    access: {
      parameters: ['path'],
      act(options: Options) {
        const path = trimmed(requiredIn(options, 'path'));
        if (!folders.has(path)) files.find(path);
      },
    },
    mkdir: {
      parameters: ['dirPath', 'recursive'],
      act(options: Options) {
        const path = trimmed(requiredIn(options, 'dirPath'));
        if (!path.startsWith('ttfile://user/')) throw new Refusal(`permission denied, mkdir ${path}`);
        if (folders.has(path) || files.has(path)) throw new Refusal(`file already exists: ${path}`);
        const missing = parentsOf(path).filter((parent) => !folders.has(parent));
        if (missing.length > 0 && options.recursive !== true) throw new Refusal(`no such directory: ${missing[0]}`);
        for (const folder of [...missing, path]) folders.add(folder);
      },
    },
    readdir: {
      parameters: ['dirPath'],
      gives: 'files',
      act: (options: Options) => [...new Set(below(folderIn(options)).map((path) => path.split('/')[0]))],
    },
    rmdir: {
      parameters: ['dirPath', 'recursive'],
      act(options: Options) {
        const path = folderIn(options);
        const inside = below(path);
        if (inside.length > 0 && options.recursive !== true) throw new Refusal(`directory not empty: ${path}`);
        for (const name of inside) {
          files.remove(`${path}/${name}`);
          folders.delete(`${path}/${name}`);
        }
        folders.delete(path);
      },
    },
    stat: {
      parameters: ['path'],
      gives: 'stat',
      act(options: Options) {
        const path = trimmed(requiredIn(options, 'path'));
        const isFolder = folders.has(path);
        const size = isFolder ? 0 : files.find(path).bytes.length;
        const said = { mode: isFolder ? 0o40777 : 0o100666, size, lastAccessedTime: 0, lastModifiedTime: 0 };
        return { ...said, isDirectory: () => isFolder, isFile: () => !isFolder };
      },
    },
  };
}

const trimmed = (path: string): string => path.replace(/\/+$/, '');

/** Between the root and the path, the outermost first. */
function parentsOf(path: string): string[] {
  const parts = path.slice('ttfile://'.length).split('/');
  return parts.slice(1).map((_, at) => `ttfile://${parts.slice(0, at + 1).join('/')}`);
}

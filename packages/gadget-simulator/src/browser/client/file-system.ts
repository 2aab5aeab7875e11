import { allAnswering, type Options, Refusal, requiredIn, textIn } from './answer.ts';
import { encodingOf } from './encodings.ts';
import type { Files, StoredFile } from './files.ts';
import { createFolders } from './folders.ts';

/** A function of the manager: `name` with callbacks, `nameSync` with its parameters in a row. */
interface Call {
  parameters: readonly string[];
  /** Under which name `success` is told what it gives. */
  gives?: string;
  act(options: Options): unknown;
}

/** What one call may write, and all that a mini program may keep (page "FileSystemManager.writeFile"). */
const writeLimit = 10 * 2 ** 20;
const userLimit = 200 * 2 ** 20;

/** `tt.getFileSystemManager()` over the simulator's files, which are kept in memory. */
export function createFileSystem(files: Files): { getFileSystemManager(): object } {
  const calls: Readonly<Record<string, Call>> = { ...fileCalls(files), ...createFolders(files) };
  const later = allAnswering(
    Object.fromEntries(
      Object.entries(calls).map(([name, { gives, act }]) => [
        name,
        (options: Options) => {
          const result = act(options);
          return gives === undefined ? undefined : { [gives]: result };
        },
      ]),
    ),
  );
  const atOnce = Object.entries(calls).map(([name, { parameters, act }]) => [
    `${name}Sync`,
    (...values: unknown[]) => {
      try {
        return act(Object.fromEntries(parameters.map((parameter, at) => [parameter, values[at]])));
      } catch (cause) {
        throw new Error(`${name}Sync:fail ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
    },
  ]);
  const manager = { ...later, ...Object.fromEntries(atOnce), ...savedFiles(files) };
  return { getFileSystemManager: () => manager };
}

function fileCalls(files: Files): Record<string, Call> {
  const write = (options: Options, before: Uint8Array<ArrayBuffer>): void => {
    const path = requiredIn(options, 'filePath');
    if (!path.startsWith('ttfile://user/')) throw new Refusal(`permission denied, open ${path}`);
    const written = bytesIn(options);
    if (written.length > writeLimit) throw new Refusal('what is written is larger than 10 MB');
    const bytes = new Uint8Array(before.length + written.length);
    bytes.set(before);
    bytes.set(written, before.length);
    if (usedBy(files) + bytes.length > userLimit) throw new Refusal('the files of the mini program exceed 200 MB');
    files.keep({ bytes, type: '' }, '', path);
  };
  const move = (from: string, to: string) => (options: Options) => {
    const old = requiredIn(options, from);
    files.keep(files.find(old), '', requiredIn(options, to));
    return old;
  };
  return {
    readFile: {
      parameters: ['filePath', 'encoding'],
      gives: 'data',
      act(options) {
        const { bytes } = files.find(requiredIn(options, 'filePath'));
        const encoding = textIn(options, 'encoding');
        return encoding === '' ? bytes.slice().buffer : encodingOf(encoding).read(bytes);
      },
    },
    writeFile: { parameters: ['filePath', 'data', 'encoding'], act: (options) => write(options, new Uint8Array()) },
    appendFile: {
      parameters: ['filePath', 'data', 'encoding'],
      act: (options) => write(options, files.find(requiredIn(options, 'filePath')).bytes),
    },
    copyFile: { parameters: ['srcPath', 'destPath'], act: (options) => void move('srcPath', 'destPath')(options) },
    rename: {
      parameters: ['oldPath', 'newPath'],
      act: (options) => files.remove(move('oldPath', 'newPath')(options)),
    },
    unlink: { parameters: ['filePath'], act: (options) => remove(files, requiredIn(options, 'filePath')) },
    saveFile: {
      parameters: ['tempFilePath', 'filePath'],
      gives: 'savedFilePath',
      act(options) {
        const path = requiredIn(options, 'tempFilePath');
        const name = path.slice(path.lastIndexOf('/') + 1);
        return files.keep(files.find(path), name, textIn(options, 'filePath', `ttfile://user/${name}`));
      },
    },
  };
}

/** These have no twin that answers at once. */
function savedFiles(files: Files): Record<string, unknown> {
  return allAnswering({
    getFileInfo: (options) => ({ size: files.find(requiredIn(options, 'filePath')).bytes.length }),
    getSavedFileList: () => ({
      fileList: own(files).map(({ path, file }) => ({ filePath: path, size: file.bytes.length, createTime: 0 })),
    }),
    removeSavedFile(options) {
      remove(files, requiredIn(options, 'filePath'));
      return undefined;
    },
  });
}

function remove(files: Files, path: string): void {
  files.find(path);
  files.remove(path);
}

function own(files: Files): { path: string; file: StoredFile }[] {
  const paths = files.paths().filter((path) => path.startsWith('ttfile://user/'));
  return paths.map((path) => ({ path, file: files.find(path) }));
}

const usedBy = (files: Files): number => own(files).reduce((sum, { file }) => sum + file.bytes.length, 0);

function bytesIn(options: Options): Uint8Array<ArrayBuffer> {
  const { data } = options;
  if (data instanceof ArrayBuffer) return new Uint8Array(data.slice(0));
  if (typeof data === 'string') return encodingOf(textIn(options, 'encoding', 'utf8')).write(data);
  throw new Refusal('invalid parameter: data is a string or an ArrayBuffer');
}

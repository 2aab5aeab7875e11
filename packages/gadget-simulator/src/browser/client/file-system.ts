import { allAnswering, type Options, Refusal, requiredIn, textIn } from './answer.ts';
import type { Files } from './files.ts';

/** `tt.getFileSystemManager()` over the simulator's files, which are kept in memory; there are no folders of their own. */
export function createFileSystem(files: Files): { getFileSystemManager(): object } {
  const manager = {
    ...allAnswering({
      access(options) {
        files.find(requiredIn(options, 'path'));
        return undefined;
      },
      async readFile(options) {
        const content = files.find(requiredIn(options, 'filePath'));
        return {
          data: textIn(options, 'encoding') === '' ? await content.arrayBuffer() : await read(content, options),
        };
      },
      writeFile(options) {
        const path = requiredIn(options, 'filePath');
        if (!path.startsWith('ttfile://user/')) throw new Refusal(`permission denied, open ${path}`);
        files.keep(new Blob([options.data as BlobPart]), '', path);
        return undefined;
      },
      copyFile(options) {
        files.keep(files.find(requiredIn(options, 'srcPath')), '', requiredIn(options, 'destPath'));
        return undefined;
      },
      rename(options) {
        files.keep(files.find(requiredIn(options, 'oldPath')), '', requiredIn(options, 'newPath'));
        files.remove(requiredIn(options, 'oldPath'));
        return undefined;
      },
      unlink(options) {
        files.find(requiredIn(options, 'filePath'));
        files.remove(requiredIn(options, 'filePath'));
        return undefined;
      },
      getFileInfo: (options) => ({ size: files.find(requiredIn(options, 'filePath')).size }),
      getSavedFileList: () => ({
        fileList: files
          .paths()
          .filter((path) => path.startsWith('ttfile://user/'))
          .map((filePath) => ({ filePath, size: files.find(filePath).size, createTime: 0 })),
      }),
      removeSavedFile(options) {
        files.remove(requiredIn(options, 'filePath'));
        return undefined;
      },
    }),
  };
  return { getFileSystemManager: () => manager };
}

async function read(content: Blob, options: Options): Promise<string> {
  if (textIn(options, 'encoding') !== 'base64') return content.text();
  const bytes = new Uint8Array(await content.arrayBuffer());
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}

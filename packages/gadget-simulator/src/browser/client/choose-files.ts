import { type Answering, allAnswering, cancelled, type Options } from './answer.ts';
import { type Files, storedFrom } from './files.ts';
import { measureVideo } from './measure.ts';

/** Files are chosen with the browser's own dialog. */
export function createChoosing(files: Files, addressOf: (path: string) => string): Record<string, Answering> {
  const pick = async (accept: string, count: number) => {
    const chosen = await chooseInBrowser(accept, count);
    const kept = chosen.map(async (file) => ({
      path: files.keep(await storedFrom(file), file.name),
      size: file.size,
      name: file.name,
    }));
    return Promise.all(kept);
  };
  return allAnswering({
    async chooseImage(options) {
      const tempFiles = (await pick('image/*', countIn(options))).map(({ path, size }) => ({ path, size }));
      return { tempFiles, tempFilePaths: tempFiles.map(({ path }) => path) };
    },
    async chooseVideo() {
      for (const { path, size } of await pick('video/*', 1)) {
        const { duration, width, height } = await measureVideo(addressOf(path), path);
        return { tempFilePath: path, size, duration, width, height };
      }
      throw cancelled();
    },
    async chooseMedia(options) {
      const chosen = await pick('image/*,video/*', countIn(options));
      return { tempFiles: chosen.map(({ path, size }) => ({ tempFilePath: path, size })) };
    },
    async filePicker(options) {
      return { list: await pick('', Number(options.maxNum ?? 1) || 1) };
    },
  });
}

const countIn = ({ count }: Options): number => Math.min(20, Number(count ?? 9) || 9);

function chooseInBrowser(accept: string, count: number): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = count > 1;
  return new Promise((resolve, reject) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])].slice(0, count)));
    input.addEventListener('cancel', () => reject(cancelled()));
    input.click();
  });
}

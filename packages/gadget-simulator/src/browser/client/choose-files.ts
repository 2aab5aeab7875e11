import { openSheet } from '../sheet.ts';
import {
  type Answering,
  allAnswering,
  cancelled,
  listIn,
  type Options,
  Refusal,
  requiredIn,
  textIn,
} from './answer.ts';
import { propose } from './ask.ts';
import type { Consent } from './consent.ts';
import { type Files, storedFrom } from './files.ts';

/** Files are chosen with the browser's own dialog, pictures looked at in a sheet. `addressOf` finds a picture's address. */
export function createFileFunctions(
  files: Files,
  addressOf: (path: string) => string,
  { need }: Pick<Consent, 'need'>,
): Record<string, Answering> {
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
      const [video] = await pick('video/*', 1);
      return { tempFilePath: video?.path, size: video?.size, duration: 0, width: 0, height: 0 };
    },
    async chooseMedia(options) {
      const chosen = await pick('image/*,video/*', countIn(options));
      return { tempFiles: chosen.map(({ path, size }) => ({ tempFilePath: path, size })) };
    },
    async filePicker(options) {
      return { list: await pick('', Number(options.maxNum ?? 1) || 1) };
    },
    saveFileAs(options) {
      const path = requiredIn(options, 'filePath');
      files.find(path);
      const link = document.createElement('a');
      link.href = addressOf(path);
      link.download = path.slice(path.lastIndexOf('/') + 1);
      link.click();
      return undefined;
    },
    getVideoInfo: (options) => measureVideo(files, requiredIn(options, 'src'), addressOf),
    async previewImage(options) {
      const picture = document.createElement('img');
      picture.src = addressOf(textIn(options, 'current', String(listIn(options, 'urls')[0] ?? '')));
      picture.alt = '';
      void openSheet({ title: 'previewImage', body: [picture], cancel: '关闭 Close' });
      return undefined;
    },
    getImageInfo: (options) => measure(addressOf(requiredIn(options, 'src')), requiredIn(options, 'src')),
    compressImage: (options) => ({ tempFilePath: requiredIn(options, 'src') }),
    async saveImageToPhotosAlbum(options) {
      await need('scope.writePhotosAlbum');
      files.find(requiredIn(options, 'filePath'));
      return undefined;
    },
    async saveVideoToPhotosAlbum(options) {
      await need('scope.writePhotosAlbum');
      files.find(requiredIn(options, 'filePath'));
      return undefined;
    },
    saveFile(options) {
      const path = requiredIn(options, 'tempFilePath');
      const name = path.slice(path.lastIndexOf('/') + 1);
      return { savedFilePath: files.keep(files.find(path), name, `ttfile://user/${name}`) };
    },
    openDocument: (options) => propose('openDocument', requiredIn(options, 'filePath')),
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

/** The page "getVideoInfo"; the size is in kB, as the neighbouring platforms have it (assumed). */
async function measureVideo(files: Files, path: string, addressOf: (path: string) => string): Promise<object> {
  const video = document.createElement('video');
  video.src = addressOf(path);
  await new Promise((resolve, reject) => {
    video.addEventListener('loadedmetadata', resolve);
    video.addEventListener('error', () => reject(new Refusal(`no video that can be read: ${path}`)));
  });
  const { videoWidth: width, videoHeight: height, duration } = video;
  const size = files.has(path) ? files.find(path).bytes.length / 1024 : 0;
  return { type: path.slice(path.lastIndexOf('.') + 1), duration, size, width, height };
}

async function measure(address: string, path: string): Promise<object> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return { width: picture.naturalWidth, height: picture.naturalHeight, path };
}

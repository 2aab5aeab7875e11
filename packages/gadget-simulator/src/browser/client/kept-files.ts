import { openSheet } from '../sheet.ts';
import { type Answering, allAnswering, listIn, type Options, requiredIn, textIn } from './answer.ts';
import { propose } from './ask.ts';
import type { Consent } from './consent.ts';
import type { Files } from './files.ts';
import { measurePicture, measureVideo } from './measure.ts';

/** What is done with files that the mini program has. `addressOf` finds a picture's address. */
export function createKeeping(
  files: Files,
  addressOf: (path: string) => string,
  { need }: Pick<Consent, 'need'>,
): Record<string, Answering> {
  const saveToAlbum = async (options: Options): Promise<undefined> => {
    await need('scope.writePhotosAlbum');
    files.find(requiredIn(options, 'filePath'));
    return undefined;
  };
  return allAnswering({
    previewImage(options) {
      showPictures(listIn(options, 'urls').map(String), textIn(options, 'current'), addressOf);
      return undefined;
    },
    async getImageInfo(options) {
      const path = requiredIn(options, 'src');
      return { ...(await measurePicture(addressOf(path), path)), path };
    },
    /** The size is in kB, as the neighbouring platforms have it (assumed). */
    async getVideoInfo(options) {
      const path = requiredIn(options, 'src');
      const size = files.has(path) ? files.find(path).bytes.length / 1024 : 0;
      return { type: path.slice(path.lastIndexOf('.') + 1), size, ...(await measureVideo(addressOf(path), path)) };
    },
    compressImage: (options) => ({ tempFilePath: requiredIn(options, 'src') }),
    saveImageToPhotosAlbum: saveToAlbum,
    saveVideoToPhotosAlbum: saveToAlbum,
    saveFile(options) {
      const path = requiredIn(options, 'tempFilePath');
      return { savedFilePath: files.keep(files.find(path), '', `ttfile://user/${nameOf(path)}`) };
    },
    saveFileAs(options) {
      const path = requiredIn(options, 'filePath');
      files.find(path);
      Object.assign(document.createElement('a'), { href: addressOf(path), download: nameOf(path) }).click();
      return undefined;
    },
    openDocument: (options) => propose('openDocument', requiredIn(options, 'filePath')),
  });
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** All below each other, that which is meant in sight. */
function showPictures(urls: readonly string[], current: string, addressOf: (path: string) => string): void {
  const pictures = urls.map((url) => Object.assign(new Image(), { src: addressOf(url), alt: '' }));
  const meant = pictures[urls.indexOf(current)];
  meant?.addEventListener('load', () => meant.scrollIntoView());
  void openSheet({ title: `previewImage (${urls.length})`, body: pictures, cancel: '关闭 Close' });
}

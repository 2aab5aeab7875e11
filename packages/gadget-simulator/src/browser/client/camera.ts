import { allAnswering, Refusal, textIn } from './answer.ts';
import type { Consent } from './consent.ts';
import { type Files, storedFrom } from './files.ts';

const qualities: Readonly<Record<string, number>> = { low: 0.4, medium: 0.7, high: 0.95 };

/** `tt.createCameraContext(id)` for a `<camera>` of the page on top (page "CameraContext"). */
export function createCamera(files: Files, { need }: Pick<Consent, 'need'>): Record<string, unknown> {
  return {
    createCameraContext(id: string) {
      let recorder: MediaRecorder | undefined;
      const camera = (): HTMLVideoElement => {
        const video = document.querySelector(`.sim-screen:not([hidden]) camera#${CSS.escape(id)} > video`);
        if (!(video instanceof HTMLVideoElement)) throw new Refusal(`no camera with id "${id}"`);
        if (!(video.srcObject instanceof MediaStream)) throw new Refusal('the camera is not ready');
        return video;
      };
      return allAnswering({
        async takePhoto(options) {
          await need('scope.camera');
          const picture = await photo(camera(), qualities[textIn(options, 'quality', 'medium')] ?? 0.7);
          return { tempImagePath: files.keep(await storedFrom(picture), 'photo.jpg') };
        },
        setZoom(options) {
          camera().style.scale = textIn(options, 'zoom', '1');
          return { zoom: Number(textIn(options, 'zoom', '1')) };
        },
        async startRecord() {
          await need('scope.camera');
          recorder = new MediaRecorder(camera().srcObject as MediaStream);
          recorder.start();
          return undefined;
        },
        async stopRecord() {
          const video = camera();
          if (recorder?.state !== 'recording') throw new Refusal('nothing is being recorded');
          const recorded = whole(recorder);
          recorder.stop();
          const tempThumbPath = files.keep(await storedFrom(await photo(video, 0.7)), 'thumb.jpg');
          return { tempThumbPath, tempVideoPath: files.keep(await storedFrom(await recorded), 'video.webm') };
        },
      });
    },
  };
}

function whole(recorder: MediaRecorder): Promise<Blob> {
  return new Promise((resolve) => {
    recorder.addEventListener('dataavailable', ({ data }) => resolve(data), { once: true });
  });
}

async function photo(video: HTMLVideoElement, quality: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const picture = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', quality);
  });
  if (picture === null) throw new Refusal('the camera sees nothing yet');
  return picture;
}

import { Refusal } from './answer.ts';

/** Of the browser, as soon as it knows them. */
export async function measurePicture(address: string, path: string): Promise<{ width: number; height: number }> {
  const picture = new Image();
  picture.src = address;
  await picture.decode().catch(() => {
    throw new Refusal(`no picture that can be read: ${path}`);
  });
  return { width: picture.naturalWidth, height: picture.naturalHeight };
}

export async function measureVideo(
  address: string,
  path: string,
): Promise<{ duration: number; width: number; height: number }> {
  const video = document.createElement('video');
  video.src = address;
  await new Promise((resolve, reject) => {
    video.addEventListener('loadedmetadata', resolve);
    video.addEventListener('error', () => reject(new Refusal(`no video that can be read: ${path}`)));
  });
  const { videoWidth: width, videoHeight: height, duration } = video;
  return { duration, width, height };
}

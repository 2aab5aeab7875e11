import { tell, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

/** The page "camera": what the computer's camera sees, where the browser may use it. */
export const camera: Behaviour = (host, { first }) => {
  if (!first) return;
  const view = document.createElement('video');
  Object.assign(view, { autoplay: true, muted: true, playsInline: true });
  host.append(view);
  const facingMode = textOf(host, 'device-position', 'back') === 'front' ? 'user' : 'environment';
  open({ video: { facingMode } }).then(
    (stream) => {
      view.srcObject = stream;
      tell(host, 'initdone', {});
    },
    (error: unknown) => {
      const errMsg = error instanceof Error ? error.message : String(error);
      view.remove();
      host.classList.add('sim-missing');
      host.dataset.missing = `<camera>: ${errMsg}`;
      tell(host, 'error', { errMsg });
    },
  );
};

/** There is no such object in a page that was not loaded from `https:` or this machine. */
async function open(wanted: MediaStreamConstraints): Promise<MediaStream> {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  if (mediaDevices === undefined) throw new Error('the browser gives no camera to this page');
  return mediaDevices.getUserMedia(wanted);
}

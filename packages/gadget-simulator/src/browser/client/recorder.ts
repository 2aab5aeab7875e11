import type { Consent } from './consent.ts';
import { type Files, storedFrom } from './files.ts';

type Hear = (result: object) => void;

/** The page "RecorderManager": the one recorder of the mini program, by the browser's own; it writes what that can. */
export function createRecorder(files: Files, { need }: Pick<Consent, 'need'>): Record<string, unknown> {
  const heard: Record<string, Hear> = {};
  const tell = (name: string, result: object = {}): void => heard[name]?.(result);
  let recorder: MediaRecorder | undefined;
  let state = 'stopped';

  async function start({ duration = 60_000 }: { duration?: number } = {}): Promise<void> {
    await need('scope.record');
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    recorder = new MediaRecorder(stream);
    const follow = (type: string, now: string, name: string): void =>
      recorder?.addEventListener(type, () => {
        state = now;
        tell(name);
      });
    follow('start', 'recording', 'onStart');
    follow('pause', 'paused', 'onPause');
    follow('resume', 'recording', 'onResume');
    recorder.addEventListener('dataavailable', async ({ data }) => {
      state = 'stopped';
      for (const track of stream.getTracks()) track.stop();
      tell('onFrameRecorded', { frameBuffer: await data.arrayBuffer(), isLastFrame: true });
      tell('onStop', { tempFilePath: files.keep(await storedFrom(data), 'record.webm') });
    });
    recorder.start();
    setTimeout(stop, Math.min(duration, 600_000));
  }

  function stop(): void {
    if (recorder?.state !== 'inactive') recorder?.stop();
  }

  const manager: Record<string, unknown> = {
    start: (options?: object) =>
      void start(options).catch((error: unknown) => {
        state = 'error';
        const why = error instanceof Error ? error.message : String(error);
        tell('onError', { errMsg: why, errString: why });
      }),
    pause: () => recorder?.pause(),
    resume: () => recorder?.resume(),
    stop,
    getState: (options?: { success?: Hear; complete?: Hear }) => {
      const told = { state, errMsg: 'getState:ok' };
      options?.success?.(told);
      options?.complete?.(told);
    },
  };
  for (const name of ['onStart', 'onPause', 'onResume', 'onStop', 'onFrameRecorded', 'onError'])
    manager[name] = (hear: Hear) => {
      heard[name] = hear;
    };
  return { getRecorderManager: () => manager };
}

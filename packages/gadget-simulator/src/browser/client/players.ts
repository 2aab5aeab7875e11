import type { Files } from './files.ts';

/** Events of `tt.createInnerAudioContext()` by those of the browser's player. */
const heard: Readonly<Record<string, string>> = {
  CanPlay: 'canplay',
  Play: 'play',
  Pause: 'pause',
  Stop: 'sim-stop',
  Ended: 'ended',
  TimeUpdate: 'timeupdate',
  Waiting: 'waiting',
  Seeking: 'seeking',
  Seeked: 'seeked',
  Error: 'error',
};

/** The pages "createVideoContext", "createInnerAudioContext" and "getBackgroundAudioManager", by the browser's players. */
export function createPlayers(files: Files): Record<string, unknown> {
  return {
    createVideoContext(id: string) {
      const video = (): HTMLVideoElement | null => document.querySelector(`video#${CSS.escape(id)}`);
      return {
        play: () => void video()?.play(),
        pause: () => video()?.pause(),
        stop: () => stop(video()),
        seek: (seconds: number) => seek(video(), seconds),
        playbackRate(rate: number) {
          const player = video();
          if (player !== null) player.playbackRate = rate;
        },
        requestFullScreen: () => void video()?.requestFullscreen(),
        exitFullScreen: () => void document.exitFullscreen(),
      };
    },
    createInnerAudioContext: () => innerAudio(files, false),
    getBackgroundAudioManager: onlyOne(() => innerAudio(files, true)),
  };
}

function stop(player: HTMLMediaElement | null): void {
  player?.pause();
  seek(player, 0);
}

function seek(player: HTMLMediaElement | null, seconds: number): void {
  if (player !== null) player.currentTime = seconds;
}

function onlyOne(make: () => object): () => object {
  let made: object | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** In the background it plays as soon as it has a source (page "getBackgroundAudioManager", as its sample has it). */
function innerAudio(files: Files, inBackground: boolean): object {
  const player = new Audio();
  const listeners = new Map<unknown, EventListener>();
  const context: Record<string, unknown> = {
    play: () => void player.play().catch(() => undefined),
    pause: () => player.pause(),
    stop() {
      stop(player);
      player.dispatchEvent(new Event('sim-stop'));
    },
    seek: (seconds: number) => seek(player, seconds),
    destroy: () => player.removeAttribute('src'),
  };
  for (const [name, type] of Object.entries(heard)) {
    context[`on${name}`] = (hear: (result: object) => void) => {
      const listener = (): void => hear({ currentTime: player.currentTime });
      listeners.set(hear, listener);
      player.addEventListener(type, listener);
    };
    context[`off${name}`] = (hear: unknown) => {
      const listener = listeners.get(hear);
      if (listener !== undefined) player.removeEventListener(type, listener);
    };
  }
  for (const property of [
    'autoplay',
    'loop',
    'volume',
    'currentTime',
    'duration',
    'paused',
    'buffered',
    'playbackRate',
  ])
    Object.defineProperty(context, property, {
      get: () => Reflect.get(player, property),
      set: (value) => void Reflect.set(player, property, value),
    });
  let source = '';
  Object.defineProperty(context, 'src', {
    get: () => source,
    set(value: string) {
      source = value;
      player.src = files.addressOf(value) ?? value;
      if (inBackground) void player.play().catch(() => undefined);
    },
  });
  return context;
}

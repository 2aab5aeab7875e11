import { allAnswering, Refusal, textIn } from './answer.ts';
import type { Consent } from './consent.ts';

type Listener = (result: object) => void;

/** What a computer has in place of the phone's things. The clipboard is the simulator's own, not the person's. */
export function createDevice({ need }: Pick<Consent, 'need'>): Record<string, unknown> {
  let clipboard = '';
  let brightness = 0.5;
  const network = (): { networkType: string } => ({ networkType: navigator.onLine ? 'wifi' : 'none' });
  return {
    ...allAnswering({
      getNetworkType: network,
      async setClipboardData(options) {
        await need('scope.clipboard');
        clipboard = textIn(options, 'data');
        return undefined;
      },
      async getClipboardData() {
        await need('scope.clipboard');
        return { data: clipboard };
      },
      vibrateLong: () => undefined,
      vibrateShort: () => undefined,
      getScreenBrightness: () => ({ value: brightness }),
      setScreenBrightness(options) {
        const value = Number(options.value);
        if (!(value >= 0 && value <= 1)) throw new Refusal('invalid parameter: value is between 0 and 1');
        brightness = value;
        return undefined;
      },
      setKeepScreenOn: () => undefined,
    }),
    onNetworkStatusChange(listener: Listener) {
      for (const type of ['online', 'offline'])
        window.addEventListener(type, () => listener({ isConnected: navigator.onLine, ...network() }));
    },
    ...windowSize(),
  };
}

function windowSize(): Record<string, unknown> {
  const heard = new Map<Listener, () => void>();
  return {
    onWindowResize(listener: Listener) {
      const told = (): void => listener({ size: { windowWidth: innerWidth, windowHeight: innerHeight } });
      heard.set(listener, told);
      window.addEventListener('resize', told);
    },
    offWindowResize(listener: Listener) {
      const told = heard.get(listener);
      if (told !== undefined) window.removeEventListener('resize', told);
    },
  };
}

/** The page "getSystemInfo"; what a browser cannot know is left out. */
export function systemInfo(): Record<string, unknown> {
  const getSystemInfoSync = (): object => ({
    language: /^zh/i.test(navigator.language) ? 'zh_CN' : 'en_US',
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    platform: 'simulator',
    brand: 'browser',
    model: 'simulator',
    appName: 'Feishu',
    pixelRatio: devicePixelRatio,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    screenWidth: innerWidth,
    screenHeight: innerHeight,
  });
  return { getSystemInfoSync, ...allAnswering({ getSystemInfo: getSystemInfoSync }) };
}

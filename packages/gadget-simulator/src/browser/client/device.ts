import { allAnswering, Refusal, textIn } from './answer.ts';
import { askFor } from './ask.ts';
import type { Consent } from './consent.ts';
import type { Listeners } from './listeners.ts';
import { networkQuality, networkType } from './network-state.ts';

interface Things extends Pick<Consent, 'need'>, Pick<Listeners, 'run'> {}

/** What a computer has in place of the phone's things. The clipboard is the simulator's own, not the person's. */
export function createDevice({ need, run }: Things): Record<string, unknown> {
  let clipboard = '';
  let brightness = 0.5;
  const switched = (name: string, yes: boolean) => () => {
    run(name, yes);
    return undefined;
  };
  return allAnswering({
    getNetworkType: () => ({ networkType: networkType() }),
    getNetworkQualityType: () => ({ networkQualityType: networkQuality() }),
    async setClipboardData(options) {
      await need('scope.clipboard');
      clipboard = textIn(options, 'data');
      return undefined;
    },
    async getClipboardData() {
      await need('scope.clipboard');
      return { data: clipboard };
    },
    vibrateLong: () => vibrate(400),
    vibrateShort: () => vibrate(15),
    getScreenBrightness: () => ({ value: brightness }),
    setScreenBrightness(options) {
      const value = Number(options.value);
      if (!(value >= 0 && value <= 1)) throw new Refusal('invalid parameter: value is between 0 and 1');
      brightness = value;
      return undefined;
    },
    setKeepScreenOn: () => undefined,
    grantScreenShot: () => undefined,
    startAccelerometer: switched('onAccelerometerChange', true),
    stopAccelerometer: switched('onAccelerometerChange', false),
    startCompass: switched('onCompassChange', true),
    stopCompass: switched('onCompassChange', false),
    getWifiStatus: () => ({ status: navigator.onLine ? 'on' : 'off' }),
    async getConnectedWifi() {
      await need('scope.userLocation');
      return askFor('Wi-Fi getConnectedWifi', { SSID: 'office', BSSID: '00:00:00:00:00:00' });
    },
    async getStepCount() {
      await need('scope.runData');
      const { stepCount } = await askFor('步数 getStepCount', { stepCount: '1000' });
      return { stepCount: Number(stepCount) };
    },
    // A phone or a computer; only a pad changes its size so.
    getPadDisplayScaleMode: () => ({ displayScaleMode: 'disableScale' }),
    togglePadFullScreen() {
      throw new Refusal('displayScaleMode is disableScale');
    },
  });
}

/** As long as phones do (assumed); a computer feels nothing. */
function vibrate(ms: number): undefined {
  navigator.vibrate?.(ms);
  return undefined;
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

import type { Behaviour } from './behaviour.ts';
import type { Bridge } from './bridge.ts';
import type { Language, Platform } from './device.ts';
import { type ClientUi, silentUi } from './ui.ts';
import { clientAges } from './version.ts';

export interface H5Settings {
  kind: 'h5';
  /** The open id of the user signed in to the client. */
  openId: string;
  /** The address of the page, read at every call. */
  pageUrl: () => string;
  bridge: Bridge;
  version?: string;
  platform?: Platform;
  language?: Language;
  behaviour?: Behaviour;
  ui?: ClientUi;
}

/** The client around a page, with nothing left open. */
export type H5Client = Required<H5Settings>;

export function completeSettings(settings: H5Settings): H5Client {
  return {
    ...settings,
    version: settings.version ?? clientAges.current,
    platform: settings.platform ?? 'ios',
    language: settings.language ?? 'zh_CN',
    behaviour: settings.behaviour ?? {},
    ui: settings.ui ?? silentUi,
  };
}

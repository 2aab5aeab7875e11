import type { Behaviour } from './behaviour.ts';
import type { Bridge } from './bridge.ts';
import type { Language, Platform, Theme } from './device.ts';
import { createFetchNetwork, type Network } from './network.ts';
import type { StorageArea } from './storage.ts';
import { type ClientUi, silentUi } from './ui.ts';
import { clientAges } from './version.ts';

export interface LaunchOptions {
  path: string;
  query: Record<string, string>;
  scene: string | number;
}

export interface GadgetSettings {
  kind: 'gadget';
  appId: string;
  /** The open id, for this app, of the user signed in to the client. */
  openId: string;
  bridge: Bridge;
  /** Client version; 7.50.0 when left out. `clientAges` names one of each age. */
  version?: string;
  platform?: Platform;
  language?: Language;
  theme?: Theme;
  /** app.json `darkmode`: without it a gadget is told no theme. */
  darkmode?: boolean;
  behaviour?: Behaviour;
  ui?: ClientUi;
  /** Where the user's data of this gadget is kept; forgotten with the process when left out. */
  storage?: StorageArea;
  network?: Network;
  launch?: LaunchOptions;
  /** app.json `networkTimeout.request`, milliseconds. */
  timeout?: number;
}

/** The client around a gadget, with nothing left open that matters to more than one API. */
export type GadgetClient = GadgetSettings &
  Required<Pick<GadgetSettings, 'version' | 'platform' | 'language' | 'behaviour' | 'ui' | 'storage' | 'network'>>;

export function completeGadgetSettings(settings: GadgetSettings): GadgetClient {
  return {
    ...settings,
    version: settings.version ?? clientAges.current,
    platform: settings.platform ?? 'ios',
    language: settings.language ?? 'zh_CN',
    behaviour: settings.behaviour ?? {},
    ui: settings.ui ?? silentUi,
    storage: settings.storage ?? new Map<string, string>(),
    network: settings.network ?? createFetchNetwork(),
  };
}

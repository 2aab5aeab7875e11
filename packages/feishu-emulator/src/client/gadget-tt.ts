import { type Callbacks, callApi } from './api-call.ts';
import { type Behaviour, crossNetwork } from './behaviour.ts';
import type { Bridge, UserInfo } from './bridge.ts';
import { isDesktop, type Language, type Platform, systemInfo, type Theme } from './device.ts';
import { ApiFailure } from './failure.ts';
import { createFeedback, type Modal, type Toast } from './feedback.ts';
import { createFetchNetwork, type Network } from './network.ts';
import { createRequest } from './request.ts';
import { createLogin, type RequestAccessOptions, requestAccess, type SignInSettings } from './sign-in.ts';
import { createStorageApis, type StorageArea } from './storage.ts';
import { type ClientUi, silentUi } from './ui.ts';
import { createUserInfo } from './user-info.ts';
import { clientAges, isAtLeast } from './version.ts';

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

/** The `tt` of a gadget, as a client of this version has it. */
export function createGadget(settings: GadgetSettings) {
  const version = settings.version ?? clientAges.current;
  const platform = settings.platform ?? 'ios';
  const language = settings.language ?? 'zh_CN';
  const behaviour = settings.behaviour ?? {};
  const { appId, openId, bridge } = settings;
  const ui = settings.ui ?? silentUi;
  const feedback = createFeedback(ui, version, platform);
  const signIn: SignInSettings = { version, bridge, openId, behaviour, ui };
  const userInfo = createUserInfo(appId, signIn);
  const themeListeners = new Set<(result: { theme: Theme }) => void>();
  const knowsTheme = settings.darkmode === true && isAtLeast(version, '5.3.0') && platform !== 'openharmony';
  let theme: Theme = settings.theme ?? 'light';
  let signedIn = false;

  const access = (options: RequestAccessOptions) =>
    callApi('requestAccess', version, options, async () => {
      if (!knowsRequestAccess(version, platform, behaviour)) throw new ApiFailure(103);
      const result = await requestAccess(options, { appId }, signIn);
      signedIn = true;
      return result;
    });

  function describeSystem(): object {
    return systemInfo({ version, platform, language, theme: knowsTheme ? theme : undefined });
  }

  const tt = {
    login: createLogin(appId, signIn, () => {
      signedIn = true;
    }),
    ...(showsRequestAccess(version, platform, behaviour) && { requestAccess: access }),
    checkSession: (options?: Callbacks) =>
      callApi('checkSession', version, options, async () => {
        await crossNetwork(behaviour);
        if (!signedIn || behaviour.session === 'expired') throw new ApiFailure(1001001);
        return {};
      }),
    getUserInfo: (options?: Callbacks<UserInfo> & { withCredentials?: boolean }) =>
      callApi('getUserInfo', version, options, async () => {
        if (!signedIn) throw new ApiFailure(1001001);
        return userInfo(options?.withCredentials ?? false);
      }),
    request: createRequest({
      appId,
      version,
      desktop: isDesktop(platform),
      network: settings.network ?? createFetchNetwork(),
      behaviour,
      timeout: settings.timeout ?? 60_000,
    }),
    ...createStorageApis(settings.storage ?? new Map<string, string>(), version, behaviour),
    showToast: (options: Toast & Callbacks) =>
      callApi('showToast', version, options, () => feedback.showToast(options)),
    hideToast: (options?: Callbacks) => callApi('hideToast', version, options, feedback.hide),
    showLoading: (options: Pick<Toast, 'title' | 'mask'> & Callbacks) =>
      callApi('showLoading', version, options, () => feedback.showLoading(options)),
    hideLoading: (options?: Callbacks) => callApi('hideLoading', version, options, feedback.hide),
    showModal: (options: Modal & Callbacks<{ confirm: boolean; cancel: boolean }>) =>
      callApi('showModal', version, options, () => feedback.showModal(options)),
    getSystemInfo: (options: Callbacks) => callApi('getSystemInfo', version, options, async () => describeSystem()),
    getSystemInfoSync: describeSystem,
    getLaunchOptionsSync: (): LaunchOptions =>
      settings.launch ?? { path: '', query: {}, scene: isDesktop(platform) ? 1001 : '1001' },
    onThemeChange: (listener: (result: { theme: Theme }) => void): void => {
      if (knowsTheme) themeListeners.add(listener);
    },
    isNewFramework: (): boolean => false,
  };

  return {
    tt,
    /** The user switches the device between light and dark. */
    changeTheme(next: Theme): void {
      if (next === theme) return;
      theme = next;
      for (const listener of themeListeners) listener({ theme });
    },
  };
}

export type GadgetTt = ReturnType<typeof createGadget>['tt'];

/** Whether the API is there to be called, working or not. */
function showsRequestAccess(version: string, platform: Platform, { requestAccess = 'by-version' }: Behaviour): boolean {
  if (requestAccess !== 'by-version') return requestAccess === 'errno103';
  return knowsRequestAccess(version, platform, {});
}

function knowsRequestAccess(version: string, platform: Platform, { requestAccess }: Behaviour): boolean {
  if (requestAccess === 'errno103') return false;
  return isAtLeast(version, platform === 'openharmony' ? '7.35.0' : '6.9.0');
}

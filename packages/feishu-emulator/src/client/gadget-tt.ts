import { type Callbacks, callApi } from './api-call.ts';
import { isDesktop, systemInfo, type Theme } from './device.ts';
import { createFeedback, type Modal, type Toast } from './feedback.ts';
import { completeGadgetSettings, type GadgetClient, type GadgetSettings, type LaunchOptions } from './gadget-client.ts';
import { createSignInApis } from './gadget-sign-in.ts';
import { createRequest } from './request.ts';
import { createStorageApis } from './storage-apis.ts';
import { isAtLeast } from './version.ts';

/** The `tt` of a gadget, as a client of this version has it. */
export function createGadget(settings: GadgetSettings) {
  const client = completeGadgetSettings(settings);
  const { appId, version, platform, behaviour, network, timeout = 60_000 } = client;
  const { apis: deviceApis, changeTheme } = createDeviceApis(client);
  const tt = {
    ...createSignInApis(client),
    request: createRequest({ appId, version, desktop: isDesktop(platform), network, behaviour, timeout }),
    ...createStorageApis(client.storage, version, behaviour),
    ...createFeedbackApis(client),
    ...deviceApis,
  };
  return { tt, changeTheme };
}

export type GadgetTt = ReturnType<typeof createGadget>['tt'];

function createFeedbackApis({ ui, version, platform }: GadgetClient) {
  const feedback = createFeedback(ui, version, platform);
  return {
    showToast: (options: Toast & Callbacks) =>
      callApi('showToast', version, options, () => feedback.showToast(options)),
    hideToast: (options?: Callbacks) => callApi('hideToast', version, options, feedback.hide),
    showLoading: (options: Pick<Toast, 'title' | 'mask'> & Callbacks) =>
      callApi('showLoading', version, options, () => feedback.showLoading(options)),
    hideLoading: (options?: Callbacks) => callApi('hideLoading', version, options, feedback.hide),
    showModal: (options: Modal & Callbacks<{ confirm: boolean; cancel: boolean }>) =>
      callApi('showModal', version, options, () => feedback.showModal(options)),
  };
}

function createDeviceApis({ version, platform, language, darkmode, launch, ...settings }: GadgetClient) {
  const knowsTheme = darkmode === true && isAtLeast(version, '5.3.0') && platform !== 'openharmony';
  const themeListeners = new Set<(result: { theme: Theme }) => void>();
  let theme: Theme = settings.theme ?? 'light';

  function describeSystem(): object {
    return systemInfo({ version, platform, language, theme: knowsTheme ? theme : undefined });
  }

  return {
    apis: {
      getSystemInfo: (options: Callbacks) => callApi('getSystemInfo', version, options, async () => describeSystem()),
      getSystemInfoSync: describeSystem,
      getLaunchOptionsSync: (): LaunchOptions =>
        launch ?? { path: '', query: {}, scene: isDesktop(platform) ? 1001 : '1001' },
      onThemeChange: (listener: (result: { theme: Theme }) => void): void => {
        if (knowsTheme) themeListeners.add(listener);
      },
      // Without a function nobody is told any more (assumed).
      offThemeChange: (listener?: (result: { theme: Theme }) => void): void => {
        if (listener === undefined) themeListeners.clear();
        else themeListeners.delete(listener);
      },
      isNewFramework: (): boolean => false,
    },
    /** The user switches the device between light and dark. */
    changeTheme(next: Theme): void {
      if (next === theme) return;
      theme = next;
      for (const listener of themeListeners) listener({ theme });
    },
  };
}

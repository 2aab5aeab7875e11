import type { Callbacks } from './api-call.ts';
import { checkSignInAllowed, crossNetwork } from './behaviour.ts';
import { type Platform, systemInfo } from './device.ts';
import { ApiFailure } from './failure.ts';
import { createFeedback, type Modal, type Toast } from './feedback.ts';
import { completeSettings, type H5Client, type H5Settings } from './h5-client.ts';
import { createH5Page, createH5Sdk, type H5Page } from './h5-page.ts';
import { type RequestAccessOptions, requestAccess } from './sign-in.ts';
import { isAtLeast } from './version.ts';

/**
 * The `tt` and `h5sdk` of a web page inside the client. The page's SDK is current: an API that the client is too old
 * for fails with errno 103. `behaviour.requestAccess: 'absent'` stands for a page that loads an old SDK.
 */
export function createH5(settings: H5Settings) {
  const client = completeSettings(settings);
  const page = createH5Page(client);
  return { tt: { ...signInApis(client, page), ...otherApis(client, page) }, h5sdk: createH5Sdk(page) };
}

export type H5Tt = ReturnType<typeof createH5>['tt'];
export type H5Sdk = ReturnType<typeof createH5>['h5sdk'];

type RequestAuthCodeOptions = Callbacks<{ code: string }> & { appId: string };

/** They need no verified page. */
function signInApis(client: H5Client, page: H5Page) {
  const { behaviour } = client;
  return {
    ...(behaviour.requestAccess !== 'absent' && {
      requestAccess: (options: RequestAccessOptions) =>
        page.call('requestAccess', options, async () => {
          if (behaviour.requestAccess === 'errno103' || isTooOld(client, '6.9.0')) throw new ApiFailure(103);
          if (!options?.appID) throw new ApiFailure(104, { text: 'invalid parameter: appID is required on web pages' });
          return requestAccess(options, { appId: options.appID, url: client.pageUrl() }, client);
        }),
    }),
    requestAuthCode: (options: RequestAuthCodeOptions) =>
      page.call('requestAuthCode', options, () => requestAuthCode(options, client)),
  };
}

async function requestAuthCode(options: RequestAuthCodeOptions, client: H5Client): Promise<{ code: string }> {
  if (isTooOld(client, '5.1.0')) throw new ApiFailure(103);
  if (!options?.appId) throw new ApiFailure(104, { text: 'invalid parameter: appId is required', errCode: 10200 });
  checkSignInAllowed(client.behaviour);
  await crossNetwork(client.behaviour);
  const reply = await client.bridge.call('request-auth-code', {
    app_id: options.appId,
    open_id: client.openId,
    page_url: client.pageUrl(),
  });
  if (!('refused' in reply)) return { code: reply.code };
  throw new ApiFailure(105, { text: reply.refused.message, errCode: reply.refused.code });
}

function otherApis({ version, platform, language, ui }: H5Client, { call, callVerified }: H5Page) {
  const feedback = createFeedback(ui, version, platform);
  return {
    closeWindow: (options: Callbacks = {}) =>
      call('closeWindow', options, async () => {
        if (!isAtLeast(version, '5.14.0')) throw new ApiFailure(103);
        ui.closeWindow();
        return {};
      }),
    getSystemInfo: (options: Callbacks) =>
      callVerified('getSystemInfo', options, async () => systemInfo({ version, platform, language, theme: undefined })),
    getUserInfo: (options: Callbacks<{ userInfo: object; rawData: string }>) =>
      callVerified('getUserInfo', options, (userInfo) => userInfo(false)),
    showToast: (options: Toast & Callbacks) => callVerified('showToast', options, () => feedback.showToast(options)),
    hideToast: (options: Callbacks = {}) => callVerified('hideToast', options, feedback.hide),
    showLoading: (options: Toast & Callbacks) =>
      callVerified('showLoading', options, () => feedback.showLoading(options)),
    hideLoading: (options: Callbacks = {}) => callVerified('hideLoading', options, feedback.hide),
    showModal: (options: Modal & Callbacks<{ confirm: boolean; cancel: boolean }>) =>
      callVerified('showModal', options, () => feedback.showModal(options)),
  };
}

function isTooOld({ version, platform }: { version: string; platform: Platform }, since: string): boolean {
  return !isAtLeast(version, platform === 'openharmony' ? '7.35.0' : since);
}

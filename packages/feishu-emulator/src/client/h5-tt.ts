import { type Callbacks, callApi } from './api-call.ts';
import { type Behaviour, checkSignInAllowed, crossNetwork } from './behaviour.ts';
import type { Bridge } from './bridge.ts';
import { type Language, type Platform, systemInfo } from './device.ts';
import { ApiFailure } from './failure.ts';
import { createFeedback, type Modal, type Toast } from './feedback.ts';
import { type ConfigFailure, type ConfigOptions, configFailure, type Permit, verifyConfig } from './h5-config.ts';
import { type RequestAccessOptions, requestAccess, type SignInSettings } from './sign-in.ts';
import { type ClientUi, silentUi } from './ui.ts';
import { createUserInfo } from './user-info.ts';
import { clientAges, isAtLeast } from './version.ts';

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

/**
 * The `tt` and `h5sdk` of a web page inside the client. The page's SDK is current: an API that the client is too old
 * for fails with errno 103. `behaviour.requestAccess: 'absent'` stands for a page that loads an old SDK.
 */
export function createH5(settings: H5Settings) {
  const version = settings.version ?? clientAges.current;
  const platform = settings.platform ?? 'ios';
  const language = settings.language ?? 'zh_CN';
  const behaviour = settings.behaviour ?? {};
  const ui = settings.ui ?? silentUi;
  const { openId, bridge } = settings;
  const signIn: SignInSettings = { version, bridge, openId, behaviour, ui };
  const onError = new Set<(failure: ConfigFailure) => void>();
  let ready = false;
  let verified: { permit: Permit; userInfo: ReturnType<typeof createUserInfo> } | undefined;

  const environment = crossEnvironment(behaviour).then(() => {
    ready = true;
  });

  function call<Result extends object>(api: string, options: Callbacks<Result>, run: () => Promise<Result>): void {
    callApi(api, version, options, async () => {
      if (!ready) throw new ApiFailure(110, { text: 'API call prohibited: wait for h5sdk.ready' });
      return run();
    });
  }

  /** Everything except the sign-in calls and closeWindow needs a verified page. */
  function callVerified<Result extends object>(
    api: string,
    options: Callbacks<Result>,
    run: (userInfo: ReturnType<typeof createUserInfo>) => Promise<Result>,
  ): void {
    call(api, options, async () => {
      if (!verified) throw notPermitted('call h5sdk.config first');
      if (!verified.permit.allows(api)) throw notPermitted(`add ${api} to jsApiList`);
      return run(verified.userInfo);
    });
  }

  const feedback = createFeedback(ui, version, platform);

  const tt = {
    ...(behaviour.requestAccess !== 'absent' && {
      requestAccess: (options: RequestAccessOptions) =>
        call('requestAccess', options, async () => {
          if (behaviour.requestAccess === 'errno103' || !isAtLeast(version, newest(platform, '6.9.0'))) {
            throw new ApiFailure(103);
          }
          if (!options?.appID) throw new ApiFailure(104, { text: 'invalid parameter: appID is required on web pages' });
          return requestAccess(options, { appId: options.appID, url: settings.pageUrl() }, signIn);
        }),
    }),
    requestAuthCode: (options: Callbacks<{ code: string }> & { appId: string }) =>
      call('requestAuthCode', options, async () => {
        if (!isAtLeast(version, newest(platform, '5.1.0'))) throw new ApiFailure(103);
        if (!options?.appId)
          throw new ApiFailure(104, { text: 'invalid parameter: appId is required', errCode: 10200 });
        checkSignInAllowed(behaviour);
        await crossNetwork(behaviour);
        const reply = await bridge.call('request-auth-code', {
          app_id: options.appId,
          open_id: openId,
          page_url: settings.pageUrl(),
        });
        if (!('refused' in reply)) return { code: reply.code };
        throw new ApiFailure(105, { text: reply.refused.message, errCode: reply.refused.code });
      }),
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

  const h5sdk = {
    /** Runs when the client's environment is there: later, once, and never outside the client. */
    ready(run: () => void): void {
      environment.then(run);
    },
    /** Runs when a verification fails; to be registered before `config`. */
    error(run: (failure: ConfigFailure) => void): void {
      onError.add(run);
    },
    config(options: ConfigOptions): void {
      environment
        .then(async () => {
          if (!isAtLeast(version, '5.1.0')) throw new ApiFailure(103);
          return verifyConfig(options, settings.pageUrl(), signIn);
        })
        .then(
          ({ appId, permit, result }) => {
            verified = { permit, userInfo: createUserInfo(appId, signIn) };
            options.onSuccess?.(result);
          },
          (thrown: unknown) => {
            const failure = configFailure(thrown);
            options?.onFail?.(failure);
            for (const run of onError) run(failure);
          },
        );
    },
  };

  return { tt, h5sdk };
}

export type H5Tt = ReturnType<typeof createH5>['tt'];
export type H5Sdk = ReturnType<typeof createH5>['h5sdk'];

function crossEnvironment({ ready, latency }: Behaviour): Promise<void> {
  if (ready === 'never') return new Promise(() => undefined);
  return new Promise((done) => setTimeout(done, latency ?? 0));
}

function newest(platform: Platform, version: string): string {
  return platform === 'openharmony' ? '7.35.0' : version;
}

/** 333445: the API is not authorised for the page. */
function notPermitted(what: string): ApiFailure {
  return new ApiFailure(105, { text: `authentication fail: ${what}`, errCode: 333445 });
}

import { type Callbacks, callApi } from './api-call.ts';
import type { Behaviour } from './behaviour.ts';
import { ApiFailure } from './failure.ts';
import type { H5Client } from './h5-client.ts';
import { type ConfigFailure, type ConfigOptions, configFailure, type Permit, verifyConfig } from './h5-config.ts';
import { createUserInfo } from './user-info.ts';
import { isAtLeast } from './version.ts';

interface Verified {
  permit: Permit;
  userInfo: ReturnType<typeof createUserInfo>;
}

/** How far the page has come: its environment is there or not yet, and `config` has verified it or not. */
export function createH5Page(client: H5Client) {
  const { version } = client;
  let ready = false;
  let verified: Verified | undefined;

  const environment = crossEnvironment(client.behaviour).then(() => {
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
    run: (userInfo: Verified['userInfo']) => Promise<Result>,
  ): void {
    call(api, options, async () => {
      if (!verified) throw notPermitted('call h5sdk.config first');
      if (!verified.permit.allows(api)) throw notPermitted(`add ${api} to jsApiList`);
      return run(verified.userInfo);
    });
  }

  const verify = async (options: ConfigOptions): Promise<{ session_key: string }> => {
    await environment;
    if (!isAtLeast(version, '5.1.0')) throw new ApiFailure(103);
    const { appId, permit, result } = await verifyConfig(options, client.pageUrl(), client);
    verified = { permit, userInfo: createUserInfo(appId, client) };
    return result;
  };

  return { environment, verify, call, callVerified };
}

export type H5Page = ReturnType<typeof createH5Page>;

/** The page's `h5sdk`. */
export function createH5Sdk({ environment, verify }: H5Page) {
  const onError = new Set<(failure: ConfigFailure) => void>();
  return {
    /** Runs when the client's environment is there: later, once, and never outside the client. */
    ready(run: () => void): void {
      environment.then(run);
    },
    /** Runs when a verification fails; to be registered before `config`. */
    error(run: (failure: ConfigFailure) => void): void {
      onError.add(run);
    },
    config(options: ConfigOptions): void {
      verify(options).then(
        (result) => options.onSuccess?.(result),
        (thrown: unknown) => {
          const failure = configFailure(thrown);
          options?.onFail?.(failure);
          for (const run of onError) run(failure);
        },
      );
    },
  };
}

function crossEnvironment({ ready, latency }: Behaviour): Promise<void> {
  if (ready === 'never') return new Promise(() => undefined);
  return new Promise((done) => setTimeout(done, latency ?? 0));
}

/** 333445: the API is not authorised for the page. */
function notPermitted(what: string): ApiFailure {
  return new ApiFailure(105, { text: `authentication fail: ${what}`, errCode: 333445 });
}

import { type Callbacks, callApi } from './api-call.ts';
import { type Behaviour, crossNetwork } from './behaviour.ts';
import type { UserInfo } from './bridge.ts';
import type { Platform } from './device.ts';
import { ApiFailure } from './failure.ts';
import type { GadgetClient } from './gadget-client.ts';
import { createLogin, type RequestAccessOptions, requestAccess } from './sign-in.ts';
import { createUserInfo } from './user-info.ts';
import { isAtLeast } from './version.ts';

/** The APIs of a gadget that ask who is there. The client keeps a session of its own, begun by either sign-in. */
export function createSignInApis(client: GadgetClient) {
  const { appId, version, platform, behaviour } = client;
  const userInfo = createUserInfo(appId, client);
  let signedIn = false;

  const access = (options: RequestAccessOptions) =>
    callApi('requestAccess', version, options, async () => {
      if (!knowsRequestAccess(version, platform, behaviour)) throw new ApiFailure(103);
      const result = await requestAccess(options, { appId }, client);
      signedIn = true;
      return result;
    });

  return {
    login: createLogin(appId, client, () => {
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
  };
}

/** Whether the API is there to be called, working or not. */
function showsRequestAccess(version: string, platform: Platform, { requestAccess = 'by-version' }: Behaviour): boolean {
  if (requestAccess !== 'by-version') return requestAccess === 'errno103';
  return knowsRequestAccess(version, platform, {});
}

function knowsRequestAccess(version: string, platform: Platform, { requestAccess }: Behaviour): boolean {
  if (requestAccess === 'errno103') return false;
  return isAtLeast(version, platform === 'openharmony' ? '7.35.0' : '6.9.0');
}

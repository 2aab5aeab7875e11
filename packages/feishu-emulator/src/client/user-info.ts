import { crossNetwork } from './behaviour.ts';
import type { UserInfo } from './bridge.ts';
import { ApiFailure } from './failure.ts';
import type { SignInSettings } from './sign-in.ts';
import { isAtLeast } from './version.ts';

/** Asks for `scope.userInfo` once, as clients do from 5.2; a refusal holds until the settings change it. */
export function createUserInfo(appId: string, settings: SignInSettings) {
  const { bridge, openId, behaviour, version } = settings;
  let allowed = !isAtLeast(version, '5.2.0');

  return async function userInfo(withCredentials: boolean): Promise<UserInfo> {
    if (!allowed) {
      if (behaviour.signIn === 'refuse' || behaviour.signIn === 'forbid') throw new ApiFailure(107);
      allowed = true;
    }
    await crossNetwork(behaviour);
    const reply = await bridge.call('user-info', {
      app_id: appId,
      open_id: openId,
      with_credentials: withCredentials,
    });
    if ('refused' in reply) throw new ApiFailure(1001002, { text: `get user info failed: ${reply.refused.message}` });
    return reply;
  };
}

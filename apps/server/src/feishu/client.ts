import { userInfoEndpoint } from '@feishu-login/feishu-types';
import type { Feishu } from '../auth/ports/feishu.ts';
import { PersonGone, rethrowAs } from '../auth/ports/feishu-failure.ts';
import type { Identity } from '../auth/ports/person.ts';
import type { Clock } from '../auth/ports/ports.ts';
import type { SecurityLog } from '../auth/ports/security-log.ts';
import { userInfoAnswer } from './answers.ts';
import { createAppTokens } from './app-tokens.ts';
import { exchangeGadgetCode } from './gadget-code.ts';
import { createCallsInTheirName } from './in-their-name.ts';
import { accept, isGone, unusable } from './outcome.ts';
import { createPersonCalls } from './person.ts';
import { createFactsCall } from './person-facts.ts';
import type { Platform } from './platform.ts';
import { createRevocation } from './revocation.ts';
import type { FeishuSettings } from './settings.ts';
import { signInPages } from './sign-in-pages.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import type { UserToken } from './user-token.ts';

/** A whole sign-in's patience with the platform, in milliseconds: nobody waits longer for an answer. */
const signInDeadline = 8_000;

export function createFeishu(platform: Platform, settings: FeishuSettings, clock: Clock, log: SecurityLog): Feishu {
  const { appId, openUrl } = settings;
  const tokens = createAppTokens(platform, openUrl, settings, clock);
  const tokenEndpoint = createTokenEndpoint(platform, settings, clock, log);
  const gadget = { platform, openUrl, appToken: tokens.app };

  const fetchUser = async ({ accessToken, openId }: UserToken, deadline: AbortSignal): Promise<Identity> => {
    const url = new URL(userInfoEndpoint.path, openUrl);
    const outcome = await platform.call({ method: 'GET', url, bearer: accessToken, signIn: true }, deadline);
    if (outcome.refused && isGone(outcome) && openId !== undefined)
      throw new PersonGone({ appId, openId }, outcome.code);
    const { data } = accept(userInfoAnswer, outcome);
    if (openId !== undefined && openId !== data.open_id) {
      log.event('upstream.inconsistent', { reason: 'open_id_differs' });
      throw unusable('token and profile belong to different people');
    }
    return toIdentity(appId, data);
  };

  return {
    identify: async (code) => {
      const deadline = AbortSignal.timeout(signInDeadline);
      const token = await (code.via === 'login'
        ? exchangeGadgetCode(gadget, code, deadline)
        : tokenEndpoint.exchange(code, deadline));
      const identity = await fetchUser(token, deadline).catch(codeIsSpent);
      return token.grant === undefined ? { identity } : { identity, grant: token.grant };
    },
    refreshGrant: tokenEndpoint.refreshGrant,
    ...createPersonCalls(platform, appId, openUrl, tokens.tenant),
    ...createFactsCall(platform, appId, openUrl, tokens.tenant),
    ...createCallsInTheirName(platform, openUrl),
    ...createRevocation(platform, settings),
    ...signInPages(settings),
    jsapiTicket: () => tokens.jsapiTicket.get(),
  };
}

/** The exchange worked, so however asking for the person fails, the same code can never be sent again. */
function codeIsSpent(error: unknown): never {
  return rethrowAs(error, { maybeActedOn: true });
}

type UserInfoData = ReturnType<typeof userInfoAnswer.parse>['data'];

function toIdentity(appId: string, data: UserInfoData): Identity {
  const known = {
    unionId: data.union_id,
    tenantKey: data.tenant_key,
    employeeId: data.user_id,
    name: data.name,
    enName: data.en_name,
    avatarUrl: data.avatar_url,
    email: data.email ?? data.enterprise_email,
    mobile: data.mobile,
  };
  const present = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { appId, openId: data.open_id, ...present };
}

import { contactUserEndpoint, type SessionLogoutRequest, sessionLogoutEndpoint } from '@feishu-login/feishu-types';
import type { Feishu, Standing } from '../auth/ports/feishu.ts';
import { PersonGone } from '../auth/ports/feishu-failure.ts';
import { contactUserAnswer } from './answers.ts';
import { withToken } from './app-tokens.ts';
import type { ExpiringValue } from './expiring.ts';
import { accept, isGone, type Outcome, refusalError } from './outcome.ts';
import type { Platform } from './platform.ts';

/** Milliseconds; whoever waits for one of these is waiting for nothing else. */
const deadline = 8_000;

/** What the app itself, with its tenant token, may ask or do about a person. */
export function createPersonCalls(
  platform: Platform,
  appId: string,
  openUrl: URL,
  tenantToken: ExpiringValue,
): Pick<Feishu, 'standing' | 'signOut'> {
  return {
    standing: async (openId) => {
      const url = new URL(contactUserEndpoint.path.replace(':user_id', encodeURIComponent(openId)), openUrl);
      url.searchParams.set('user_id_type', 'open_id');
      const outcome = await withToken(tenantToken, (bearer) =>
        platform.call(
          { method: 'GET', url, endpoint: contactUserEndpoint.path, bearer },
          AbortSignal.timeout(deadline),
        ),
      );
      return standingOf(outcome);
    },
    signOut: async (openId) => {
      const url = new URL(sessionLogoutEndpoint.path, openUrl);
      url.searchParams.set('user_id_type', 'open_id');
      const json = { logout_type: 1, user_id: openId } satisfies SessionLogoutRequest;
      const outcome = await withToken(tenantToken, (bearer) =>
        platform.call({ method: 'POST', url, bearer, json }, AbortSignal.timeout(deadline)),
      );
      if (!outcome.refused) return;
      throw isGone(outcome) ? new PersonGone({ appId, openId }, outcome.code) : refusalError(outcome);
    },
  };
}

/** An app that may not read contacts learns nothing here, and then nothing follows from it. */
function standingOf(outcome: Outcome): Standing {
  if (outcome.refused)
    return isGone(outcome) ? { standing: 'gone', platformCode: outcome.code } : { standing: 'unknown' };
  const { status } = accept(contactUserAnswer, outcome).data.user;
  if (status?.is_resigned === true || status?.is_exited === true)
    return { standing: 'gone', platformCode: resignedCode };
  if (status?.is_frozen === true) return { standing: 'gone', platformCode: frozenCode };
  return { standing: status === undefined ? 'unknown' : 'active' };
}

/** The numbers 获取用户信息 has for the same facts. */
const resignedCode = 20_021;
const frozenCode = 20_022;

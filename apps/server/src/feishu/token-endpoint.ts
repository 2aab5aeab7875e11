import { userTokenEndpoint } from '@feishu-login/feishu-types';
import type { z } from 'zod';
import type { Feishu, IssuedGrant, OneTimeCode, RefreshAnswer } from '../auth/ports/feishu.ts';
import { userTokenAnswer } from './answers.ts';
import { accept, acceptExchange, isGone, type Outcome, type Refusal, refusalError } from './outcome.ts';
import type { Platform } from './platform.ts';
import type { AppCredentials } from './settings.ts';
import type { UserToken } from './user-token.ts';

/** Others wait for a renewal: less than the lease it holds, in milliseconds. */
const refreshDeadline = 6_000;

export interface TokenEndpoint extends Pick<Feishu, 'refreshGrant'> {
  /** Uses a code up. @throws AuthError */
  exchange(code: OneTimeCode, deadline: AbortSignal): Promise<UserToken>;
}

/** Where a code, and later a refresh token, becomes a token of the person: 获取 user_access_token, 刷新 user_access_token. */
export function createTokenEndpoint(platform: Platform, openUrl: URL, credentials: AppCredentials): TokenEndpoint {
  const client = { client_id: credentials.appId, client_secret: credentials.appSecret };
  const ask = (json: Record<string, unknown>, deadline: AbortSignal) =>
    platform.call(
      { method: 'POST', url: new URL(userTokenEndpoint.path, openUrl), json: { ...json, ...client } },
      deadline,
    );
  return {
    exchange: async ({ code, redirectUri, codeVerifier }, deadline) => {
      const request = {
        grant_type: 'authorization_code',
        code,
        ...(redirectUri === undefined ? {} : { redirect_uri: redirectUri }),
        ...(codeVerifier === undefined ? {} : { code_verifier: codeVerifier }),
      };
      const answer = acceptExchange(userTokenAnswer, await ask(request, deadline));
      return { accessToken: answer.access_token, openId: answer.open_id, grant: toGrant(answer) };
    },
    refreshGrant: async (refreshToken) => {
      const request = { grant_type: 'refresh_token', refresh_token: refreshToken };
      return judgeRefresh(await ask(request, AbortSignal.timeout(refreshDeadline)));
    },
  };
}

function judgeRefresh(outcome: Outcome): RefreshAnswer {
  if (!outcome.refused) return { outcome: 'renewed', grant: toGrant(accept(userTokenAnswer, outcome)) };
  if (isGone(outcome)) return { outcome: 'gone', platformCode: outcome.code };
  if (isOver(outcome)) return { outcome: 'over', platformCode: outcome.code };
  throw refusalError(outcome);
}

/** What 刷新 user_access_token says of a refresh token that will never work again. */
function isOver({ code, meaning }: Refusal): boolean {
  return meaning === 'reauth_required' || code === issuedToAnotherApp;
}

/** One number and description for a code and for a refresh token. */
const issuedToAnotherApp = 20_024;

function toGrant(answer: z.infer<typeof userTokenAnswer>): IssuedGrant {
  return {
    accessToken: answer.access_token,
    expiresIn: answer.expires_in,
    refreshToken: answer.refresh_token,
    refreshExpiresIn: answer.refresh_token_expires_in,
    scopes: [...new Set(answer.scope.split(' ').filter((scope) => /^[\x21-\x7e]+$/.test(scope)))],
  };
}

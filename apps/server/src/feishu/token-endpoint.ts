import { oauthV3TokenEndpoint, userTokenEndpoint } from '@feishu-login/feishu-types';
import type { z } from 'zod';
import type { Feishu, IssuedGrant, OneTimeCode, RefreshAnswer } from '../auth/ports/feishu.ts';
import type { Clock } from '../auth/ports/ports.ts';
import type { SecurityLog } from '../auth/ports/security-log.ts';
import { userTokenAnswer } from './answers.ts';
import { accept, acceptExchange, isGone, type Outcome, type Refusal, refusalError } from './outcome.ts';
import { EndpointAbsent, type Platform } from './platform.ts';
import { issuedRefreshToken, readRefreshToken } from './refresh-token.ts';
import type { FeishuSettings, TokenVersion } from './settings.ts';
import { createByVersion } from './token-version.ts';
import type { PlatformRequest } from './transport.ts';
import type { UserToken } from './user-token.ts';

/** Others wait for a renewal: less than the lease it holds, in milliseconds. */
const refreshDeadline = 6_000;

export interface TokenEndpoint extends Pick<Feishu, 'refreshGrant'> {
  /** Uses a code up. @throws AuthError */
  exchange(code: OneTimeCode, deadline: AbortSignal): Promise<UserToken>;
}

/** Where a code, and later a refresh token, becomes a token of the person: 获取 user_access_token, 刷新 user_access_token. */
export function createTokenEndpoint(
  platform: Platform,
  settings: FeishuSettings,
  clock: Clock,
  log: SecurityLog,
): TokenEndpoint {
  const client = { client_id: settings.appId, client_secret: settings.appSecret };
  const urls: Record<TokenVersion, URL> = {
    '3': new URL(oauthV3TokenEndpoint.path, settings.accountsUrl),
    '2': new URL(userTokenEndpoint.path, settings.openUrl),
  };
  const byVersion = createByVersion(settings.tokenVersion, clock, log);
  // Version 3 takes both and recommends a form, version 2 takes JSON (获取 user_access_token).
  const request = (version: TokenVersion, grant: Record<string, string>): PlatformRequest => {
    const body = { ...grant, ...client };
    const to = { method: 'POST', url: urls[version] } as const;
    return version === '3' ? { ...to, form: body, mayBeAbsent: true } : { ...to, json: body };
  };
  return {
    exchange: ({ code, redirectUri, codeVerifier }, deadline) =>
      byVersion(async (version) => {
        const grant = {
          grant_type: 'authorization_code',
          code,
          ...(redirectUri === undefined ? {} : { redirect_uri: redirectUri }),
          ...(codeVerifier === undefined ? {} : { code_verifier: codeVerifier }),
        };
        const outcome = await platform.call({ ...request(version, grant), signIn: true }, deadline);
        const answer = acceptExchange(userTokenAnswer, outcome);
        return { accessToken: answer.access_token, openId: answer.open_id, grant: toGrant(answer, version) };
      }),
    refreshGrant: (refreshToken) => {
      const { token, version: issuedBy } = readRefreshToken(refreshToken);
      const deadline = AbortSignal.timeout(refreshDeadline);
      return byVersion(async (version) => {
        // Version 2 refuses the other's tokens for good, and version 3 may only be away.
        if (issuedBy === '3' && version === '2' && settings.tokenVersion === 'auto')
          throw new EndpointAbsent('a token of version 3, which does not exist');
        const grant = { grant_type: 'refresh_token', refresh_token: token };
        return judgeRefresh(await platform.call(request(version, grant), deadline), version);
      });
    },
  };
}

function judgeRefresh(outcome: Outcome, version: TokenVersion): RefreshAnswer {
  if (!outcome.refused) return { outcome: 'renewed', grant: toGrant(accept(userTokenAnswer, outcome), version) };
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

function toGrant(answer: z.infer<typeof userTokenAnswer>, version: TokenVersion): IssuedGrant {
  const { access_token, expires_in, refresh_token, refresh_token_expires_in, scope } = answer;
  return {
    accessToken: access_token,
    expiresIn: expires_in,
    refreshToken: refresh_token === undefined ? undefined : issuedRefreshToken(refresh_token, version),
    refreshExpiresIn: refresh_token_expires_in,
    scopes: [...new Set(scope.split(' ').filter((word) => /^[\x21-\x7e]+$/.test(word)))],
  };
}

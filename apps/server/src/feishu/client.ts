import {
  authorizeEndpoint,
  gadgetSessionEndpoint,
  passportAuthorizeEndpoint,
  taskListEndpoint,
  userInfoEndpoint,
  userTokenEndpoint,
} from '@feishu-login/feishu-types';
import type { z } from 'zod';
import type { Feishu, FeishuTask, Identity, IssuedGrant, OnBehalf, OneTimeCode } from '../auth/ports/feishu.ts';
import { PersonGone, rethrowAs } from '../auth/ports/feishu-failure.ts';
import type { Clock } from '../auth/ports/ports.ts';
import type { SecurityLog } from '../auth/ports/security-log.ts';
import { gadgetSessionAnswer, taskListAnswer, userInfoAnswer, userTokenAnswer } from './answers.ts';
import { type AppCredentials, createAppTokens, withToken } from './app-tokens.ts';
import type { Meaning } from './errors.ts';
import { accept, isGone, type Refusal, refusalError, unusable } from './outcome.ts';
import { createPersonCalls } from './person.ts';
import type { Platform } from './platform.ts';

export interface FeishuSettings extends AppCredentials {
  readonly openUrl: URL;
  readonly accountsUrl: URL;
  readonly passportUrl: URL | undefined;
}

/** A whole sign-in's patience with the platform, in milliseconds: nobody waits longer for an answer. */
const signInDeadline = 8_000;
/** Others wait for this one: less than the lease it holds. */
const refreshDeadline = 6_000;

interface UserToken {
  readonly accessToken: string;
  /** Whom the token is for, where the answer says so. */
  readonly openId: string | undefined;
  readonly grant?: IssuedGrant;
}

export function createFeishu(platform: Platform, settings: FeishuSettings, clock: Clock, log: SecurityLog): Feishu {
  const { appId, appSecret, openUrl, accountsUrl, passportUrl } = settings;
  const tokens = createAppTokens(platform, openUrl, settings, clock);

  const exchangeAtTokenEndpoint = async (code: OneTimeCode, deadline: AbortSignal): Promise<UserToken> => {
    const json = {
      grant_type: 'authorization_code',
      client_id: appId,
      client_secret: appSecret,
      code: code.code,
      ...(code.redirectUri === undefined ? {} : { redirect_uri: code.redirectUri }),
      ...(code.codeVerifier === undefined ? {} : { code_verifier: code.codeVerifier }),
    };
    const outcome = await platform.call(
      { method: 'POST', url: new URL(userTokenEndpoint.path, openUrl), json },
      deadline,
    );
    const answer = accept(userTokenAnswer, outcome);
    return { accessToken: answer.access_token, openId: answer.open_id, grant: toGrant(answer) };
  };

  /** `tt.login` codes are exchanged elsewhere (获取 user_access_token（小程序）), with the app's own token. */
  const exchangeGadgetLogin = async (code: OneTimeCode, deadline: AbortSignal): Promise<UserToken> => {
    const url = new URL(gadgetSessionEndpoint.path, openUrl);
    const outcome = await withToken(tokens.app, (bearer) =>
      platform.call({ method: 'POST', url, bearer, json: { code: code.code } }, deadline),
    );
    const { data } = accept(gadgetSessionAnswer, outcome);
    return { accessToken: data.access_token, openId: data.open_id };
  };

  const askForUser = (bearer: string, deadline: AbortSignal) =>
    platform.call({ method: 'GET', url: new URL(userInfoEndpoint.path, openUrl), bearer }, deadline);

  const fetchUser = async ({ accessToken, openId }: UserToken, deadline: AbortSignal): Promise<Identity> => {
    const outcome = await askForUser(accessToken, deadline);
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
      const exchange = code.via === 'login' ? exchangeGadgetLogin : exchangeAtTokenEndpoint;
      const token = await exchange(code, deadline);
      const identity = await fetchUser(token, deadline).catch(codeIsSpent);
      return token.grant === undefined ? { identity } : { identity, grant: token.grant };
    },
    refreshGrant: async (refreshToken) => {
      const json = {
        grant_type: 'refresh_token',
        client_id: appId,
        client_secret: appSecret,
        refresh_token: refreshToken,
      };
      const url = new URL(userTokenEndpoint.path, openUrl);
      const outcome = await platform.call({ method: 'POST', url, json }, AbortSignal.timeout(refreshDeadline));
      if (!outcome.refused) return { outcome: 'renewed', grant: toGrant(accept(userTokenAnswer, outcome)) };
      if (isGone(outcome)) return { outcome: 'gone', platformCode: outcome.code };
      if (over.has(outcome.meaning)) return { outcome: 'over', platformCode: outcome.code };
      throw refusalError(outcome);
    },
    ...createPersonCalls(platform, appId, openUrl, tokens.tenant),
    holder: async (accessToken) => {
      const outcome = await askForUser(accessToken, AbortSignal.timeout(signInDeadline));
      if (outcome.refused && isGone(outcome)) return { answered: false, why: 'gone', platformCode: outcome.code };
      if (outcome.refused && outcome.meaning === 'reauth_required') return { answered: false, why: 'token' };
      return { answered: true, value: accept(userInfoAnswer, outcome).data.open_id };
    },
    tasks: async (accessToken) => {
      const url = new URL(taskListEndpoint.path, openUrl);
      url.searchParams.set('page_size', '20');
      const outcome = await platform.call(
        { method: 'GET', url, bearer: accessToken },
        AbortSignal.timeout(signInDeadline),
      );
      if (outcome.refused && isGone(outcome)) return { answered: false, why: 'gone', platformCode: outcome.code };
      if (outcome.refused && outcome.meaning === 'reauth_required') return withoutPermission(outcome);
      const { data } = accept(taskListAnswer, outcome);
      return { answered: true, value: data.items.flatMap((task) => (task === undefined ? [] : [toTask(task)])) };
    },
    authorizeUrl: ({ redirectUri, state, codeChallenge, scopes }) => {
      const url = new URL(authorizeEndpoint.path, accountsUrl);
      url.search = new URLSearchParams({
        client_id: appId,
        response_type: 'code',
        redirect_uri: redirectUri,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      }).toString();
      return url;
    },
    qrUrl: passportUrl && qrUrl(appId, passportUrl),
    jsapiTicket: () => tokens.jsapiTicket.get(),
  };
}

function qrUrl(appId: string, passportUrl: URL): Feishu['qrUrl'] {
  return ({ redirectUri, state }) => {
    const url = new URL(passportAuthorizeEndpoint.path, passportUrl);
    url.search = new URLSearchParams({
      client_id: appId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state,
    }).toString();
    return url;
  };
}

/** What the page about refreshing says of a token that will never work again. */
const over = new Set<Meaning>(['reauth_required', 'code_invalid']);

function toGrant(answer: z.infer<typeof userTokenAnswer>): IssuedGrant {
  return {
    accessToken: answer.access_token,
    expiresIn: answer.expires_in,
    refreshToken: answer.refresh_token,
    refreshExpiresIn: answer.refresh_token_expires_in,
    scopes: [...new Set(answer.scope.split(' ').filter((scope) => /^[\x21-\x7e]+$/.test(scope)))],
  };
}

/** 99991679 names the scopes; whatever else means "authorize again" is about the token. */
function withoutPermission({ missingScopes }: Refusal): OnBehalf<never> {
  return missingScopes.length === 0
    ? { answered: false, why: 'token' }
    : { answered: false, why: 'scopes', scopes: missingScopes };
}

function toTask(task: NonNullable<z.infer<typeof taskListAnswer>['data']['items'][number]>): FeishuTask {
  const { guid, summary, url, due, completed_at: completedAt } = task;
  return { id: guid, summary, url: url ?? null, dueAt: due?.timestamp ?? null, completed: completedAt !== '0' };
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

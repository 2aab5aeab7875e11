import { oauthV3TokenEndpoint, userTokenErrors } from '@feishu-login/feishu-types';
import { allowsRefresh, scopesOfRefresh } from '../access/granted-scopes.ts';
import { standingProblem, standingWhy } from '../access/standing.ts';
import { refuse, type Why } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App, RefreshToken } from '../state/records.ts';
import type { RefreshProblem } from '../state/user-tokens.ts';
import type { TokenVersion } from './token-version.ts';
import { answerWithTokens, narrow } from './user-token-answer.ts';
import { type ReadField, requireField } from './user-token-fields.ts';
import { standingProblems } from './user-token-standing.ts';

const refreshProblems = {
  unknown: 20026,
  other_generation: 20026,
  other_app: 20024,
  revoked: 20064,
  too_old: 20037,
  expired: 20037,
} as const;

const page = oauthV3TokenEndpoint.refreshPage;

const refreshWhy: Readonly<Record<RefreshProblem, Why>> = {
  unknown: {
    en: 'No such refresh token was issued here. Store it whole: it is longer than a kilobyte, room for 4 KB is advised.',
    zh: '未签发过该 refresh_token。请完整保存：长度超过 1 KB，建议预留 4 KB。',
    page,
  },
  other_generation: {
    en: 'The refresh token was issued by another endpoint; version 2 takes only its own, version 3 its own and version 2’s. Refresh it where it came from, or sign in anew.',
    zh: '该 refresh_token 由其他接口签发：v2 只接受自己签发的，v3 接受 v2 与 v3 的。请在原接口刷新，或重新登录。',
    page,
  },
  other_app: {
    en: 'The refresh token belongs to another app. Use the client_id it was issued to.',
    zh: '该 refresh_token 属于其他应用，请使用签发时的 client_id。',
    page,
  },
  used: {
    en: 'The refresh token was used before. Each use gives a new one: store it before anything else, and let one process at a time refresh.',
    zh: 'refresh_token 已被使用。每次刷新都会返回新的 refresh_token：请先保存再使用，并保证同一时刻只有一处刷新。',
    page,
  },
  revoked: {
    en: 'The authorization was withdrawn (by the user, an administrator or after a replay). Ask the user to authorize again.',
    zh: '授权已被撤销（用户、管理员，或因重放）。请引导用户重新授权。',
    page,
  },
  too_old: {
    en: 'The user authorized more than 365 days ago. Ask for authorization again.',
    zh: '距用户授权已超过 365 天，请重新发起授权。',
    page,
  },
  expired: {
    en: 'The refresh token has passed refresh_token_expires_in. Ask the user to authorize again, and refresh sooner.',
    zh: 'refresh_token 已超过 refresh_token_expires_in。请引导用户重新授权，并提前刷新。',
    page,
  },
};

/** grant_type=refresh_token: each use spends the token and gives a new pair. */
export function refreshToken(platform: Platform, app: App, version: TokenVersion, fields: ReadField): object {
  const token = requireRefreshToken(platform, app, version, requireField(fields, 'refresh_token'));
  if (!app.refresh_allowed || !app.scopes.includes('offline_access')) {
    throw refuse(userTokenErrors, 20074, {
      en: 'The app may not refresh: switch on 刷新 user_access_token in the console’s security settings and enable offline_access, then release.',
      zh: '应用未开启刷新：请在开发者后台“安全设置”打开“刷新 user_access_token”并开通 offline_access，发布后生效。',
      page,
    });
  }
  const standing = standingProblem(platform, app, platform.users.find(token.user));
  if (standing) throw refuse(userTokenErrors, standingProblems[standing], standingWhy[standing]);

  const granted = scopesOfRefresh(platform, app, token);
  const scopes = narrow(granted, fields('scope'));
  platform.userTokens.rotate(token, version.oldAccessTokenLives);
  return answerWithTokens(
    platform,
    platform.userTokens.issue({
      generation: version.generation,
      app_id: app.app_id,
      user: token.user,
      scopes,
      granted,
      withRefresh: allowsRefresh(scopes),
      authorized_at: token.authorized_at,
      family: token.family,
    }),
  );
}

function requireRefreshToken(platform: Platform, app: App, version: TokenVersion, value: string): RefreshToken {
  const token = platform.userTokens.findRefresh(value);
  const problem = platform.userTokens.refreshProblem(token, { generations: version.refreshes, app_id: app.app_id });
  if (!problem && token) return token;
  const { refresh_replay_revokes, refresh_replay_code } = platform.settings.values;
  if (problem === 'used' && token && refresh_replay_revokes) platform.userTokens.revokeFamily(token.family);
  const code = problem === 'used' ? refresh_replay_code : refreshProblems[problem ?? 'unknown'];
  throw refuse(userTokenErrors, code, refreshWhy[problem ?? 'unknown']);
}

import type { Clock } from './clock.ts';
import { jwtLike } from './jwt-like.ts';
import { forgetEnded, remember } from './memory.ts';
import type { AccessToken, Generation, Records, RefreshToken } from './records.ts';
import { fingerprint, randomHex, randomText } from './secrets.ts';
import type { Switches } from './setting-specs.ts';

export interface Issue {
  generation: Generation;
  app_id: string;
  user: string;
  /** What the access token may do. */
  scopes: string[];
  /** What the user granted: a later refresh narrows from here, not from `scopes`. */
  granted: string[];
  withRefresh: boolean;
  authorized_at: number;
  family?: string;
  /** Seconds, where the endpoint's sample differs from its generation's. */
  lifetime?: { access: number; refresh: number };
}

export interface Issued {
  access: string;
  accessRecord: AccessToken;
  refresh?: string;
  refreshRecord?: RefreshToken;
}

export type AccessProblem = 'unknown' | 'expired' | 'revoked';
export type RefreshProblem = 'unknown' | 'other_generation' | 'other_app' | 'used' | 'revoked' | 'expired' | 'too_old';

export interface UserTokens {
  issue(issue: Issue): Issued;
  findAccess(value: string): AccessToken | undefined;
  findRefresh(value: string): RefreshToken | undefined;
  accessProblem(token: AccessToken | undefined): AccessProblem | undefined;
  refreshProblem(
    token: RefreshToken | undefined,
    wanted: { generations: readonly Generation[]; app_id: string | undefined },
  ): RefreshProblem | undefined;
  /**
   * Spends the refresh token. The access token beside it lives to its own expiry (刷新 user_access_token), at the earlier
   * endpoints for one minute more (刷新 user_access_token (v2)).
   */
  rotate(token: RefreshToken, accessToken?: 'one_minute' | 'to_its_expiry'): void;
  revokeFamily(family: string): void;
  revokeUser(user: string, app_id?: string): void;
  counts(): { access_tokens: number; refresh_tokens: number };
}

/** 刷新 user_access_token: after this long the user has to authorize again. */
const authorizationLifetimeMs = 365 * 24 * 3600 * 1000;
const overlapMs = 60_000;
/** Ended tokens stay known a while, so that "expired" and "used" are told from "never issued". */
const remembered = 24 * 3600 * 1000;

/** 获取 user_access_token（v1 版本）and 获取 access_token (历史版本): the samples' lifetimes in seconds. */
const lifetimes = { v1: { access: 7140, refresh: 2_591_940 }, passport: { access: 3600, refresh: 2_592_000 } } as const;

export function createUserTokens(records: Records, clock: Clock, settings: Switches): UserTokens {
  return {
    issue(wanted) {
      const issued_at = clock.now();
      forgetEnded(records.accessTokens, issued_at - remembered, 4);
      forgetEnded(records.refreshTokens, issued_at - remembered, 4);
      return issueTokens(records, settings, { family: randomText(22), ...wanted }, issued_at);
    },
    findAccess: (value) => records.accessTokens.get(fingerprint(value)),
    findRefresh: (value) => records.refreshTokens.get(fingerprint(value)),
    accessProblem(token) {
      if (!token) return 'unknown';
      if (token.revoked) return 'revoked';
      return clock.now() >= token.expires_at ? 'expired' : undefined;
    },
    refreshProblem(token, { generations, app_id }) {
      if (!token) return 'unknown';
      if (!generations.includes(token.generation)) return 'other_generation';
      if (app_id !== undefined && token.app_id !== app_id) return 'other_app';
      if (token.revoked) return 'revoked';
      if (token.used_at !== null) return 'used';
      if (clock.now() >= token.authorized_at + authorizationLifetimeMs) return 'too_old';
      return clock.now() >= token.expires_at ? 'expired' : undefined;
    },
    rotate(token, accessToken = 'one_minute') {
      token.used_at = clock.now();
      if (accessToken === 'to_its_expiry') return;
      const access = records.accessTokens.get(token.access);
      if (access) access.expires_at = Math.min(access.expires_at, clock.now() + overlapMs);
    },
    revokeFamily(family) {
      for (const store of [records.accessTokens, records.refreshTokens]) {
        for (const token of store.values()) if (token.family === family) token.revoked = true;
      }
    },
    revokeUser(user, app_id) {
      for (const store of [records.accessTokens, records.refreshTokens]) {
        for (const token of store.values()) {
          if (token.user === user && (app_id === undefined || token.app_id === app_id)) token.revoked = true;
        }
      }
    },
    counts: () => ({ access_tokens: records.accessTokens.size, refresh_tokens: records.refreshTokens.size }),
  };
}

function issueTokens(
  records: Records,
  settings: Switches,
  issue: Issue & { family: string },
  issued_at: number,
): Issued {
  const { generation, app_id, user, scopes, granted, family, authorized_at } = issue;
  const lifetime = issue.lifetime ?? lifetimeOf(generation, settings);
  const access = tokenText(generation, 'access', issued_at);
  const key = fingerprint(access);
  const whose = { generation, app_id, user, family, revoked: false };
  const accessRecord = { ...whose, scopes, issued_at, expires_at: issued_at + lifetime.access * 1000 };
  remember(records.accessTokens, key, accessRecord);
  if (!issue.withRefresh) return { access, accessRecord };

  const refresh = tokenText(generation, 'refresh', issued_at);
  const end = issued_at + lifetime.refresh * 1000;
  const capped = isCurrent(generation) && settings.values.cap_refresh_lifetime;
  const refreshRecord = {
    ...whose,
    scopes: granted,
    access: key,
    authorized_at,
    expires_at: capped ? Math.min(end, authorized_at + authorizationLifetimeMs) : end,
    used_at: null,
  };
  remember(records.refreshTokens, fingerprint(refresh), refreshRecord);
  return { access, accessRecord, refresh, refreshRecord };
}

function lifetimeOf(generation: Generation, { values }: Switches): { access: number; refresh: number } {
  if (!isCurrent(generation)) return lifetimes[generation];
  return { access: values.access_token_lifetime, refresh: values.refresh_token_lifetime };
}

/** Issued by an endpoint that is documented today. */
function isCurrent(generation: Generation): generation is 'v2' | 'v3' {
  return generation === 'v2' || generation === 'v3';
}

/** Texts shaped like the documented samples: callers must treat them as opaque, and make room for them. */
function tokenText(generation: Generation, kind: 'access' | 'refresh', now: number): string {
  if (isCurrent(generation)) return jwtLike(kind, now, randomHex(24), randomText(86));
  if (generation === 'passport') return randomText(43);
  // 登录能力相关凭证的数据长度及格式变更: `.` and `_` occur.
  return `${kind === 'access' ? 'u-' : 'ur-'}${randomText(22)}_${randomText(21)}.${randomText(35)}`;
}

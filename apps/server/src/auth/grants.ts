import { randomUUID } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import { endEverything } from './end-everything.ts';
import type { IssuedGrant, OnBehalf } from './ports/feishu.ts';
import { isSilence, PersonGone } from './ports/feishu-failure.ts';
import type { Ports } from './ports/ports.ts';
import type { BroughtGrant, GrantKey, GrantRecord, SealedGrant, UsableToken } from './ports/records.ts';
import { lastingScope, missingScopes } from './scopes.ts';

/** A call in somebody's name, and the scopes of which one is enough for it. */
export interface Operation<T> {
  readonly scopes: readonly string[];
  call(accessToken: string): Promise<OnBehalf<T>>;
}

/** Renewed this long before its end, give or take a fifth, so that not all are renewed at once. */
const renewEarly = 5 * 60_000;
/** Longer than any renewal takes; a process that died holding it keeps the others waiting no longer. */
const leaseTime = 15_000;
const waitForOthers = 6_000;

/**
 * Calls the platform in the person's name, renewing their token when it is time.
 * @throws AuthError `reauth_required` with the scopes to ask for, `upstream_unavailable`
 */
export async function onBehalf<T>(ports: Ports, key: GrantKey, operation: Operation<T>): Promise<T> {
  const grant = await ports.store.grants.find(key);
  if (grant === undefined || !operation.scopes.some((scope) => grant.scopes.includes(scope)))
    throw reauth(ports, operation.scopes);
  const answer = await callWithGrant(ports, key, grant, operation.call);
  if (answer.answered) return answer.value;
  throw reauth(ports, answer.why === 'scopes' ? answer.scopes : operation.scopes);
}

/**
 * Whether the platform still takes a kept grant for this person's, which needs no scope; false when there is none.
 * @throws PersonGone, with everything of theirs ended; AuthError `upstream_unavailable`
 */
export async function isHeldStill(ports: Ports, key: GrantKey): Promise<boolean> {
  const grant = await ports.store.grants.find(key);
  if (grant === undefined) return false;
  const answer = await callWithGrant(ports, key, grant, ports.feishu.holder);
  if (answer.answered && answer.value !== key.openId)
    ports.log.event('upstream.inconsistent', { reason: 'grant_of_another' });
  return answer.answered && answer.value === key.openId;
}

type Answered<T> = Exclude<OnBehalf<T>, { readonly why: 'gone' }>;

async function callWithGrant<T>(
  ports: Ports,
  key: GrantKey,
  grant: GrantRecord,
  call: Operation<T>['call'],
): Promise<Answered<T>> {
  const over = { answered: false, why: 'token' } as const;
  const first = await usableToken(ports, key, grant);
  if (first === undefined) return over;
  const answer = await call(first.token);
  if (answer.answered || answer.why === 'scopes') return answer;
  if (answer.why === 'gone') return leave(ports, key, answer.platformCode);
  // The platform ended the token early. One renewal, one more try: never a loop.
  const renewed = await renew(ports, key, first.version);
  if (renewed === undefined) return over;
  const again = await call(renewed.token);
  return !again.answered && again.why === 'gone' ? leave(ports, key, again.platformCode) : again;
}

async function leave(ports: Ports, key: GrantKey, platformCode: number): Promise<never> {
  await endEverything(ports, key, platformCode);
  throw new PersonGone(key, platformCode);
}

/**
 * Tokens are kept only where they allow more than identity; the row's version is part of what seals them. A sign-in that
 * asked for identity alone brings none that lasts, and says nothing about what was allowed before.
 */
export function sealForSignIn(ports: Ports, key: GrantKey, grant: IssuedGrant): BroughtGrant | undefined {
  const allows = grant.scopes.some((scope) => scope !== lastingScope && ports.app.scopes.includes(scope));
  if (allows) return (version) => sealGrant(ports, key, grant, version);
  return grant.refreshToken === undefined ? undefined : 'nothing';
}

function reauth(ports: Ports, scopes: readonly string[]): AuthError {
  return new AuthError(
    'reauth_required',
    'This needs the person’s permission in Feishu. Ask for it with these scopes, then repeat.',
    { scopes: missingScopes(ports, scopes) },
  );
}

async function usableToken(ports: Ports, key: GrantKey, grant: GrantRecord): Promise<UsableToken | undefined> {
  if (grant.status !== 'active') return undefined;
  const early = renewEarly * (0.8 + Math.random() * 0.4);
  const now = ports.clock.now();
  const valid = now < grant.accessExpiresAt;
  const lasts = grant.refreshSealed === null ? valid : now < grant.accessExpiresAt - early;
  if (lasts) return openAccess(ports, key, grant);
  try {
    return await renew(ports, key, grant.version);
  } catch (error) {
    // The platform could not be reached. What we have works a little longer.
    const old = valid && isSilence(error) ? openAccess(ports, key, grant) : undefined;
    if (old === undefined) throw error;
    return old;
  }
}

/** What comes after version `seen`, renewed by us or by anybody else. `undefined`: the person has to authorize again. */
function renew(ports: Ports, key: GrantKey, seen: number): Promise<UsableToken | undefined> {
  // Callers of one process share a renewal; the lease makes processes do so too.
  return ports.renewals.run(`${key.appId} ${key.openId} ${seen}`, () => renewOnce(ports, key, seen));
}

async function renewOnce(ports: Ports, key: GrantKey, seen: number): Promise<UsableToken | undefined> {
  const owner = randomUUID();
  const giveUpAt = performance.now() + waitForOthers;
  for (;;) {
    const grant = await ports.store.grants.find(key);
    if (grant === undefined || grant.status !== 'active') return undefined;
    if (grant.version !== seen) return openAccess(ports, key, grant);
    const now = ports.clock.now();
    if (await ports.store.grants.lease(key, seen, { owner, now, until: now + leaseTime })) {
      return renewWithLease(ports, key, grant, owner);
    }
    if (performance.now() > giveUpAt) {
      throw new AuthError('upstream_unavailable', 'Feishu is slow to renew a permission. Try again shortly.', {
        retryAfter: 3,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150));
  }
}

async function renewWithLease(
  ports: Ports,
  key: GrantKey,
  grant: GrantRecord,
  owner: string,
): Promise<UsableToken | undefined> {
  const refreshToken = openToken(ports, key, grant, 'refresh');
  const answer = refreshToken === undefined ? undefined : await tryRefresh(ports, key, grant, owner, refreshToken);
  if (answer?.outcome === 'gone') return leave(ports, key, answer.platformCode);
  if (answer?.outcome !== 'renewed') {
    const why = answer !== undefined ? 'platform' : grant.refreshSealed === null ? 'expired' : 'unreadable';
    if (!(await ports.store.grants.close(key, grant.version, owner, ports.clock.now())))
      return newer(ports, key, grant);
    ports.log.event('grant.over', { reason: why, platform_code: answer?.platformCode ?? null });
    return undefined;
  }
  const issued = answer.grant;
  const version = grant.version + 1;
  const kept = await ports.store.grants.renew(
    key,
    grant.version,
    owner,
    sealGrant(ports, key, issued, version),
    ports.clock.now(),
  );
  ports.log.event('grant.renewed', { kept });
  return kept ? { token: issued.accessToken, version } : newer(ports, key, grant);
}

/** Meanwhile a sign-in, or whoever took over our lease, brought newer tokens, or the person took the permission back. */
async function newer(ports: Ports, key: GrantKey, { version }: GrantRecord): Promise<UsableToken | undefined> {
  const grant = await ports.store.grants.find(key);
  return grant === undefined || grant.version === version ? undefined : openAccess(ports, key, grant);
}

async function tryRefresh(ports: Ports, key: GrantKey, grant: GrantRecord, owner: string, refreshToken: string) {
  try {
    return await ports.feishu.refreshGrant(refreshToken);
  } catch (error) {
    await ports.store.grants.release(key, grant.version, owner);
    throw error;
  }
}

function sealGrant(ports: Ports, key: GrantKey, grant: IssuedGrant, version: number): SealedGrant {
  const now = ports.clock.now();
  const { accessToken, expiresIn, refreshToken, refreshExpiresIn, scopes } = grant;
  return {
    accessSealed: ports.keys.seal(accessToken, context(key, 'access', version)),
    accessExpiresAt: now + expiresIn * 1000,
    refreshSealed: refreshToken === undefined ? null : ports.keys.seal(refreshToken, context(key, 'refresh', version)),
    refreshExpiresAt: refreshExpiresIn === undefined ? null : now + refreshExpiresIn * 1000,
    scopes,
  };
}

function openAccess(ports: Ports, key: GrantKey, grant: GrantRecord): UsableToken | undefined {
  const token = openToken(ports, key, grant, 'access');
  return token === undefined ? undefined : { token, version: grant.version };
}

/** The token in the clear, or `undefined` if it is not there or does not open. */
export function openToken(
  ports: Ports,
  key: GrantKey,
  grant: Pick<GrantRecord, 'version' | 'accessSealed' | 'refreshSealed'>,
  field: 'access' | 'refresh',
): string | undefined {
  const sealed = field === 'access' ? grant.accessSealed : grant.refreshSealed;
  if (sealed === null) return undefined;
  const opened = ports.keys.open(sealed, context(key, field, grant.version));
  if (opened === undefined) ports.log.event('crypto.auth_failed', { field });
  return opened;
}

/** What a sealed token belongs to: moved to another row, column or version, it does not open. */
export function context({ appId, openId }: GrantKey, field: 'access' | 'refresh', version: number): string {
  return `v1|${appId}|${openId}|${field}|${version}`;
}

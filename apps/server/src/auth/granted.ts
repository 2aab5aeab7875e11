import { AuthError, type Grant } from '@feishu-login/auth-types';
import { openToken } from './grants.ts';
import type { GrantToken } from './ports/feishu.ts';
import type { Ports } from './ports/ports.ts';
import type { GrantKey, GrantRecord, SignedIn } from './ports/records.ts';

/** What this person allowed the app to do in their name. */
export async function describeGrant(ports: Ports, signedIn: SignedIn): Promise<Grant> {
  const grant = await ports.store.grants.find(grantKey(ports, signedIn));
  if (grant === undefined) return { scopes: [], expires_at: null, status: 'none' };
  const endsAt = grant.refreshExpiresAt ?? grant.accessExpiresAt;
  const status = endsAt > ports.clock.now() ? grant.status : 'reauth_required';
  return { scopes: [...grant.scopes], expires_at: new Date(endsAt).toISOString(), status };
}

/**
 * Forgets the platform's tokens. The session stays. Once they are forgotten here the platform is told to take them back,
 * which may fail, and which nobody waits for.
 */
export async function forgetGrant(ports: Ports, signedIn: SignedIn): Promise<void> {
  const key = grantKey(ports, signedIn);
  const grant = await ports.store.grants.find(key);
  await ports.store.grants.forget(key, ports.clock.now());
  if (grant?.status === 'active') void takeBack(ports, key, grant);
}

async function takeBack(ports: Ports, key: GrantKey, grant: GrantRecord): Promise<void> {
  try {
    const token = lastingToken(ports, key, grant);
    if (token === undefined) return;
    await ports.feishu.revokeGrant(token);
    ports.log.event('grant.revoked', { reason: 'forgotten' });
  } catch (error) {
    const refusal = error instanceof AuthError ? error : undefined;
    const why = { code: refusal?.code ?? 'internal', platform_code: refusal?.details.platformCode ?? null };
    ports.log.event('grant.revoked', { reason: 'failed', ...why });
  }
}

/** The refresh token where there is one: it lives longest, and its access tokens come from it. */
function lastingToken(ports: Ports, key: GrantKey, grant: GrantRecord): GrantToken | undefined {
  const kind = grant.refreshSealed === null ? 'access' : 'refresh';
  const token = openToken(ports, key, grant, kind);
  return token === undefined ? undefined : { kind: `${kind}_token`, token };
}

export function grantKey(ports: Ports, { user }: SignedIn): GrantKey {
  return { appId: ports.app.appId, openId: user.openId };
}

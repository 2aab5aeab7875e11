import { AuthError, type Grant } from '@feishu-login/auth-types';
import type { GrantKey, Ports, SignedIn } from './ports.ts';

/** What this person allowed the app to do in their name. */
export async function describeGrant(ports: Ports, signedIn: SignedIn): Promise<Grant> {
  const grant = await ports.store.grants.find(grantKey(ports, signedIn));
  if (grant === undefined) return { scopes: [], expires_at: null, status: 'none' };
  const endsAt = grant.refreshExpiresAt ?? grant.accessExpiresAt;
  return { scopes: [...grant.scopes], expires_at: new Date(endsAt).toISOString(), status: grant.status };
}

/** Forgets the platform's tokens. The session stays; Feishu's own record of the permission stays too. */
export async function forgetGrant(ports: Ports, signedIn: SignedIn): Promise<void> {
  await ports.store.grants.forget(grantKey(ports, signedIn));
}

/**
 * The scopes to put before the person: those wanted, or all configured ones. No other ever reaches the platform.
 * @throws AuthError `invalid_request`
 */
export function scopesToAsk(ports: Ports, wanted: readonly string[] | undefined): string[] {
  if (wanted === undefined || wanted.length === 0) return [...ports.app.scopes];
  if (wanted.every((scope) => ports.app.scopes.includes(scope))) return [...new Set(wanted)];
  throw new AuthError('invalid_request', 'A scope was asked for that FEISHU_SCOPES does not name.');
}

export function grantKey(ports: Ports, { user }: SignedIn): GrantKey {
  return { appId: ports.app.appId, openId: user.openId };
}

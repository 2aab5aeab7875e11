import type { Grant } from '@feishu-login/auth-types';
import type { Ports } from './ports/ports.ts';
import type { GrantKey, SignedIn } from './ports/records.ts';

/** What this person allowed the app to do in their name. */
export async function describeGrant(ports: Ports, signedIn: SignedIn): Promise<Grant> {
  const grant = await ports.store.grants.find(grantKey(ports, signedIn));
  if (grant === undefined) return { scopes: [], expires_at: null, status: 'none' };
  const endsAt = grant.refreshExpiresAt ?? grant.accessExpiresAt;
  const status = endsAt > ports.clock.now() ? grant.status : 'reauth_required';
  return { scopes: [...grant.scopes], expires_at: new Date(endsAt).toISOString(), status };
}

/** Forgets the platform's tokens. The session stays. */
export async function forgetGrant(ports: Ports, signedIn: SignedIn): Promise<void> {
  await ports.store.grants.forget(grantKey(ports, signedIn), ports.clock.now());
}

export function grantKey(ports: Ports, { user }: SignedIn): GrantKey {
  return { appId: ports.app.appId, openId: user.openId };
}

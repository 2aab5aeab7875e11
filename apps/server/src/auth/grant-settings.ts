import { AuthError, type Grant } from '@feishu-login/auth-types';
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

/** Forgets the platform's tokens. The session stays; Feishu's own record of the permission stays too. */
export async function forgetGrant(ports: Ports, signedIn: SignedIn): Promise<void> {
  await ports.store.grants.forget(grantKey(ports, signedIn));
}

/** Brings the refresh token without which a permission ends with its access token; asked for anew each time (获取授权码). */
export const lastingScope = 'offline_access';

/**
 * The scopes to put before the person: those wanted, and what makes them last. Without any it is a plain sign-in, which
 * asks for identity alone. Only configured scopes ever reach the platform.
 * @throws AuthError `invalid_request`
 */
export function scopesToAsk(ports: Ports, wanted: readonly string[] = []): string[] {
  const { scopes } = ports.app;
  if (wanted.some((scope) => !scopes.includes(scope)))
    throw new AuthError('invalid_request', 'A scope was asked for that FEISHU_SCOPES does not name.');
  return wanted.length === 0 ? [] : [...new Set([...wanted, ...scopes.filter((scope) => scope === lastingScope)])];
}

/** Those of an operation’s missing scopes that can be asked for at all, and what makes them last. */
export function missingScopes(ports: Ports, missing: readonly string[]): string[] {
  return scopesToAsk(
    ports,
    missing.filter((scope) => ports.app.scopes.includes(scope)),
  );
}

export function grantKey(ports: Ports, { user }: SignedIn): GrantKey {
  return { appId: ports.app.appId, openId: user.openId };
}

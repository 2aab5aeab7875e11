import type { AccountClaims, FindAccount } from 'oidc-provider';
import { isAdmitted } from '../auth/admission.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { UserRecord } from '../auth/ports/records.ts';
import { sha256 } from '../auth/token.ts';
import type { Visitors } from './adapter.ts';

/** What each scope lets a client know. */
export const claimsOfScopes = {
  openid: ['sub'],
  profile: ['name', 'picture'],
  email: ['email', 'email_verified'],
  feishu: ['feishu'],
  acr: null,
  sid: null,
  auth_time: null,
  iss: null,
};

/** Whoever sent the request or, where a client shows a token, whoever it was issued for; nobody without a live session. */
export function createFindAccount(ports: Ports, visitors: Visitors): FindAccount {
  return async (ctx, id, token) => {
    const grantId = token !== undefined && 'grantId' in token ? token.grantId : undefined;
    const signedIn =
      typeof grantId === 'string'
        ? await ports.store.sessions.granting(sha256(grantId), ports.clock.now())
        : await visitors.get(ctx.req)?.signedIn();
    if (signedIn === undefined || signedIn.user.id !== id || !isAdmitted(ports, signedIn.user)) return undefined;
    return { accountId: id, claims: () => claimsOf(signedIn.user) };
  };
}

/** The provider leaves out what the granted scopes do not name. Feishu says of no address that it was verified. */
function claimsOf({ id, name, avatarUrl, email, openId, unionId, tenantKey }: UserRecord): AccountClaims {
  return {
    sub: id,
    name,
    ...(avatarUrl === null ? {} : { picture: avatarUrl }),
    ...(email === null ? {} : { email, email_verified: false }),
    feishu: { open_id: openId, union_id: unionId, tenant_key: tenantKey },
  };
}

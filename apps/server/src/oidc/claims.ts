import type { AccountClaims, FindAccount } from 'oidc-provider';
import { isAdmitted } from '../auth/admission.ts';
import { toldFacts } from '../auth/organisation.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { UserRecord } from '../auth/ports/records.ts';
import { sha256 } from '../auth/token.ts';
import type { Visitors } from './adapter.ts';

/** What each scope lets a client know. */
export const claimsOfScopes = {
  openid: ['sub'],
  profile: ['name', 'picture', 'former_id'],
  email: ['email', 'email_verified'],
  feishu: ['feishu'],
  // All in the one claim of ours, which holds what the scopes that were granted name.
  departments: ['feishu'],
  groups: ['feishu'],
  employee: ['feishu'],
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
    return { accountId: id, claims: (_use, scope) => claimsOf(ports, signedIn.user, new Set(scope.split(' '))) };
  };
}

/** The provider leaves out what the granted scopes do not name. Feishu says of no address that it was verified. */
function claimsOf(ports: Ports, user: UserRecord, granted: ReadonlySet<string>): AccountClaims {
  const { id, name, avatarUrl, email, formerId } = user;
  return {
    sub: id,
    name,
    ...(avatarUrl === null ? {} : { picture: avatarUrl }),
    ...(formerId === null ? {} : { former_id: formerId }),
    ...(email === null ? {} : { email, email_verified: false }),
    feishu: feishuClaim(ports, user, granted),
  };
}

/** What the organisation says of somebody has scopes of its own, and is there only if this server keeps it. */
function feishuClaim({ app }: Ports, user: UserRecord, granted: ReadonlySet<string>): Record<string, unknown> {
  const { openId, unionId, tenantKey } = user;
  const facts = toldFacts(app, user.facts);
  const told = {
    ...(granted.has('departments') && {
      departments: facts?.departments?.map(({ id, ownId, name, direct }) => ({ id, own_id: ownId, name, direct })),
    }),
    ...(granted.has('groups') && { groups: facts?.groups }),
    ...(granted.has('employee') && { job_title: facts?.jobTitle, employee_number: facts?.employeeNumber }),
  };
  const known = Object.entries(told).filter(([, value]) => value !== undefined && value !== null);
  return {
    ...(granted.has('feishu') && { open_id: openId, union_id: unionId, tenant_key: tenantKey }),
    ...Object.fromEntries(known),
    ...(facts !== null && known.length > 0 && { checked_at: Math.floor(facts.askedAt / 1000) }),
  };
}

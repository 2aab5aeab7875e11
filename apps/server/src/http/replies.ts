import type { App, Organisation, Reply, Session, Tokens, User } from '@feishu-login/auth-types';
import type { IssuedTokens } from '../auth/issue-session.ts';
import { toldFacts } from '../auth/organisation.ts';
import type { Consent } from '../auth/ports/oidc.ts';
import type { KnownFacts } from '../auth/ports/person.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { SessionRecord, SignedIn, UserRecord } from '../auth/ports/records.ts';

/** What the use cases know, in the words of the contract. */
export function toTokens(issued: IssuedTokens): Tokens {
  return {
    access_token: issued.accessToken,
    token_type: 'Bearer',
    expires_in: Math.floor(issued.accessExpiresIn),
    refresh_token: issued.refreshToken,
    refresh_expires_in: Math.floor(issued.refreshExpiresIn),
    session_id: issued.session.id,
    user: toUser(issued.user),
  };
}

export function toUser(user: UserRecord): User {
  return {
    id: user.id,
    name: user.name,
    en_name: user.enName,
    avatar_url: user.avatarUrl,
    email: user.email,
    open_id: user.openId,
    union_id: user.unionId,
    tenant_key: user.tenantKey,
  };
}

/** Who is signed in, this session, and what apps are told of them. */
export function toMe({ app }: Pick<Ports, 'app'>, { user, session }: SignedIn): Reply<'GET /api/v1/me'> {
  return {
    user: toUser(user),
    session: toSession(session, session.id),
    former_id: user.formerId,
    organisation: toOrganisation(toldFacts(app, user.facts)),
  };
}

function toOrganisation(facts: KnownFacts | null): Organisation | null {
  if (facts === null) return null;
  const { departments, groups, jobTitle, employeeNumber, askedAt } = facts;
  return {
    departments: departments?.map(({ id, ownId, name, direct }) => ({ id, own_id: ownId, name, direct })) ?? null,
    groups: groups === undefined ? null : [...groups],
    job_title: jobTitle ?? null,
    employee_number: employeeNumber ?? null,
    checked_at: new Date(askedAt).toISOString(),
  };
}

export function toApp({ clientId, name, scopes, givenAt }: Consent): App {
  return { id: clientId, name, scopes: [...scopes], allowed_at: new Date(givenAt).toISOString() };
}

export function toSession(session: SessionRecord, currentId: string): Session {
  return {
    id: session.id,
    kind: session.kind,
    device: session.device,
    created_at: new Date(session.createdAt).toISOString(),
    last_seen_at: new Date(session.lastSeenAt).toISOString(),
    expires_at: new Date(session.expiresAt).toISOString(),
    current: session.id === currentId,
  };
}

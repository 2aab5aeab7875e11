import type { Session } from '@feishu-login/auth-types';
import type { ListedPerson, OidcClient, Person } from '@feishu-login/auth-types/admin';
import { toldAuditEntry } from '../../auth/administration/audit-entry.ts';
import type { RegisteredClient } from '../../auth/administration/clients.ts';
import type { FoundPerson } from '../../auth/administration/person.ts';
import type { ListedPerson as Listed } from '../../auth/ports/register.ts';
import type { FoundAuditEntry } from '../../auth/ports/security-log.ts';

export function toInstant(at: number): string;
export function toInstant(at: number | null | undefined): string | null;
export function toInstant(at: number | null | undefined): string | null {
  return at == null ? null : new Date(at).toISOString();
}

export function toListedPerson(person: Listed): ListedPerson {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    open_id: person.openId,
    signed_in_at: toInstant(person.signedInAt),
    live_sessions: person.liveSessions,
    blocked_at: toInstant(person.blockedAt),
  };
}

export function toPerson(
  { person, grants }: Pick<FoundPerson, 'person' | 'grants'>,
  { history, sessions }: { history: readonly FoundAuditEntry[]; sessions: Session[] },
): Person {
  return {
    id: person.id,
    name: person.name,
    en_name: person.enName,
    email: person.email,
    created_at: toInstant(person.createdAt),
    blocked_at: toInstant(person.blockedAt),
    identities: grants.map(({ identity, grant }) => ({
      app_id: identity.appId,
      open_id: identity.openId,
      union_id: identity.unionId,
      tenant_key: identity.tenantKey,
      signed_in_at: toInstant(identity.signedInAt),
      grant:
        grant === undefined
          ? null
          : {
              status: grant.status,
              scopes: [...grant.scopes],
              expires_at: toInstant(grant.refreshExpiresAt ?? grant.accessExpiresAt),
            },
    })),
    sessions,
    history: history.map(toldAuditEntry),
  };
}

export function toClient(client: RegisteredClient): OidcClient {
  return {
    client_id: client.clientId,
    name: client.name,
    public: client.secretHash === null,
    first_party: client.firstParty,
    scopes: [...client.scopes],
    redirect_uris: [...client.redirectUris],
    source: client.source,
    created_at: toInstant(client.createdAt),
  };
}

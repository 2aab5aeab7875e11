import type { SessionRecord, SignedIn } from '../auth/ports/records.ts';
import { factsColumn, toFacts } from './known-facts.ts';
import { type Fragment, fragment } from './sql.ts';
import type { IdentityRow, UserRow } from './tables/people.ts';
import type { PersonFactsRow } from './tables/person-facts.ts';
import type { SessionRow } from './tables/sessions.ts';

export type SignedInRow = SessionRow &
  Pick<UserRow, 'name' | 'en_name' | 'avatar_url' | 'unverified_email' | 'former_id' | 'sessions_valid_after'> &
  Pick<IdentityRow, 'union_id' | 'tenant_key'> &
  Pick<PersonFactsRow, 'facts'>;

/** A session with its user and the identity it was opened with. */
export const signedInColumns: Fragment = fragment`s.*, u.name, u.en_name, u.avatar_url, u.unverified_email,
    u.former_id, u.sessions_valid_after, i.union_id, i.tenant_key, ${factsColumn}
    from sessions s
    join users u on u.id = s.user_id
    join identities i on i.app_id = s.app_id and i.open_id = s.open_id`;

export function toSignedIn(row: SignedInRow): SignedIn {
  return {
    user: {
      id: row.user_id,
      name: row.name ?? row.en_name ?? '飞书用户',
      enName: row.en_name,
      avatarUrl: row.avatar_url,
      email: row.unverified_email,
      openId: row.open_id,
      unionId: row.union_id,
      tenantKey: row.tenant_key,
      formerId: row.former_id,
      facts: toFacts(row),
    },
    session: toSession(row),
  };
}

export function toSession(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    kind: row.kind,
    device: row.device,
    createdAt: row.created_at,
    signedInAt: row.confirmed_at ?? row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: Math.min(row.expires_at, row.absolute_expires_at),
    absoluteExpiresAt: row.absolute_expires_at,
  };
}

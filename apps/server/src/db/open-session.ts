import type { GrantKey, NewSession } from '../auth/ports/records.ts';
import { endSessions, live } from './live-session.ts';
import { commaSeparated, fragment, type Sql } from './sql.ts';

export async function insertSession(
  sql: Sql,
  opened: { userId: string; identity: GrantKey; session: NewSession; openedFrom: string | null },
  now: number,
): Promise<void> {
  const { userId, identity, session, openedFrom } = opened;
  await sql`insert into sessions (id, user_id, app_id, open_id, kind, device, token_hash, token_expires_at, refresh_hash,
      opened_from, created_at, last_seen_at, expires_at, absolute_expires_at)
    values (${session.id}, ${userId}, ${identity.appId}, ${identity.openId}, ${session.kind}, ${session.device},
      ${session.tokenHash}, ${session.tokenExpiresAt}, ${session.refreshHash}, ${openedFrom}, ${now}, ${now},
      ${session.expiresAt}, ${session.absoluteExpiresAt})`;
}

/** Those to keep count as the newest, whatever began in the same millisecond. */
export async function endOldest(
  sql: Sql,
  userId: string,
  { kept, allowed, now }: { kept: readonly string[]; allowed: number; now: number },
): Promise<void> {
  const oldest = fragment`select s.id from sessions s where s.user_id = ${userId} and ${live(now)}
    order by case when s.id in (${commaSeparated(kept)}) then 0 else 1 end, s.created_at desc, s.id desc
    limit 1000 offset ${allowed}`;
  await endSessions(sql, fragment`s.id in (${oldest})`, { now, reason: 'too_many' });
}

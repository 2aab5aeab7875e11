import type { GrantKey, NewSession } from '../auth/ports/records.ts';
import { endSessions, live } from './live-session.ts';
import { commaSeparated, fragment, type Sql } from './sql.ts';

interface Opened {
  readonly userId: string;
  readonly identity: GrantKey;
  readonly session: NewSession;
}

/** One that is opened from another was signed in to when that one was. */
export async function insertSession(
  sql: Sql,
  opened: Opened & { from?: { id: string; signedInAt: number } },
  now: number,
): Promise<void> {
  const { userId, identity, session, from } = opened;
  await sql`insert into sessions (id, user_id, app_id, open_id, kind, device, token_hash, token_expires_at, refresh_hash,
      opened_from, confirmed_at, created_at, last_seen_at, expires_at, absolute_expires_at)
    values (${session.id}, ${userId}, ${identity.appId}, ${identity.openId}, ${session.kind}, ${session.device},
      ${session.tokenHash}, ${session.tokenExpiresAt}, ${session.refreshHash}, ${from?.id ?? null}, ${from?.signedInAt ?? null}, ${now}, ${now},
      ${session.expiresAt}, ${session.absoluteExpiresAt})`;
}

/**
 * A page inside the client asks the platform at each load who is there. The same person's session then goes on, of which
 * nobody needs to be told: under a new value, as after every sign-in, and not beyond its absolute end. One that a mini
 * program opened does not: it would end with that program's.
 * @returns its id, if there is such a session
 */
export async function goOn(
  sql: Sql,
  { userId, identity, session, replaces }: Opened & { replaces: string | undefined },
  now: number,
): Promise<string | undefined> {
  if (replaces === undefined || session.kind !== 'h5') return undefined;
  const [goesOn] = await sql<{ id: string }>`update sessions as s set token_hash = ${session.tokenHash},
      token_expires_at = ${session.tokenExpiresAt}, expires_at = ${session.expiresAt}, device = ${session.device},
      last_seen_at = ${now}, confirmed_at = ${now}
    where s.token_hash = ${replaces} and s.kind = 'h5' and s.opened_from is null and s.user_id = ${userId}
      and s.app_id = ${identity.appId} and s.open_id = ${identity.openId} and ${live(now)} returning id`;
  return goesOn?.id;
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

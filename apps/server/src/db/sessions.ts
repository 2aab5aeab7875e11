import type { RefreshLookup } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { endAllSessions, endSessions, isLive, live } from './live-session.ts';
import { createSessionLookup } from './session-lookup.ts';
import { createSignIn } from './sign-in.ts';
import { type SignedInRow, signedInColumns, toSession, toSignedIn } from './signed-in.ts';
import { fragment, type Sql } from './sql.ts';
import type { SessionRow } from './tables/sessions.ts';

export function createSessions(database: Database): Store['sessions'] {
  const { read, write, dialect } = database;
  const lock = { sql: dialect === 'postgres' ? 'for update of s' : '' };

  return {
    signIn: createSignIn(database),
    find: createSessionLookup(database),
    endedFor: async (hash) => {
      const [row] = await read<{ end_reason: string | null }>`
        select end_reason from sessions where token_hash = ${hash}`;
      return row?.end_reason ?? undefined;
    },
    touch: (id, { now, expiresAt }) =>
      write(async (sql) => {
        await sql`update sessions as s set last_seen_at = ${now},
            expires_at = coalesce(${expiresAt ?? null}, expires_at),
            token_expires_at = coalesce(${expiresAt ?? null}, token_expires_at)
          where s.id = ${id} and ${live(now)}`;
      }),

    refresh: (hash, now, decide) =>
      write(async (sql) => {
        const [row] = await sql<SignedInRow>`select ${signedInColumns}
          where (s.refresh_hash = ${hash} or s.previous_refresh_hash = ${hash}) ${lock}`;
        const lookup = row === undefined ? await lookupSpent(sql, hash) : lookupCurrent(row, hash, now);
        const { rotate, end, result } = decide(lookup);
        if (rotate !== undefined && row !== undefined) {
          await sql`update sessions set token_hash = ${rotate.tokenHash}, token_expires_at = ${rotate.tokenExpiresAt},
              refresh_hash = ${rotate.refreshHash}, previous_refresh_hash = ${hash}, previous_valid_until = ${rotate.reuseUntil},
              sealed_successor = ${rotate.sealedSuccessor}, expires_at = ${rotate.expiresAt}, last_seen_at = ${now}
            where id = ${row.id}`;
          await sql`insert into spent_refresh_tokens (refresh_hash, session_id, spent_at) values (${hash}, ${row.id}, ${now})`;
        }
        if (end !== undefined) await endSessions(sql, fragment`s.id = ${end.sessionId}`, { now, reason: end.reason });
        return result;
      }),

    list: async (userId, now) => {
      const rows = await read<SessionRow>`select s.* from sessions s where s.user_id = ${userId} and ${live(now)}
        order by s.created_at desc, s.id desc`;
      return rows.map(toSession);
    },
    end: (userId, id, now, reason) =>
      write(async (sql) => {
        const mine = fragment`s.id = ${id} and s.user_id = ${userId}`;
        return (await endSessions(sql, mine, { now, reason })) > 0;
      }),
    endOthers: (userId, keep, now) =>
      write((sql) => {
        const others = fragment`s.user_id = ${userId} and s.id <> ${keep}`;
        return endSessions(sql, others, { now, reason: 'others_ended_by_user' });
      }),
    endAll: ({ appId, openId }, now, reason) =>
      write(async (sql) => {
        const [known] = await sql<{ user_id: string }>`
          select user_id from identities where app_id = ${appId} and open_id = ${openId}`;
        return known === undefined ? 0 : endAllSessions(sql, known.user_id, { now, reason });
      }),
    endOutside: (tenants, now, reason) =>
      write((sql) => {
        const inside = { sql: tenants.map(() => '?').join(', '), values: tenants };
        const outside = fragment`not exists (select 1 from identities i
          where i.app_id = s.app_id and i.open_id = s.open_id and i.tenant_key in (${inside}))`;
        return endSessions(sql, outside, { now, reason });
      }),
  };
}

async function lookupSpent(sql: Sql, hash: string): Promise<RefreshLookup> {
  const [spent] = await sql<{ session_id: string; spent_at: number }>`
    select session_id, spent_at from spent_refresh_tokens where refresh_hash = ${hash}`;
  return spent === undefined
    ? { found: 'nothing' }
    : { found: 'spent', sessionId: spent.session_id, spentAt: spent.spent_at };
}

function lookupCurrent(row: SignedInRow, hash: string, now: number): RefreshLookup {
  if (!isLive(row, now)) return { found: 'nothing' };
  return {
    found: row.refresh_hash === hash ? 'current' : 'previous',
    signedIn: toSignedIn(row),
    tokenExpiresAt: row.token_expires_at,
    sealedSuccessor: row.sealed_successor,
    reuseUntil: row.previous_valid_until ?? 0,
  };
}

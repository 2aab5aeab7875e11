import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { endAllSessions, endSessions, live } from './live-session.ts';
import { lockPerson, lockUsers } from './person-lock.ts';
import { createRefresh } from './refresh.ts';
import { createSessionLookup } from './session-lookup.ts';
import { createSignIn } from './sign-in.ts';
import { type SignedInRow, signedInColumns, toSession, toSignedIn } from './signed-in.ts';
import { fragment, type Sql } from './sql.ts';
import type { SessionRow } from './tables/sessions.ts';

export function createSessions(database: Database): Store['sessions'] {
  const { read, change, write, dialect } = database;
  /** The user's own acts on several of their sessions. */
  const holding = <T>(userId: string, work: (sql: Sql) => Promise<T>) =>
    write(async (sql) => {
      await lockUsers(sql, dialect, fragment`u.id = ${userId}`);
      return work(sql);
    });

  return {
    signIn: createSignIn(database),
    count: (now) =>
      read<{ kind: SessionRow['kind']; count: number }>`select s.kind, count(*) as count from sessions s
        where ${live(now)} group by s.kind`,
    find: createSessionLookup(database),
    granting: async (grantHash, now) => {
      const grant = fragment`select r.session_id from oidc_records r where r.kind = 'Grant' and r.id_hash = ${grantHash}`;
      const [row] = await read<SignedInRow>`select ${signedInColumns} where s.id in (${grant}) and ${live(now)}`;
      return row === undefined ? undefined : toSignedIn(row);
    },
    endedFor: async (hash) => {
      const [row] = await read<{ end_reason: string | null }>`
        select end_reason from sessions where token_hash = ${hash}`;
      return row?.end_reason ?? undefined;
    },
    touch: async (id, { now, expiresAt }) => {
      await change`update sessions as s set last_seen_at = ${now},
          expires_at = coalesce(${expiresAt ?? null}, expires_at),
          token_expires_at = coalesce(${expiresAt ?? null}, token_expires_at)
        where s.id = ${id} and ${live(now)}`;
    },
    refresh: createRefresh(database),
    list: async (userId, now) => {
      const rows = await read<SessionRow>`select s.* from sessions s where s.user_id = ${userId} and ${live(now)}
        order by s.created_at desc, s.id desc`;
      return rows.map(toSession);
    },
    end: (userId, id, now, reason) =>
      holding(userId, async (sql) => {
        const mine = fragment`s.id = ${id} and s.user_id = ${userId}`;
        return (await endSessions(sql, mine, { now, reason })) > 0;
      }),
    endOthers: (userId, keep, now) =>
      holding(userId, (sql) => {
        // A page that a mini program opened would end with it.
        const openedFrom = fragment`select o.opened_from from sessions o where o.id = ${keep} and o.opened_from is not null`;
        const others = fragment`s.user_id = ${userId} and s.id <> ${keep} and s.id not in (${openedFrom})`;
        return endSessions(sql, others, { now, reason: 'others_ended_by_user' });
      }),
    endAll: ({ appId, openId }, now, reason) =>
      write(async (sql) => {
        await lockPerson(sql, dialect, appId, openId);
        const [known] = await sql<{ user_id: string }>`
          select user_id from identities where app_id = ${appId} and open_id = ${openId}`;
        return known === undefined ? 0 : endAllSessions(sql, known.user_id, { now, reason });
      }),
  };
}

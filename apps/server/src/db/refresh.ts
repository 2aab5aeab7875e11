import type { RefreshLookup } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { endSessions, isLive } from './live-session.ts';
import { lockUsers } from './person-lock.ts';
import { type SignedInRow, signedInColumns, toSignedIn } from './signed-in.ts';
import { type Fragment, fragment, type Sql } from './sql.ts';

/** Looks a refresh token up and writes what is decided of it, in one transaction that nobody comes between. */
export function createRefresh({ write, dialect }: Database): Store['sessions']['refresh'] {
  return (hash, now, decide) =>
    write(async (sql) => {
      await lockUsers(sql, dialect, fragment`u.id in (${holders(hash)})`);
      const [row] =
        await sql<SignedInRow>`select ${signedInColumns} where s.refresh_hash = ${hash} or s.previous_refresh_hash = ${hash}`;
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
    });
}

function holders(hash: string): Fragment {
  return fragment`select s.user_id from sessions s where s.refresh_hash = ${hash}
    union all select s.user_id from sessions s where s.previous_refresh_hash = ${hash}
    union all select s.user_id from spent_refresh_tokens t join sessions s on s.id = t.session_id
      where t.refresh_hash = ${hash}`;
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

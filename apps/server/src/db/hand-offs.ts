import type { SignedIn } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { isLive, wasCutOff } from './live-session.ts';
import { endOldest, insertSession } from './open-session.ts';
import { lockUsersOf } from './person-lock.ts';
import { type SignedInRow, signedInColumns, toSignedIn } from './signed-in.ts';
import { fragment, type Sql } from './sql.ts';
import type { HandOffRow } from './tables/sessions.ts';

export function createHandOffs({ write, dialect }: Database): Store['handOffs'] {
  /** The session a hand-off comes from, whose user is held: its end comes before or after this and never half-way. */
  async function hold(sql: Sql, { session_id, created_at }: HandOffRow): Promise<SignedInRow | undefined> {
    const cutOff = await wasCutOff(sql, dialect, created_at);
    await lockUsersOf(sql, dialect, fragment`s.id = ${session_id}`);
    const [row] = await sql<SignedInRow>`select ${signedInColumns} where s.id = ${session_id}`;
    return cutOff ? undefined : row;
  }

  return {
    open: ({ sessionId, codeHash, returnTo, createdAt, expiresAt }) =>
      write(async (sql) => {
        await sql`insert into hand_offs (session_id, code_hash, return_to, created_at, expires_at)
          values (${sessionId}, ${codeHash}, ${returnTo}, ${createdAt}, ${expiresAt})
          on conflict (session_id) do update set code_hash = excluded.code_hash, return_to = excluded.return_to,
            created_at = excluded.created_at, expires_at = excluded.expires_at, taken_at = null`;
      }),

    take: (codeHash, { now, sessionsPerUser }, decide) =>
      write(async (sql) => {
        const find = () => sql<HandOffRow>`select * from hand_offs where code_hash = ${codeHash}`;
        const [found] = await find();
        const from = found && (await hold(sql, found));
        // Once more: another was quicker, or the address was made anew, while this one waited.
        const [handOff] = await find();
        if (handOff === undefined || from === undefined) return undefined;
        const good = handOff.taken_at === null && now < handOff.expires_at && isLive(from, now);
        const holder = toSignedIn(from);
        const session = good ? decide(holder) : undefined;
        if (good) await sql`update hand_offs set taken_at = ${now} where code_hash = ${codeHash}`;
        let opened: SignedIn | undefined;
        if (session !== undefined) {
          const identity = { appId: from.app_id, openId: from.open_id };
          await insertSession(sql, { userId: from.user_id, identity, session, from: holder.session }, now);
          await endOldest(sql, from.user_id, { kept: [session.id, from.id], allowed: sessionsPerUser, now });
          const [row] = await sql<SignedInRow>`select ${signedInColumns} where s.id = ${session.id}`;
          opened = row && toSignedIn(row);
        }
        return { userId: from.user_id, returnTo: handOff.return_to, opened };
      }),
  };
}

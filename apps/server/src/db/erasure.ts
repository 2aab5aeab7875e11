import type { Register } from '../auth/ports/register.ts';
import { insertEntry } from './audit.ts';
import type { Database } from './database.ts';
import { retireVersion } from './grant-versions.ts';
import { type Held, heldOf } from './held-data.ts';
import { endAllSessions } from './live-session.ts';
import { lockPerson, lockUsers } from './person-lock.ts';
import { fragment, type Sql } from './sql.ts';
import { takeBackOf } from './take-back.ts';
import { tell } from './tell.ts';

/** Takes everything kept about a person out of every table. */
export function createErasure({ write, dialect }: Database): Pick<Register, 'erase' | 'eraseLate'> {
  return {
    erase: (userId, now, entry) =>
      write(async (sql) => {
        // As sign-ins take them, and first: one of theirs comes before all of this or after.
        for (const { app_id, open_id } of await identitiesOf(sql, userId))
          await lockPerson(sql, dialect, app_id, open_id);
        await lockUsers(sql, dialect, fragment`u.id = ${userId}`);
        const gone = await countHeld(sql, userId);
        if (gone.user === 0) return undefined;
        await retireVersionsOf(sql, userId);
        await sql`update identity_links set previous_user_id = null where previous_user_id = ${userId}`;
        for (const held of heldOf(userId)) if (held.goes === 'by_itself') await remove(sql, held);
        await endAllSessions(sql, userId, { now, reason: 'erased' });
        await takeBackOf(sql, fragment`i.user_id = ${userId}`, now);
        await tell(sql, 'user.erased', now, async () => [{ user_id: userId }]);
        await sql`delete from users where id = ${userId}`;
        await insertEntry(sql, entry);
        return gone;
      }),
    eraseLate: (userId) =>
      write(async (sql) => {
        const late = ['audit', 'apps'];
        for (const held of heldOf(userId)) if (late.includes(held.name)) await remove(sql, held);
      }),
  };
}

/** How many rows of each kind are kept about a user. */
export async function countHeld(sql: Sql, userId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, table, which } of heldOf(userId)) {
    const [counted] = await sql<{ rows: number }>`select count(*) as rows from ${{ sql: table }} t where ${which}`;
    counts[name] = counted?.rows ?? 0;
  }
  return counts;
}

async function remove(sql: Sql, { table, which }: Held): Promise<void> {
  await sql`delete from ${{ sql: table }} as t where ${which}`;
}

function identitiesOf(sql: Sql, userId: string) {
  return sql<{ app_id: string; open_id: string }>`select app_id, open_id from identities where user_id = ${userId}
    order by app_id, open_id`;
}

/** Whoever comes back is somebody new, whose grants must not open the tokens of the one before. */
async function retireVersionsOf(sql: Sql, userId: string): Promise<void> {
  const [highest] = await sql<{ version: number | null }>`
    select max(case when coalesce(g.version, 0) > coalesce(i.last_grant_version, 0) then g.version else i.last_grant_version end)
      as version
    from identities i left join grants g on g.app_id = i.app_id and g.open_id = i.open_id where i.user_id = ${userId}`;
  if (highest?.version != null) await retireVersion(sql, highest.version);
}

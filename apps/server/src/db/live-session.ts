import { lockUsers, lockUsersOf } from './person-lock.ts';
import type { SignedInRow } from './signed-in.ts';
import { chunksOf, commaSeparated, type Dialect, type Fragment, fragment, type Sql } from './sql.ts';
import type { SessionRow } from './tables/sessions.ts';
import { tell } from './tell.ts';
import { tellClients } from './tell-clients.ts';

/**
 * Neither ended nor expired. Whether all of the user's sessions were cut off meanwhile is another question. The plus sign
 * keeps SQLite from the index of ended ones, in which all that are not ended stand together: it would look at each.
 */
function running(now: number): Fragment {
  return fragment`+s.ended_at is null and s.expires_at > ${now} and s.absolute_expires_at > ${now}`;
}

/** What makes a session live, as a condition on `sessions s`. */
export function live(now: number): Fragment {
  return fragment`(${running(now)}
    and s.created_at > (select u.sessions_valid_after from users u where u.id = s.user_id))`;
}

/** The same, of a row that was read already. */
export function isLive(row: SignedInRow, now: number): boolean {
  return (
    row.ended_at === null &&
    now < row.expires_at &&
    now < row.absolute_expires_at &&
    row.created_at > row.sessions_valid_after
  );
}

export interface Ending {
  readonly now: number;
  readonly reason: string;
}

/** Ends the live ones of some `sessions s`. @returns how many */
export async function endSessions(sql: Sql, which: Fragment, { now, reason }: Ending): Promise<number> {
  return markEnded(sql, fragment`${which} and ${live(now)}`, { now, reason });
}

/** Ends every session of a user, and keeps sign-ins already under way from succeeding. @returns how many ended */
export async function endAllSessions(sql: Sql, userId: string, ending: Ending): Promise<number> {
  // First, because it holds the user's row: a sign-in comes before all of this or after.
  await cutOff(sql, fragment`id = ${userId}`, ending.now);
  return markEnded(sql, fragment`s.user_id = ${userId} and ${running(ending.now)}`, ending);
}

/** From here on nobody's session made before `now` is live, and no sign-in begun before it succeeds, of people nobody knows yet either. */
export async function cutOffEverybody(sql: Sql, dialect: Dialect, now: number): Promise<void> {
  // Those that hold it shared are signing in: their sessions are there when it is had alone.
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${everybodyLock})`;
  await sql`insert into moments (name, at) values ('everybody_cut_off', ${now})
    on conflict (name) do update set at = excluded.at where excluded.at > moments.at`;
  const [newest] = await sql<{
    at: number | null;
  }>`select max(created_at) as at from sessions where created_at > ${now}`;
  await lockUsers(sql, dialect, fragment`1 = 1`);
  await cutOff(sql, fragment`1 = 1`, Math.max(now, newest?.at ?? now));
}

/** Whether everybody was cut off since a sign-in began. Until its transaction ends, nobody else cuts everybody off. */
export async function wasCutOff(sql: Sql, dialect: Dialect, startedAt: number): Promise<boolean> {
  const [, cut] = await Promise.all([
    dialect === 'postgres' && sql`select pg_advisory_xact_lock_shared(${everybodyLock})`,
    sql`select at from moments where name = 'everybody_cut_off' and at >= ${startedAt}`,
  ]);
  return cut.length > 0;
}

/** Any number that no other advisory lock has. */
const everybodyLock = 3_861_408;

/** Marks sessions as ended that `cutOffEverybody` made dead, at most `limit` of them. @returns how many */
export async function markCutOff(sql: Sql, dialect: Dialect, ending: Ending, limit: number): Promise<number> {
  const dead = await sql<{ id: string }>`select s.id from sessions s
    where ${running(ending.now)} and s.created_at <= ${ending.now} order by s.id limit ${limit}`;
  if (dead.length === 0) return 0;
  const these = fragment`s.id in (${commaSeparated(dead.map(({ id }) => id))})`;
  await lockUsersOf(sql, dialect, these);
  return markEnded(sql, fragment`${these} and ${running(ending.now)}`, ending);
}

async function cutOff(sql: Sql, whom: Fragment, now: number): Promise<void> {
  await sql`update users set sessions_valid_after = ${now}, updated_at = ${now} where ${whom}`;
}

async function markEnded(sql: Sql, which: Fragment, { now, reason }: Ending): Promise<number> {
  const ended = await sql<Pick<SessionRow, 'id' | 'user_id' | 'kind'>>`update sessions as s
    set ended_at = ${now}, end_reason = ${reason}, sealed_successor = null where ${which} returning id, user_id, kind`;
  if (ended.length === 0) return 0;
  await tell(sql, 'session.ended', now, async () =>
    ended.map(({ id, user_id, kind }) => ({ user_id, session_id: id, kind, reason })),
  );
  await tellClients(
    sql,
    ended.map(({ id }) => id),
    now,
  );
  // After the statement above, which waits for a hand-off that is under way.
  for (const some of chunksOf(ended.filter(({ kind }) => kind === 'gadget')))
    await markEnded(sql, fragment`s.opened_from in (${commaSeparated(some.map(({ id }) => id))}) and ${running(now)}`, {
      now,
      reason,
    });
  return ended.length;
}

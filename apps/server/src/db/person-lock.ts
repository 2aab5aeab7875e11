import { type Dialect, type Fragment, fragment, type Sql } from './sql.ts';

/*
 * One order for everybody, or PostgreSQL has to end one of two transactions that wait for each other: the lock of
 * everybody (`live-session.ts`), the locks of persons, rows of `users` by their id, and only then what belongs to these
 * users: identities, sessions, hand-offs, grants. Whoever changes more than one row of somebody holds the user first.
 */

/**
 * Makes transactions about one person follow each other, before a row of theirs exists to lock. PostgreSQL: an advisory
 * lock for the transaction. SQLite: the write queue does it already. Whose an identity is changes only under it.
 */
export async function lockPerson(sql: Sql, dialect: Dialect, appId: string, openId: string): Promise<void> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${`${appId} ${openId}`}, 0))`;
}

/** Holds some `users u`, in their order, until the transaction ends. Sessions may still be made that refer to them. */
export async function lockUsers(sql: Sql, dialect: Dialect, which: Fragment): Promise<void> {
  if (dialect === 'postgres') await sql`select u.id from users u where ${which} order by u.id for no key update`;
}

/** The same, of the users of some `sessions s`. */
export function lockUsersOf(sql: Sql, dialect: Dialect, which: Fragment): Promise<void> {
  return lockUsers(sql, dialect, fragment`u.id in (select s.user_id from sessions s where ${which})`);
}

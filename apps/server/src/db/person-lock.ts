import type { Database } from './database.ts';
import type { Sql } from './sql.ts';

/**
 * Makes transactions about one person follow each other, before a row of theirs exists to lock. PostgreSQL: an advisory
 * lock for the transaction. SQLite: the write queue does it already.
 */
export async function lockPerson(sql: Sql, dialect: Database['dialect'], appId: string, openId: string): Promise<void> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${`${appId} ${openId}`}, 0))`;
}

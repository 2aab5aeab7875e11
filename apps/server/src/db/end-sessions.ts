import type { Sql } from './sql.ts';

/** Ends every live session of a user, and keeps sign-ins already under way from succeeding. @returns how many ended */
export async function endAllSessions(sql: Sql, userId: string, now: number, reason: string): Promise<number> {
  await sql`update users set sessions_valid_after = ${now}, updated_at = ${now} where id = ${userId}`;
  const ended = await sql`update sessions set ended_at = ${now}, end_reason = ${reason}, sealed_successor = null
    where user_id = ${userId} and ended_at is null and expires_at > ${now} returning id`;
  return ended.length;
}

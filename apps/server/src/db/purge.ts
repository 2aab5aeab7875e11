import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import type { Sql } from './sql.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Rows that may go once the time in `column` is so long ago. */
interface Expiring {
  readonly table: string;
  readonly key: string;
  readonly join?: string;
  readonly column: string;
  readonly age: number;
}

const spentTokens = {
  table: 'spent_refresh_tokens',
  key: 'spent_refresh_tokens.refresh_hash',
  join: 'join sessions on sessions.id = spent_refresh_tokens.session_id',
};

const expiring: readonly Expiring[] = [
  // Codes live at most five minutes; a claim outlives them by as much again.
  { table: 'code_claims', key: 'code_hash', column: 'claimed_at', age: 10 * minute },
  // A finished sign-in's address may be reloaded for a while after it expired.
  { table: 'login_attempts', key: 'state_hash', column: 'expires_at', age: 60 * minute },
  { table: 'hand_offs', key: 'session_id', column: 'expires_at', age: 60 * minute },
  { table: 'rate_limits', key: 'key', column: 'expire', age: 60 * minute },
  // The provider allows for clocks that differ by seconds, and tells an expired user code from a wrong one.
  { table: 'oidc_records', key: 'kind, id_hash', column: 'expires_at', age: 60 * minute },
  // Only that and when something was told: its body went when it was.
  { table: 'outbox', key: 'id', column: 'finished_at', age: day },
  // Longer than the platform repeats an event.
  { table: 'person_events', key: 'app_id, event_id', column: 'received_at', age: 7 * day },
  // Sessions stay for a day, so that a reused refresh token is still recognised. Their spent tokens go first: one
  // session may have a thousand, which would otherwise go with it, all at once.
  { ...spentTokens, column: 'sessions.expires_at', age: day },
  { ...spentTokens, column: 'sessions.ended_at', age: day },
  { table: 'sessions', key: 'id', column: 'expires_at', age: day },
  { table: 'sessions', key: 'id', column: 'ended_at', age: day },
];

/** What one write takes: SQLite's write queue is soon free for others. */
const rowsAtOnce = 1_000;

/** Deletes what nobody may ask for any more, in many small writes; others come in between, and an end too. */
export function createPurge({ write, dialect }: Database): Store['purge'] {
  /** PostgreSQL: another instance may be at the same rows, this one then takes others. */
  const some = (table: string) => ({
    sql: `limit ${rowsAtOnce}${dialect === 'postgres' ? ` for update of ${table} skip locked` : ''}`,
  });
  const inBatches = async (signal: AbortSignal | undefined, batch: (sql: Sql) => Promise<unknown[]>): Promise<void> => {
    while (signal?.aborted !== true && (await write(batch)).length === rowsAtOnce);
  };

  return async (now, keepAuditFor, signal) => {
    const audit: Expiring = { table: 'audit_log', key: 'id', column: 'at', age: keepAuditFor };
    for (const { table, key, join = '', column, age } of [audit, ...expiring])
      await inBatches(
        signal,
        (sql) => sql`delete from ${{ sql: table }} where (${{ sql: key }}) in
          (select ${{ sql: key }} from ${{ sql: `${table} ${join}` }} where ${{ sql: column }} < ${now - age}
            ${some(table)}) returning 1`,
      );
    await inBatches(
      signal,
      (sql) => sql`update sessions set sealed_successor = null where id in
        (select id from sessions where sealed_successor is not null and previous_valid_until < ${now}
          ${some('sessions')}) returning 1`,
    );
  };
}

import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import { databaseFailure } from './database-failure.ts';

/**
 * What a pooler that hands out connections by the transaction answers if it knows nothing of prepared statements
 * (`invalid_sql_statement_name`, `duplicate_prepared_statement`), and PostgreSQL when a table was changed meanwhile
 * (`feature_not_supported`: "cached plan must not change result type").
 */
const notPrepared = new Set(['26000', '42P05', '0A000']);

/**
 * Asks a statement that PostgreSQL remembers by its name, so that each connection reads and plans it once: of a short
 * query that is most of the work. Where that is not to be had, it is asked as any other from then on.
 * @throws AuthError `db_unavailable`
 */
export function createPreparedRead(pool: Pool): (text: string, values: unknown[]) => Promise<unknown> {
  let prepared = true;
  const ask = async (text: string, values: unknown[]) => {
    // Named by what it says: another version of this server may share the pooler's connections.
    const query = prepared ? { name: hash('sha1', text), text, values } : { text, values };
    return (await pool.query(query)).rows;
  };
  return async (text, values) => {
    try {
      return await ask(text, values).catch((error: unknown) => {
        if (!isNotPrepared(error)) throw error;
        prepared = false;
        return ask(text, values);
      });
    } catch (error) {
      throw databaseFailure(error);
    }
  };
}

function isNotPrepared(error: unknown): boolean {
  return error instanceof Error && 'code' in error && notPrepared.has(String(error.code));
}

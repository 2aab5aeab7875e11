import { randomUUID } from 'node:crypto';
import type { NewOutboxEntry } from '../auth/outbox.ts';
import { fragment, type Sql } from './sql.ts';

/** One statement has room for so many: SQLite and PostgreSQL both limit the values of one. */
const atOnce = 500;

/** Writes down what others must be told, in the transaction of the act: neither is there without the other. */
export async function addToOutbox(sql: Sql, entries: readonly NewOutboxEntry[], now: number): Promise<void> {
  for (let start = 0; start < entries.length; start += atOnce) {
    const rows = entries
      .slice(start, start + atOnce)
      .map(
        ({ kind, receiver, payload }) =>
          fragment`(${`msg_${randomUUID()}`}, ${kind}, ${receiver}, ${payload}, ${now}, ${now}, 0)`,
      );
    const values = { sql: rows.map((row) => row.sql).join(', '), values: rows.flatMap((row) => row.values) };
    await sql`insert into outbox (id, kind, receiver, payload, created_at, due_at, attempts) values ${values}`;
  }
}

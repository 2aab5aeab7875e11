import { randomUUID } from 'node:crypto';
import type { NewOutboxEntry } from '../auth/outbox.ts';
import { chunksOf, commaSeparated, fragment, type Sql } from './sql.ts';

/** Writes down what others must be told, in the transaction of the act: neither is there without the other. */
export async function addToOutbox(sql: Sql, entries: readonly NewOutboxEntry[], now: number): Promise<void> {
  for (const some of chunksOf(entries)) {
    const rows = some.map(
      ({ kind, receiver, payload }) =>
        fragment`(${`msg_${randomUUID()}`}, ${kind}, ${receiver}, ${payload}, ${now}, ${now}, 0)`,
    );
    await sql`insert into outbox (id, kind, receiver, payload, created_at, due_at, attempts)
      values ${commaSeparated(rows)}`;
  }
}

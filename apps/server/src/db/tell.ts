import { randomUUID } from 'node:crypto';
import type { WebhookBody } from '@feishu-login/auth-types';
import type { NewOutboxEntry } from '../auth/outbox.ts';
import { fragment, type Sql } from './sql.ts';
import type { WebhookReceiverRow } from './tables/outbox.ts';

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

type Type = WebhookBody['type'];
type Data<T extends Type> = Extract<WebhookBody, { type: T }>['data'];

/** Facts of one type become a webhook to each receiver that wants them. They are not even read where nobody does. */
export async function tell<T extends Type>(
  sql: Sql,
  type: T,
  now: number,
  facts: () => Promise<readonly Data<T>[]>,
): Promise<void> {
  const receivers = await sql<WebhookReceiverRow>`select * from webhook_receivers order by name`;
  const wanting = receivers.filter(({ events }) => events === '' || events.split(' ').includes(type));
  if (wanting.length === 0) return;
  const timestamp = new Date(now).toISOString();
  const payloads = (await facts()).map((data): string => JSON.stringify({ type, timestamp, data }));
  const entries = payloads.flatMap((payload) =>
    wanting.map(({ name }): NewOutboxEntry => ({ kind: 'webhook', receiver: name, payload })),
  );
  await addToOutbox(sql, entries, now);
}

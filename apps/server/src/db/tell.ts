import type { WebhookBody } from '@feishu-login/auth-types';
import type { NewOutboxEntry } from '../auth/outbox.ts';
import { addToOutbox } from './add-to-outbox.ts';
import type { Sql } from './sql.ts';
import type { WebhookReceiverRow } from './tables/outbox.ts';

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

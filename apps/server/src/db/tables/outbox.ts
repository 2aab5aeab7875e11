import { EntitySchema } from 'typeorm';
import type { OutboxKind } from '../../auth/outbox.ts';
import { instant, optional, text } from './columns.ts';

export interface OutboxRow {
  id: string;
  kind: OutboxKind;
  receiver: string;
  payload: string;
  created_at: number;
  /** While somebody is sending it: when others may. */
  due_at: number;
  attempts: number;
  owner: string | null;
  finished_at: number | null;
  outcome: 'delivered' | 'given_up' | null;
}

export const outbox = new EntitySchema<OutboxRow>({
  name: 'outbox',
  columns: {
    id: { ...text, primary: true },
    kind: text,
    receiver: text,
    payload: text,
    created_at: instant,
    due_at: instant,
    attempts: { type: 'integer' },
    owner: { ...text, ...optional },
    finished_at: { ...instant, ...optional },
    outcome: { ...text, ...optional },
  },
  indices: [
    { name: 'outbox_due', columns: ['kind', 'receiver', 'due_at'], where: 'finished_at is null' },
    { name: 'outbox_finished', columns: ['finished_at'] },
  ],
});

/** Who is sent webhooks: here, so that every program that ends a session knows, an operator's included. */
export interface WebhookReceiverRow {
  name: string;
  /** Separated by spaces; empty for all. */
  events: string;
}

export const webhookReceivers = new EntitySchema<WebhookReceiverRow>({
  name: 'webhook_receivers',
  columns: { name: { ...text, primary: true }, events: text },
});

import { z } from 'zod';
import { sessionKind, user } from './api.ts';

const id = z.string();
/** Why, in a word. More words may come. */
const reason = z.string();

/** What a webhook tells, by its type. Receivers should ignore fields and types they do not know. */
const facts = {
  'user.created': z.object({ user }),
  'user.updated': z.object({ user }),
  'user.left': z.object({ user_id: id, reason }),
  'user.erased': z.object({ user_id: id }),
  'session.ended': z.object({ user_id: id, session_id: id, kind: sessionKind, reason }),
  'grant.ended': z.object({ user_id: id, open_id: id, reason }),
} as const;

export type WebhookType = keyof typeof facts;

export const webhookTypes = z.enum([
  'user.created',
  'user.updated',
  'user.left',
  'user.erased',
  'session.ended',
  'grant.ended',
]);

type Event<T extends WebhookType> = z.ZodObject<{
  type: z.ZodLiteral<T>;
  timestamp: z.ZodISODateTime;
  data: (typeof facts)[T];
}>;

const event = <const T extends WebhookType>(type: T): Event<T> =>
  z.object({ type: z.literal(type), timestamp: z.iso.datetime(), data: facts[type] });

/** The body of a webhook, in the form of Standard Webhooks. */
export const webhook = z.discriminatedUnion('type', [
  event('user.created'),
  event('user.updated'),
  event('user.left'),
  event('user.erased'),
  event('session.ended'),
  event('grant.ended'),
]);

export type WebhookBody = z.infer<typeof webhook>;

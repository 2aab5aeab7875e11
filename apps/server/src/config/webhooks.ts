import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isThisMachine } from './addresses.ts';
import { type ListRead, readJsonList } from './json-list.ts';

/** Somebody who is sent webhooks. */
export interface WebhookSettings {
  /** What logs and the database call it: an address may hold a secret. */
  readonly name: string;
  readonly url: URL;
  readonly secret: string;
  /** Empty: all types. */
  readonly events: readonly string[];
}

/** As our contract names them. */
const types = ['user.created', 'user.updated', 'user.left', 'user.erased', 'session.ended', 'grant.ended'] as const;

/** 24 to 64 bytes, as Standard Webhooks asks. */
const secret = z
  .string('must be a text such as whsec_…')
  .refine(
    (value) => /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(value) && hasBytes(value.slice('whsec_'.length)),
    'must be whsec_ and 24 to 64 random bytes: echo whsec_$(openssl rand -base64 32)',
  );

const receivers = z
  .array(
    z.strictObject({
      url: z
        .string('must be a URL such as https://app.example.com/webhooks')
        .refine(isReceiver, 'must be a URL such as https://app.example.com/webhooks, without a user or a fragment')
        .transform((value) => new URL(value)),
      secret,
      events: z
        .array(z.enum(types, `must be one of ${types.join(', ')}`))
        .min(1, 'must name a type, or be left out for all')
        .default([]),
    }),
    'must be a list: [{"url": "https://…", "secret": "whsec_…"}]',
  )
  .min(1, 'names no receiver; unset WEBHOOKS to have none')
  .refine((all) => new Set(all.map(({ url }) => url.href)).size === all.length, 'names one url twice');

function isReceiver(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, hash } = new URL(value);
  return /^https?:$/.test(protocol) && `${username}${password}${hash}` === '';
}

function hasBytes(encoded: string): boolean {
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 && new Set(bytes).size >= 8;
}

/** Reads the file that WEBHOOKS names. */
export function readWebhooks(file: string): ListRead<WebhookSettings> {
  const list = readJsonList({ variable: 'WEBHOOKS', noun: 'receiver', file }, receivers);
  if (!list.read) return list;
  return { read: true, items: list.items.map((receiver) => ({ ...receiver, name: nameOf(receiver.url) })) };
}

function nameOf({ host, href }: URL): string {
  return `${host}#${createHash('sha256').update(href).digest('hex').slice(0, 8)}`;
}

/** What production refuses of them. */
export function unfitWebhooks(webhooks: readonly WebhookSettings[]): string[] {
  return webhooks.flatMap(({ url }, index) =>
    url.protocol === 'https:' && !isThisMachine(url)
      ? []
      : [
          `WEBHOOKS: receiver ${index + 1}: url must start with https:// and name another machine when NODE_ENV is production`,
        ],
  );
}

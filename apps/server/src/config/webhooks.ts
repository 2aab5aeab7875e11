import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isThisMachine } from './addresses.ts';

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
const types = ['user.created', 'user.updated', 'user.left', 'session.ended', 'grant.ended'] as const;

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

export type WebhooksRead =
  | { readonly read: true; readonly webhooks: readonly WebhookSettings[] }
  | { readonly read: false; readonly problems: readonly string[] };

/** Reads the file that WEBHOOKS names. Problems say where in it, and never what it holds. */
export function readWebhooks(file: string | undefined): WebhooksRead {
  if (file === undefined) return { read: true, webhooks: [] };
  const content = parseFile(file);
  if (content === undefined)
    return { read: false, problems: [`WEBHOOKS must name a JSON file that can be read; ${file} is none`] };
  const parsed = receivers.safeParse(content.json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `WEBHOOKS: ${placeOf(path)}${message}`);
    return { read: false, problems };
  }
  return { read: true, webhooks: parsed.data.map((receiver) => ({ ...receiver, name: nameOf(receiver.url) })) };
}

function parseFile(file: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(readFileSync(file, 'utf8')) };
  } catch {
    return undefined;
  }
}

/** People count from one. */
function placeOf([index, ...fields]: readonly PropertyKey[]): string {
  return typeof index === 'number' ? `receiver ${index + 1}: ${fields.map(String).join('.')} ` : '';
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

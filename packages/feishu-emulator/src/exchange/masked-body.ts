import { isObject } from './call.ts';
import { secretFields } from './secret-fields.ts';

const mask = '***';
const longest = 300;
const mostItems = 20;

/** A body as the journal keeps it: without secrets, codes and tokens, wherever they stand, and not longer than one reads. */
export function maskedBody(body: unknown, secrets: readonly string[]): Record<string, unknown> | null {
  return isObject(body) ? maskedObject(body, secrets, 0) : null;
}

/** What a text must not repeat: the values of secret fields, and the header that named the caller. */
export function secretsIn(fields: Readonly<Record<string, unknown>>, authorization: string | undefined): string[] {
  const sent = secretFields.map((name) => fields[name]);
  return [...sent, ...(authorization ?? '').split(/\s+/).slice(1)].filter(
    (value): value is string => typeof value === 'string' && value.length >= 4,
  );
}

function maskedObject(object: Record<string, unknown>, secrets: readonly string[], depth: number) {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      secretFields.includes(name) && typeof value === 'string' ? mask : masked(value, secrets, depth + 1),
    ]),
  );
}

function masked(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (typeof value === 'string') {
    const text = secrets.reduce((told, secret) => told.replaceAll(secret, mask), value);
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
  }
  if (depth > 6) return '…';
  if (Array.isArray(value)) return value.slice(0, mostItems).map((one) => masked(one, secrets, depth + 1));
  return isObject(value) ? maskedObject(value, secrets, depth) : value;
}

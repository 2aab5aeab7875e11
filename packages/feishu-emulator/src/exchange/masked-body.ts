import { isObject } from './call.ts';
import { secretFields } from './secret-fields.ts';

const mask = '***';

/** How much is kept, and of which fields only that they were there. */
interface Masking {
  longestText: number;
  mostItems: number;
  deepest: number;
  isSecret(field: string): boolean;
  /** What a text must not repeat. */
  withoutSecrets(text: string): string;
}

/** A body as the journal keeps it: without secrets, codes and tokens, wherever they stand, and not longer than one reads. */
export function maskedBody(body: unknown, secrets: readonly string[]): Record<string, unknown> | null {
  const masking: Masking = {
    longestText: 300,
    mostItems: 20,
    deepest: 6,
    isSecret: (field) => secretFields.includes(field),
    withoutSecrets: (text) => secrets.reduce((told, secret) => told.replaceAll(secret, mask), text),
  };
  return isObject(body) ? maskedObject(body, masking, 0) : null;
}

/** Names that other APIs give to secrets. */
const secretNames = /secret|passw(or)?d|private_key|encrypt_key|verification_token|authorization|cookie|_ticket$/i;
/** Tokens of apps and people, and what is built like a JWT (获取 user_access_token, 登录能力相关凭证的数据长度及格式变更). */
const tokens = /\b(?:t|a|u|ur)-[\w.-]{16,}|\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;

/** A body as it may be written to a file: whole, without secrets by name, by value, and by their looks. */
export function maskedWhole(body: unknown, secrets: Iterable<string>): unknown {
  const values = [...secrets];
  const masking: Masking = {
    longestText: Number.POSITIVE_INFINITY,
    mostItems: Number.POSITIVE_INFINITY,
    deepest: Number.POSITIVE_INFINITY,
    isSecret: (field) => secretFields.includes(field) || secretNames.test(field),
    withoutSecrets: (text) =>
      values.reduce((told, secret) => told.replaceAll(secret, mask), text).replaceAll(tokens, mask),
  };
  return masked(body, masking, 0);
}

/** What a text must not repeat: the values of secret fields, and the header that named the caller. */
export function secretsIn(fields: Readonly<Record<string, unknown>>, authorization: string | undefined): string[] {
  const sent = secretFields.map((name) => fields[name]);
  return [...sent, ...(authorization ?? '').split(/\s+/).slice(1)].filter(
    (value): value is string => typeof value === 'string' && value.length >= 4,
  );
}

function maskedObject(object: Record<string, unknown>, masking: Masking, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      typeof value === 'string' && masking.isSecret(name) ? mask : masked(value, masking, depth + 1),
    ]),
  );
}

function masked(value: unknown, masking: Masking, depth: number): unknown {
  if (typeof value === 'string') {
    const text = masking.withoutSecrets(value);
    return text.length > masking.longestText ? `${text.slice(0, masking.longestText)}…` : text;
  }
  if (depth > masking.deepest) return '…';
  if (Array.isArray(value)) return value.slice(0, masking.mostItems).map((one) => masked(one, masking, depth + 1));
  return isObject(value) ? maskedObject(value, masking, depth) : value;
}

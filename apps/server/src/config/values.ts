import { isIP } from 'node:net';
import { z } from 'zod';
import type { EncryptionKey } from './config.ts';

export const seconds = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number of seconds, such as 1800')
    .default(String(fallback))
    .transform((value) => Number(value) * 1000);
export const count = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be a whole number, such as 20')
    .default(String(fallback))
    .transform(Number);
export const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number, such as 3000')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a port number, such as 3000');
const isWebUrl = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
export const webUrl = z
  .string()
  .refine(isWebUrl, 'must be a URL such as https://login.example.com')
  .transform((value) => new URL(value));
/** Browsers are sent back to fixed paths under it, so it is an origin and nothing more. */
export const publicUrl = z
  .string()
  .refine(
    (value) => isWebUrl(value) && new URL(value).href === `${new URL(value).origin}/`,
    'must be a scheme and a host, such as https://login.example.com, without a path or anything else',
  )
  .transform((value) => new URL(value));
export const oneOf = <const Values extends readonly string[]>(values: Values, message: string) =>
  z.enum(values, { error: message });
export const words = (separator: RegExp) =>
  z
    .string()
    .default('')
    .transform((value) => [...new Set(value.split(separator).filter((word) => word !== ''))]);
export const origins = words(/[\s,]+/).refine(
  (values) => values.every((value) => isWebUrl(value) && new URL(value).origin === value && !value.includes('*')),
  'must be origins separated by commas, such as https://app.example.com',
);
export const cidrs = words(/[\s,]+/)
  .refine(
    (values) => values.every((value) => value === 'loopback' || isRange(value)),
    'must be addresses or CIDR ranges separated by commas, such as 10.0.0.0/8',
  )
  .refine(
    (values) => !values.some((value) => value.endsWith('/0')),
    'must not hold every address: name the proxies, or clients can claim any address',
  );

export const encryptionKeys = z
  .string()
  .transform((value) => value.split(',').map(parseKey))
  .refine(
    (keys): keys is [EncryptionKey, ...EncryptionKey[]] =>
      keys.every((key) => key !== undefined) && new Set(keys.map((key) => key?.id)).size === keys.length,
    'must be keys of 32 random bytes with an id each, such as k1:… with … from: openssl rand -base64 32',
  );

function isRange(value: string): boolean {
  const [address = '', bits = '0', ...more] = value.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** `undefined` for a key that protects nothing: the wrong length, or bytes that are all alike. */
function parseKey(value: string): EncryptionKey | undefined {
  const [id = '', encoded = '', more] = value.trim().split(':');
  const bytes = Buffer.from(encoded, 'base64');
  const weak = bytes.length !== 32 || new Set(bytes).size < 8;
  return !/^[A-Za-z0-9_-]{1,16}$/.test(id) || weak || more !== undefined ? undefined : { id, bytes };
}

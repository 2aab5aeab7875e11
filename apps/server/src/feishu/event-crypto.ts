import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

/** What a push says about itself in its headers (接收事件). */
export interface EventSignature {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

/**
 * Whether somebody who knows the Encrypt Key sent exactly these bytes. The parts are hashed without separators, so the
 * shape of each is checked too, or digits could move from the nonce into the timestamp.
 */
export function isSignedWith(
  encryptKey: string,
  { timestamp, nonce, signature }: EventSignature,
  rawBody: Buffer,
): boolean {
  if (!/^(\d{10}|\d{13})$/.test(timestamp) || !/^[\x21-\x7e]{1,64}$/.test(nonce) || !/^[0-9a-f]{64}$/.test(signature))
    return false;
  const expected = createHash('sha256').update(`${timestamp}${nonce}${encryptKey}`).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/**
 * Opens the `encrypt` field (将事件发送至开发者服务器): AES-256-CBC under SHA-256 of the key, IV first.
 * `undefined` for whatever does not open, without telling why: the ways to fail are an oracle together.
 */
export function decryptEvent(encryptKey: string, encrypted: string): string | undefined {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length < 32 || bytes.length % 16 !== 0) return undefined;
  const key = createHash('sha256').update(encryptKey).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Compares without telling, by the time it takes, how much of a secret was right. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}

import { hash, randomFillSync, randomInt } from 'node:crypto';

/** How the journal names a code, token or secret: whoever holds the value can find it, nobody can read it back. */
export function fingerprint(value: string): string {
  return hash('sha256', value);
}

const drawn = Buffer.alloc(8192);
let left = 0;

/** To be read at once. The system is asked for many at a time: each question costs as much as the rest of a token. */
function randomBytes(count: number): Buffer {
  if (left < count) left = randomFillSync(drawn).length;
  left -= count;
  return drawn.subarray(left, left + count);
}

/** `[A-Za-z0-9_-]`, the documented characters of an authorization code (获取授权码). */
export function randomText(length: number): string {
  return randomBytes(Math.ceil((length * 3) / 4))
    .toString('base64url')
    .slice(0, length);
}

export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

export function randomDigits(length: number): string {
  let digits = '';
  while (digits.length < length) digits += String(randomInt(10));
  return digits;
}

/** `XXXX-XXXX` of characters that are not taken for others. */
export function randomUserCode(): string {
  const letters = 'BCDFGHJKLMNPQRSTVWXZ23456789';
  const part = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${part()}-${part()}`;
}

/** A stable id made from what it stands for, so that a seed gives the same ids every time. */
export function derivedHex(...parts: string[]): string {
  return fingerprint(parts.join('\n')).slice(0, 32);
}

import { createHmac, hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * `fls` session cookie, `fla` access token, `flr` refresh token, `flt` login attempt of a browser, `flh` hand-off of a
 * mini program's session to a page.
 * The prefix keeps the kinds apart (none works in another's place) and lets secret scanners find leaked ones.
 */
export type TokenKind = 'fls' | 'fla' | 'flr' | 'flt' | 'flh';

export interface MintedToken {
  /** What the client gets: prefix, 256 random bits, checksum. Kept nowhere. */
  value: string;
  /** What is stored: SHA-256 in hex. Needs no salt, the input has 256 bits of entropy. */
  hash: string;
}

export function mintToken(kind: TokenKind): MintedToken {
  return tokenOf(kind, randomBytes(32));
}

/** The token that follows from a secret and what was shown with it: the same for whoever shows all of that again. */
export function deriveToken(kind: TokenKind, secret: string, shown: string): MintedToken {
  return tokenOf(kind, createHmac('sha256', secret).update(`${kind} ${shown}`).digest());
}

function tokenOf(kind: TokenKind, bits: Buffer): MintedToken {
  const body = `${kind}_${bits.toString('base64url')}`;
  const value = `${body}_${checksum(body)}`;
  return { value, hash: sha256(value) };
}

/**
 * The stored hash of a token, or `undefined` for anything that cannot be one of ours and that kind.
 * Rejects garbage without asking the database.
 */
export function hashToken(kind: TokenKind, value: string): string | undefined {
  const shape = /^(fl[a-z]_[A-Za-z0-9_-]{43})_([A-Za-z0-9_-]{6})$/.exec(value);
  if (shape === null || !value.startsWith(`${kind}_`)) return undefined;
  const [, body = '', sum] = shape;
  return checksum(body) === sum ? sha256(value) : undefined;
}

export function sha256(value: string): string {
  return hash('sha256', value, 'hex');
}

/** CRC-32 as six characters of base64url. */
function checksum(body: string): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return sum.toString('base64url');
}

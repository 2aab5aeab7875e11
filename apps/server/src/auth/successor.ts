import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** The pair of tokens that a refresh token led to. */
export interface Successor {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const ivLength = 12;
/** Pinned: a shorter tag is easier to forge, and Node accepts one unless told not to. */
const authTagLength = 16;

/**
 * The successor waits in the database sealed with a key derived from its predecessor (HKDF, RFC 5869), which only the
 * client holds. Format: 96-bit IV, AES-256-GCM ciphertext, 128-bit tag, in base64url.
 */
export function sealSuccessor(refreshToken: string, { accessToken, refreshToken: next }: Successor): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(refreshToken), iv, { authTagLength });
  const text = Buffer.concat([cipher.update(`${accessToken} ${next}`, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url');
}

/** `undefined` for anything this refresh token did not seal. */
export function openSuccessor(refreshToken: string, sealed: string): Successor | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= ivLength + authTagLength) return undefined;
  const text = decrypt(sealingKey(refreshToken), bytes);
  const [accessToken, next] = text?.split(' ') ?? [];
  return accessToken === undefined || next === undefined ? undefined : { accessToken, refreshToken: next };
}

function decrypt(key: Uint8Array, bytes: Buffer): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength), { authTagLength });
  decipher.setAuthTag(bytes.subarray(-authTagLength));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivLength, -authTagLength)), decipher.final()]).toString();
  } catch {
    // The tag does not match: damaged, or sealed by another token.
    return undefined;
  }
}

function sealingKey(refreshToken: string): Uint8Array {
  const salt = createHash('sha256').update('refresh successor').digest();
  return new Uint8Array(hkdfSync('sha256', refreshToken, salt, 'feishu-login successor v1', 32));
}

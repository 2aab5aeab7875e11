import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keys for what must be read again, by id. The first writes, all read. */
export interface KeyRing {
  /** Id of the key that writes. */
  readonly current: string;
  seal(plain: string, context: string): string;
  /** `undefined` for anything not sealed by one of these keys for exactly this context. */
  open(sealed: string, context: string): string | undefined;
}

export interface Key {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** Pinned: a shorter tag is easier to forge, and Node accepts one unless told not to. */
const authTagLength = 16;

/**
 * AES-256-GCM with a random 96-bit IV (NIST SP 800-38D section 8.2.2). The context is authenticated along, so that a
 * sealed text copied to another person's row, another column or an older version does not open there.
 * Format: `v1.<key id>.<iv>.<ciphertext>.<tag>`, the last three in base64url.
 */
export function createKeyRing(keys: readonly [Key, ...Key[]]): KeyRing {
  const [first] = keys;
  return {
    current: first.id,
    seal: (plain, context) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', first.bytes, iv, { authTagLength }).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return ['v1', first.id, ...[iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
    },
    open: (sealed, context) => {
      const [version, id, iv, text, tag, more] = sealed.split('.');
      const key = keys.find((candidate) => candidate.id === id);
      if (version !== 'v1' || key === undefined || more !== undefined) return undefined;
      const parts = [iv, text, tag].map((part) => Buffer.from(part ?? '', 'base64url'));
      return decrypt(key, parts, context);
    },
  };
}

/** The id of the key a text was sealed with. */
export function keyIdOf(sealed: string): string | undefined {
  return sealed.split('.')[1];
}

function decrypt(key: Key, [iv, text, tag]: Buffer[], context: string): string | undefined {
  if (iv?.length !== 12 || text === undefined || tag?.length !== authTagLength) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

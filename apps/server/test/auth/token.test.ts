import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashToken, mintToken, sha256, type TokenKind } from '../../src/auth/token.ts';

const kinds: readonly TokenKind[] = ['fls', 'fla', 'flr', 'flt'];
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('A token', () => {
  it('is a prefix, 256 random bits and a checksum, and is kept as its SHA-256', () => {
    for (const kind of kinds) {
      const { value, hash } = mintToken(kind);
      expect(value).toMatch(new RegExp(`^${kind}_[A-Za-z0-9_-]{43}_[A-Za-z0-9_-]{6}$`));
      expect(Buffer.from(value.slice(4, 47), 'base64url')).toHaveLength(32);
      expect(hash).toBe(sha256(value));
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(hashToken(kind, value)).toBe(hash);
    }
  });

  it('has the checksum that anybody can recompute: CRC-32', () => {
    const body = `fla_${'A'.repeat(43)}`;
    const table = Array.from({ length: 256 }, (_, n) => {
      let c = n;
      for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
      return c >>> 0;
    });
    let crc = 0xffffffff;
    for (const byte of Buffer.from(body)) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    expect(hashToken('fla', `${body}_${sum.toString('base64url')}`)).toBeDefined();
  });

  it('C13: is never minted twice, and every place of ten thousand takes every character', () => {
    const bodies = Array.from({ length: 10_000 }, () => mintToken('fla').value.slice(4, 47));
    expect(new Set(bodies).size).toBe(10_000);
    for (let place = 0; place < 42; place += 1) {
      const seen = new Map<string, number>();
      for (const body of bodies) seen.set(body[place] ?? '', (seen.get(body[place] ?? '') ?? 0) + 1);
      const expected = 10_000 / 64;
      const chiSquared = [...alphabet].reduce((sum, c) => sum + ((seen.get(c) ?? 0) - expected) ** 2 / expected, 0);
      // 63 degrees of freedom: above 150 once in some hundred million places.
      expect(chiSquared).toBeLessThan(150);
    }
  });

  it('C5: of one kind is none of another', () => {
    for (const kind of kinds) {
      for (const other of kinds) if (other !== kind) expect(hashToken(other, mintToken(kind).value)).toBeUndefined();
    }
  });

  it('does not become one of another kind by changing its prefix', () => {
    const { value } = mintToken('flr');
    for (const kind of kinds) if (kind !== 'flr') expect(hashToken(kind, `${kind}${value.slice(3)}`)).toBeUndefined();
  });

  it('is refused with any one character changed, added or taken away', () => {
    const { value } = mintToken('fla');
    fc.assert(
      fc.property(fc.nat(value.length - 1), fc.constantFrom(...alphabet), (place, character) => {
        const changed = value.slice(0, place) + character + value.slice(place + 1);
        if (changed !== value) expect(hashToken('fla', changed)).toBeUndefined();
        expect(hashToken('fla', value.slice(0, place) + character + value.slice(place))).toBeUndefined();
        expect(hashToken('fla', value.slice(0, place) + value.slice(place + 1))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('is not anything else that anybody may send', () => {
    const nearly = mintToken('fla').value;
    const others = [
      `${nearly}\n`,
      ` ${nearly}`,
      `${nearly}\0`,
      nearly.toUpperCase(),
      `"${nearly}"`,
      `${nearly}=`,
      'null',
    ];
    for (const other of others) expect(hashToken('fla', other)).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.base64String()), (text) => {
        expect(hashToken('fla', text)).toBeUndefined();
        expect(hashToken('fla', `fla_${text}`)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

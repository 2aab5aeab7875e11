import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openSuccessor, sealSuccessor } from '../../src/auth/successor.ts';
import { mintToken } from '../../src/auth/token.ts';

describe('The waiting successor of a refresh token', () => {
  const token = mintToken('flr').value;
  const pair = { accessToken: mintToken('fla').value, refreshToken: mintToken('flr').value };

  it('opens with the token that sealed it', () => {
    expect(openSuccessor(token, sealSuccessor(token, pair))).toEqual(pair);
  });

  it('carries a tag of 128 bits, and nothing that could be left out', () => {
    const text = `${pair.accessToken} ${pair.refreshToken}`;
    expect(Buffer.from(sealSuccessor(token, pair), 'base64url')).toHaveLength(12 + text.length + 16);
  });

  it('opens with no other token', () => {
    const sealed = sealSuccessor(token, pair);
    for (const other of [mintToken('flr').value, pair.refreshToken, '']) {
      expect(openSuccessor(other, sealed)).toBeUndefined();
    }
  });

  it('looks different each time', () => {
    const all = new Set(Array.from({ length: 200 }, () => sealSuccessor(token, pair).slice(0, 16)));
    expect(all.size).toBe(200);
  });

  it('Q3: does not open with any one bit changed', () => {
    const bytes = Buffer.from(sealSuccessor(token, pair), 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(openSuccessor(token, changed.toString('base64url'))).toBeUndefined();
      }),
    );
  });

  it('Q3: does not open cut short or made longer, by as little as part of its tag', () => {
    const bytes = Buffer.from(sealSuccessor(token, pair), 'base64url');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(openSuccessor(token, bytes.subarray(0, length).toString('base64url'))).toBeUndefined();
      expect(openSuccessor(token, bytes.subarray(length + 1).toString('base64url'))).toBeUndefined();
    }
    expect(openSuccessor(token, Buffer.concat([bytes, Buffer.from([0])]).toString('base64url'))).toBeUndefined();
  });

  it('is never what somebody else writes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String({ minLength: 30, maxLength: 300 })), (text) => {
        expect(openSuccessor(token, text)).toBeUndefined();
      }),
    );
  });
});

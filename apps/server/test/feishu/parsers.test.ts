import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gadgetSessionAnswer, taskListAnswer, userInfoAnswer, userTokenAnswer } from '../../src/feishu/answers.ts';
import { parseEventJson } from '../../src/feishu/event-json.ts';
import { createEventReader, readSocketEvent } from '../../src/feishu/events.ts';
import { issuedRefreshToken, readRefreshToken } from '../../src/feishu/refresh-token.ts';
import { cases } from '../cases.ts';

const appId = 'cli_a1b2c3d4e5f60718';
const encryptKey = 'test key';
const verificationToken = 'verification-token-0001';
const now = Date.UTC(2026, 5, 1, 9);
const read = createEventReader({ appId, encryptKeys: [encryptKey], verificationToken });

function sealed(text: string): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  const encrypt = Buffer.concat([iv, cipher.update(text), cipher.final()]).toString('base64');
  return Buffer.from(JSON.stringify({ encrypt }));
}

function signed(body: Buffer, nonce = 'abc') {
  const timestamp = String(now / 1000);
  const signature = createHash('sha256').update(`${timestamp}${nonce}${encryptKey}`).update(body).digest('hex');
  return { timestamp, nonce, signature };
}

/** Values by the names that are looked for, in any place, of any type. */
const field = fc.constantFrom(
  ...['header', 'event', 'object', 'open_id', 'union_id', 'tenant_key', 'token', 'app_id', 'event_type', 'event_id'],
  ...['create_time', 'status', 'is_frozen', 'type', 'uuid', 'ts', 'challenge', 'data', 'access_token', 'expires_in'],
  ...['refresh_token', 'scope', 'token_type', 'name', 'items', 'due', 'timestamp', '__proto__', 'constructor'],
);
const likely = fc.constantFrom<unknown>(
  appId,
  verificationToken,
  'contact.user.deleted_v3',
  'ou_1',
  'url_verification',
  '1764000000000',
  true,
  0,
);
const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4 },
    likely,
    fc.jsonValue({ maxDepth: 1 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.double(),
    fc.array(tie('anything'), { maxLength: 3 }),
    fc.dictionary(field, tie('anything'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

describe('Whatever says it is an event', () => {
  it('N1, N11: is rejected without a signature, whatever its bytes and headers', () => {
    const text = fc.option(fc.string({ unit: 'binary', maxLength: 70 }), { nil: undefined });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      anything.map((value) => Buffer.from(JSON.stringify(value) ?? '')),
      anything.map((value) => sealed(JSON.stringify(value) ?? '')),
    );
    fc.assert(
      fc.property(bytes, text, text, text, (body, timestamp, nonce, signature) => {
        const { verdict } = read({ timestamp, nonce, signature }, Buffer.from(body), now);
        // The check of the address proves itself by its token.
        expect(['rejected', 'challenge']).toContain(verdict);
      }),
      cases(2_000),
    );
  });

  it('N4: is rejected when one bit of what was signed is another', () => {
    const good = sealed(
      JSON.stringify({
        header: { event_type: 'contact.user.deleted_v3', app_id: appId, token: verificationToken },
        event: { object: { open_id: 'ou_1' } },
      }),
    );
    expect(read(signed(good), good, now).verdict).toBe('accepted');
    fc.assert(
      fc.property(fc.nat(good.length * 8 - 1), (bit) => {
        const bad = Buffer.from(good);
        bad.writeUInt8(bad.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(read(signed(good), bad, now).verdict).toBe('rejected');
      }),
      cases(1_000),
    );
  });

  it('N13: is understood or left alone when it is signed, and acted on only if it names our app and token', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const text = JSON.stringify(value) ?? 'undefined';
        const body = sealed(text);
        const { verdict } = read(signed(body), body, now);
        if (verdict === 'accepted') expect(text).toContain(verificationToken);
        const overTheSocket = readSocketEvent(appId, value, now);
        if (overTheSocket.verdict === 'accepted') expect(overTheSocket.event.appId).toBe(appId);
      }),
      cases(2_000),
    );
  });

  it('is parsed as JSON is, if it is an object and not too deep', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 4 }), fc.string({ unit: 'binary' })), (text) => {
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          value = undefined;
        }
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        expect(parseEventJson(text)).toEqual(isObject ? { ...Object(value) } : undefined);
      }),
      cases(3_000),
    );
  });
});

describe('Whatever the platform answers', () => {
  it('M10: is no sign-in without a token, and no lifetime that is not one', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const token = userTokenAnswer.safeParse(value);
        if (token.success) {
          expect(token.data.access_token).not.toBe('');
          for (const time of [token.data.expires_in, token.data.refresh_token_expires_in ?? 0])
            expect(Number.isFinite(time) && time >= 0).toBe(true);
        }
        const person = userInfoAnswer.safeParse(value);
        if (person.success) expect(person.data.data.open_id).toMatch(/^[\x21-\x7e]{1,128}$/);
        const gadget = gadgetSessionAnswer.safeParse(value);
        if (gadget.success) expect(gadget.data.data.access_token).not.toBe('');
        taskListAnswer.safeParse(value);
      }),
      cases(3_000),
    );
  });

  it('a refresh token is the same after it was kept, with the version that issued it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][\x21-\x7e]{0,200}$/),
        fc.constantFrom<'2' | '3'>('2', '3'),
        (token, version) => {
          expect(readRefreshToken(issuedRefreshToken(token, version))).toEqual({ token, version });
        },
      ),
      cases(2_000),
    );
  });
});

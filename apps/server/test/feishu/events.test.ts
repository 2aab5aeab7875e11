import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decryptEvent } from '../../src/feishu/event-crypto.ts';
import { createEventReader, readSocketEvent } from '../../src/feishu/events.ts';
import { hour } from '../durations.ts';

const appId = 'cli_a1b2c3d4e5f60718';
const encryptKey = 'test key';
const verificationToken = 'verification-token-0001';
const now = Date.UTC(2026, 5, 1, 9);

/** As the platform does it (将事件发送至开发者服务器). */
function encrypt(text: string, key = encryptKey): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

function headersFor(body: Buffer, { at = now, nonce = '7abc', key = encryptKey } = {}) {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHash('sha256').update(`${timestamp}${nonce}${key}`).update(body).digest('hex');
  return { timestamp, nonce, signature };
}

function departure(facts: { header?: object; object?: object; type?: string } = {}): string {
  return JSON.stringify({
    schema: '2.0',
    header: {
      event_id: 'e1',
      event_type: facts.type ?? 'contact.user.deleted_v3',
      app_id: appId,
      tenant_key: 't1',
      token: verificationToken,
      create_time: String(now - 1000),
      ...facts.header,
    },
    event: { object: { open_id: 'ou_1', union_id: 'on_1', ...facts.object } },
  });
}

const reader = createEventReader({ appId, encryptKeys: [encryptKey], verificationToken });
const push = (text: string) => Buffer.from(JSON.stringify({ encrypt: encrypt(text) }));
const nothing = { timestamp: undefined, nonce: undefined, signature: undefined };

describe('An event about the organisation', () => {
  const read = (type: string, object: object = {}) =>
    readSocketEvent(appId, JSON.parse(departure({ type, object })), now);

  it.each([
    ['contact.department.updated_v3', 'od-1'],
    ['contact.department.deleted_v3', 'od-1'],
    ['contact.scope.updated_v3', undefined],
  ])('is understood: %s', (type, departmentId) => {
    expect(read(type, { open_department_id: 'od-1' })).toEqual({
      verdict: 'accepted',
      event: { kind: 'organisation', id: 'e1', appId, tenantKey: 't1', departmentId },
    });
  });

  it('N14: is left alone where it names no department, or is of another kind', () => {
    expect(read('contact.department.updated_v3')).toEqual({ verdict: 'ignored', reason: 'type' });
    expect(read('contact.department.created_v3', { open_department_id: 'od-1' })).toMatchObject({ verdict: 'ignored' });
  });
});

describe('An event pushed with an Encrypt Key', () => {
  it('decrypts the documented sample', () => {
    expect(decryptEvent('test key', 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=')).toBe('hello world');
  });

  it('is accepted when it is signed over its raw bytes', () => {
    const body = push(departure());
    expect(reader(headersFor(body), body, now)).toMatchObject({
      verdict: 'accepted',
      event: {
        id: 'e1',
        openId: 'ou_1',
        unionId: 'on_1',
        tenantKey: 't1',
        kind: 'left',
        reason: 'deleted',
        happenedAt: now - 1000,
      },
    });
  });

  it('N8: is accepted however its JSON is spaced and escaped', () => {
    const body = Buffer.from(
      ` {\n"other":1, "encrypt" : ${JSON.stringify(encrypt(departure())).replace(/a/g, '\\u0061')} } `,
    );
    expect(reader(headersFor(body), body, now)).toMatchObject({ verdict: 'accepted' });
  });

  it('N1: is refused with each header missing, empty, changed or in capitals', () => {
    const body = push(departure());
    const good = headersFor(body);
    const bad = [
      nothing,
      { ...good, timestamp: undefined },
      { ...good, nonce: undefined },
      { ...good, signature: undefined },
      { ...good, signature: '' },
      { ...good, signature: good.signature.toUpperCase() },
      { ...good, signature: `${good.signature.slice(0, -1)}${good.signature.endsWith('0') ? '1' : '0'}` },
      { ...good, nonce: `${good.nonce}x` },
      { ...good, timestamp: String(Number(good.timestamp) + 1) },
    ];
    for (const headers of bad) expect(reader(headers, body, now)).toEqual({ verdict: 'rejected', reason: 'signature' });
  });

  it('N2: is refused in plain text', () => {
    const body = Buffer.from(departure());
    expect(reader(headersFor(body), body, now)).toEqual({ verdict: 'rejected', reason: 'plaintext' });
  });

  it('N4: is refused when one byte or one space changed', () => {
    const body = push(departure());
    const headers = headersFor(body);
    expect(reader(headers, Buffer.concat([body, Buffer.from(' ')]), now)).toMatchObject({ verdict: 'rejected' });
  });

  it('N5, N6: is accepted for eight hours and five minutes ahead, and not beyond', () => {
    const body = push(departure());
    const at = (offset: number) => reader(headersFor(body, { at: now + offset }), body, now).verdict;
    expect([at(-7.2 * hour), at(-8 * hour + 1000), at(5 * 60_000 - 1000)]).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect([at(-8 * hour - 1000), at(5 * 60_000 + 1000)]).toEqual(['rejected', 'rejected']);
  });

  it('N7: is refused when digits move from the nonce into the timestamp', () => {
    const body = push(departure());
    const { timestamp, signature } = headersFor(body, { nonce: '7abc' });
    const shifted = { timestamp: `${timestamp}7`, nonce: 'abc', signature };
    expect(
      createHash('sha256').update(`${shifted.timestamp}${shifted.nonce}${encryptKey}`).update(body).digest('hex'),
    ).toBe(signature);
    expect(reader(shifted, body, now)).toMatchObject({ verdict: 'rejected' });
  });

  it('N9: is read from its sealed part only', () => {
    const forged = { header: { event_type: 'contact.user.deleted_v3' }, event: { object: { open_id: 'ou_victim' } } };
    const body = Buffer.from(JSON.stringify({ encrypt: encrypt(departure()), ...forged }));
    expect(reader(headersFor(body), body, now)).toMatchObject({ event: { openId: 'ou_1' } });
  });

  it('N11: tells nothing about why an unsigned text did not open', () => {
    const sealed = Buffer.from(encrypt(departure()), 'base64');
    const verdicts = new Set<string>();
    for (let last = 0; last < 256; last += 1) {
      sealed[sealed.length - 1] = last;
      const body = Buffer.from(JSON.stringify({ encrypt: sealed.toString('base64') }));
      verdicts.add(JSON.stringify(reader(nothing, body, now)));
    }
    expect([...verdicts]).toEqual(['{"verdict":"rejected","reason":"signature"}']);
  });

  it.each([
    ['', 'short'],
    ['AAAA', 'short'],
    ['%%%', 'no base64'],
    ['A'.repeat(50), 'odd length'],
  ])('N12: is refused when its sealed part is %p (%s)', (sealed) => {
    const body = Buffer.from(JSON.stringify({ encrypt: sealed }));
    expect(reader(headersFor(body), body, now)).toEqual({ verdict: 'rejected', reason: 'decryption' });
  });

  it('N18: is accepted with the old and the new key while one replaces the other', () => {
    const both = createEventReader({ appId, encryptKeys: ['new key', encryptKey], verificationToken });
    for (const key of ['new key', encryptKey]) {
      const body = Buffer.from(JSON.stringify({ encrypt: encrypt(departure(), key) }));
      expect(both(headersFor(body, { key }), body, now)).toMatchObject({ verdict: 'accepted' });
    }
  });

  it('N13: is nothing to us when it is about another app', () => {
    const body = push(departure({ header: { app_id: 'cli_0000000000000000' } }));
    expect(reader(headersFor(body), body, now)).toEqual({ verdict: 'ignored', reason: 'other_app' });
  });

  it('is refused when the token inside is another', () => {
    const body = push(departure({ header: { token: 'something-else-0001' } }));
    expect(reader(headersFor(body), body, now)).toEqual({ verdict: 'rejected', reason: 'token' });
  });
});

describe('An event pushed without encryption', () => {
  const plain = createEventReader({ appId, encryptKeys: [], verificationToken });

  it.each([undefined, '', verificationToken.slice(0, -1), `${verificationToken}x`, [verificationToken]])(
    'N3: is refused with the token %p',
    (token) => {
      expect(plain(nothing, Buffer.from(departure({ header: { token } })), now)).toMatchObject({ verdict: 'rejected' });
    },
  );

  it('N3: is accepted with the right token', () => {
    expect(plain(nothing, Buffer.from(departure()), now)).toMatchObject({ verdict: 'accepted' });
  });
});

describe('The check of the address', () => {
  const asked = (token: string) => JSON.stringify({ challenge: 'c-1', token, type: 'url_verification' });

  it('N10: is answered unsigned when its token is right, and refused when it is not', () => {
    expect(reader(nothing, push(asked(verificationToken)), now)).toEqual({ verdict: 'challenge', challenge: 'c-1' });
    expect(reader(nothing, push(asked('wrong-token-0001')), now)).toMatchObject({ verdict: 'rejected' });
    expect(
      reader(nothing, push(JSON.stringify({ type: 'url_verification', token: verificationToken })), now),
    ).toMatchObject({
      verdict: 'rejected',
    });
  });
});

describe('What an event says', () => {
  const judged = (text: string) => {
    const body = push(text);
    return reader(headersFor(body), body, now);
  };
  const updated = (status: object) =>
    judged(departure({ type: 'contact.user.updated_v3', object: { name: '张三', status } }));

  it.each([
    [{ is_frozen: true }, 'frozen'],
    [{ is_resigned: true }, 'resigned'],
    [{ is_exited: true }, 'resigned'],
  ])('F4: %j means that the person is out', (status, reason) => {
    expect(updated(status)).toMatchObject({ event: { kind: 'left', reason } });
  });

  it.each([
    [{ is_frozen: null, is_resigned: true }, 'resigned'],
    [{ is_frozen: {}, is_resigned: 'true' }, 'resigned'],
    [{ is_frozen: 'true' }, 'frozen'],
    [{ is_frozen: 'false', is_exited: 1 }, 'resigned'],
    [{ is_frozen: ['true'], is_resigned: false, is_exited: 'TRUE' }, 'resigned'],
  ])('F3: %j means so too: an odd neighbour hides no sign of leaving', (status, reason) => {
    expect(updated(status)).toMatchObject({ event: { kind: 'left', reason } });
  });

  it.each([{ is_frozen: 'false' }, { is_resigned: 0 }, { is_exited: null }, { is_frozen: 'no idea' }, null, 'true'])(
    '%j does not',
    (status) => {
      const text = departure({ type: 'contact.user.updated_v3', object: { name: '张三', status } });
      expect(judged(text)).toMatchObject({ event: { kind: 'changed' } });
    },
  );

  it('F3: somebody who is named by the developer’s id alone has left', () => {
    for (const open_id of [undefined, null, 7, '', 'ou\u0000']) {
      expect(judged(departure({ object: { open_id, name: 5 } }))).toMatchObject({
        verdict: 'accepted',
        event: { kind: 'left', openId: undefined, unionId: 'on_1', tenantKey: 't1' },
      });
    }
    const nobody = departure({ object: { open_id: null, union_id: 7 } });
    expect(judged(nobody)).toEqual({ verdict: 'ignored', reason: 'type' });
  });

  it('F3: an envelope with odd facts beside hides nobody’s leaving either', () => {
    const header = { tenant_key: null, create_time: now - 1000, token: verificationToken };
    expect(judged(departure({ header }))).toMatchObject({
      event: { kind: 'left', openId: 'ou_1', tenantKey: undefined, happenedAt: now - 1000 },
    });
  });

  it.each(['e\u0000', '\ud800', '', 'x'.repeat(300), null, undefined, 7])(
    'L6: an event id that no database could keep, %j, becomes one that tells it from others all the same',
    (event_id) => {
      const idOf = (header: object) => {
        const verdict = judged(departure({ header }));
        return verdict.verdict === 'accepted' ? verdict.event.id : verdict;
      };
      expect(idOf({ event_id })).toMatch(/^[0-9a-f]{64}$/);
      expect(idOf({ event_id })).toBe(idOf({ event_id }));
      expect(idOf({ event_id, create_time: String(now - 5_000) })).not.toBe(idOf({ event_id }));
    },
  );

  it('is a change of profile otherwise', () => {
    expect(updated({ is_activated: true })).toMatchObject({ event: { kind: 'changed', profile: { name: '张三' } } });
  });

  it('N14: is nothing to us when its type is unknown', () => {
    expect(judged(departure({ type: 'im.message.receive_v1' }))).toEqual({ verdict: 'ignored', reason: 'type' });
  });

  it.each([String(now), String(now * 1000), String(now / 1000)])(
    'N14: reads its time in whatever unit it comes: %s',
    (time) => {
      expect(judged(departure({ header: { create_time: time } }))).toMatchObject({ event: { happenedAt: now } });
    },
  );

  it('N14: happened at the latest now, so that no later sign-in or name is taken for an older one', () => {
    const tomorrow = String(now + 24 * hour);
    expect(judged(departure({ header: { create_time: tomorrow } }))).toMatchObject({ event: { happenedAt: now } });
    const older = departure({ header: { create_time: String(now - hour) } });
    expect(judged(older)).toMatchObject({ event: { happenedAt: now - hour } });
  });

  it('N14: is understood in the older envelope too', () => {
    const text = JSON.stringify({
      ts: `${now / 1000}.25`,
      uuid: 'u1',
      token: verificationToken,
      type: 'event_callback',
      event: {
        type: 'user_status_change',
        app_id: appId,
        tenant_key: 't1',
        open_id: 'ou_1',
        union_id: 'on_1',
        current_status: { is_resigned: true },
      },
    });
    expect(judged(text)).toMatchObject({ event: { id: 'u1', kind: 'left', reason: 'resigned' } });
  });

  it('F3, N14: is understood in the older envelope of somebody who left, which has no id of its own', () => {
    const text = JSON.stringify({
      ts: '1502199207.7171419',
      token: verificationToken,
      type: 'event_callback',
      event: {
        type: 'user_leave',
        app_id: appId,
        tenant_key: 't1',
        open_id: 'ou_1',
        employee_id: 'e',
        union_id: 'on_1',
      },
    });
    expect(judged(text)).toMatchObject({
      event: { kind: 'left', reason: 'deleted', openId: 'ou_1', unionId: 'on_1', happenedAt: 1_502_199_207_717 },
    });
  });

  it('shows the organisation’s address where there is no other', () => {
    const object = { name: '张三', email: '', enterprise_email: 'zhang@corp.example.com' };
    expect(judged(departure({ type: 'contact.user.updated_v3', object }))).toMatchObject({
      event: { profile: { email: 'zhang@corp.example.com' } },
    });
  });

  it('is believed unsigned and without a token where the connection says who sent it', () => {
    const sent = (facts: Parameters<typeof departure>[0] = {}) => JSON.parse(departure(facts));
    const unproved = sent({ header: { token: 'anything' } });
    expect(readSocketEvent(appId, unproved, now)).toMatchObject({
      verdict: 'accepted',
      event: { openId: 'ou_1', kind: 'left' },
    });
    expect(readSocketEvent('cli_other', sent(), now)).toEqual({ verdict: 'ignored', reason: 'other_app' });
    expect(readSocketEvent(appId, sent({ type: 'im.message.receive_v1' }), now)).toMatchObject({ verdict: 'ignored' });
    for (const nothing of [{}, null, 'text', { header: {} }, { challenge: 'x', type: 'url_verification' }]) {
      expect(readSocketEvent(appId, nothing, now)).toEqual({ verdict: 'rejected', reason: 'shape' });
    }
  });
});

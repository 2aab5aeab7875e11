import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zhangSan } from './fake-feishu.ts';
import type { Answer } from './request.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = { 'content-type': 'application/json' };

/** To an endpoint whose every refusal shows, without reaching Feishu, whether the body was taken. */
function post(body: string | Buffer, headers: Record<string, string> = json): Promise<Answer> {
  return world.send({ method: 'POST', url: '/api/v1/auth/refresh', headers, body });
}

async function codeOf(body: string | Buffer, headers: Record<string, string> = json): Promise<string | undefined> {
  return (await post(body, headers)).code;
}

/** A body that is in order: its token is unknown, and that is all there is to say against it. */
const good = '{"refresh_token":"x"}';
const accepted = 'unauthorized';

/** `good`, made `bytes` long. */
function padded(bytes: number): string {
  return good + ' '.repeat(bytes - good.length);
}

describe('the size of a body', () => {
  it('K1: may be 16 KB and not one byte more', async () => {
    expect(await codeOf(padded(16_384))).toBe(accepted);
    expect(await codeOf(padded(16_385))).toBe('payload_too_large');
    expect(await codeOf(padded(2_000_000))).toBe('payload_too_large');
  });

  it('K3: a hundred thousand nested objects are too large, twenty levels are enough', async () => {
    expect(await codeOf('{"a":'.repeat(100_000))).toBe('payload_too_large');
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const startedAt = performance.now();
    for (const levels of [21, 1_000, 8_000]) {
      const answer = await post(`{"refresh_token":"x","a":${nested(levels)}}`);
      expect([answer.status, answer.text.includes('nests deeper')]).toEqual([400, true]);
    }
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect((await post(`{"refresh_token":"x","a":${nested(19)}}`)).text).not.toContain('nests deeper');
  });

  it('K15: five hundred keys made to collide take no time', async () => {
    const keys = Array.from({ length: 500 }, (_, i) => `"${i * 65_536}":1`).join();
    const startedAt = performance.now();
    expect(await codeOf(`{${keys}}`)).toBe('invalid_request');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('the type of a body', () => {
  it.each([
    'application/json',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'application/json ; charset="utf-8"',
    'APPLICATION/JSON',
  ])('K4: %s is JSON', async (type) => {
    expect(await codeOf(good, { 'content-type': type })).toBe(accepted);
  });

  it.each([
    '',
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'application/json; charset=nonsense',
    'application/json; charset=utf-8; charset=utf-16',
    'application/json; boundary=x',
    'application/jsonp',
    'application/x-www-form-urlencoded',
    'text/plain',
    '*/*',
  ])('K4: %j is not', async (type) => {
    expect(await codeOf(good, type === '' ? {} : { 'content-type': type })).toBe('unsupported_media_type');
  });

  it('K4: a byte order mark is not JSON either', async () => {
    expect(await codeOf(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(good)]))).toBe(
      'unsupported_media_type',
    );
  });

  it.each(['gzip', 'br', 'deflate', 'identity', 'gzip, gzip', 'zstd'])(
    'K2: %s is not inflated: 415',
    async (encoding) => {
      const bomb = gzipSync(Buffer.alloc(2_000_000));
      expect(await codeOf(bomb, { ...json, 'content-encoding': encoding })).toBe('unsupported_media_type');
    },
  );
});

describe('the text of a body', () => {
  it.each([
    ['an over-long slash', [0xc0, 0xaf]],
    ['half a character', [0xe4, 0xbd]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a byte that is none', [0xff]],
    ['a code point beyond the last', [0xf4, 0x90, 0x80, 0x80]],
  ])('K5: %s is no UTF-8: 400', async (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"refresh_token":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect((await post(body)).text).toContain('not valid UTF-8');
  });

  it.each([
    '{"refresh_token":"\\ud800"}',
    '{"refresh_token":"\\u0000"}',
    '{"refresh_token":"x","\\udc00":1}',
    '{"refresh_token":["\\ud800"]}',
  ])('K5: %s holds text that is none: 400', async (body) => {
    expect((await post(body)).text).toContain('not valid Unicode');
  });

  it.each([
    '',
    ' ',
    '{',
    '{"a":1}}',
    "{'a':1}",
    '{a:1}',
    '{"a":1,}',
    'undefined',
    'NaN',
    '//x\n{}',
    '{"a":1}{"a":1}',
    '\u2028',
  ])('K8: %j is no JSON: 400', async (body) => {
    expect(await codeOf(body)).toBe('invalid_request');
  });

  it.each(['[]', '"x"', 'null', 'true', '7', '1e400', '-0', '9007199254740993', '[{"refresh_token":"x"}]'])(
    'K8: %s is not what was asked for: 400',
    async (body) => {
      expect(await codeOf(body)).toBe('invalid_request');
    },
  );

  it.each([
    '{"__proto__":{"polluted":true},"refresh_token":"x"}',
    '{"refresh_token":"x","a":{"b":{"__proto__":{"polluted":true}}}}',
    '{"constructor":{"prototype":{"polluted":true}},"refresh_token":"x"}',
    '{"\\u005f_proto__":{"polluted":true},"refresh_token":"x"}',
  ])('K6: %s reaches no prototype', async (body) => {
    expect((await post(body)).text).toContain('not JSON we accept');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(await codeOf(good)).toBe(accepted);
  });

  it('K6: nor do such names in queries, cookies and headers', async () => {
    for (const name of ['__proto__', 'constructor', '__proto__[polluted]', 'constructor.prototype.polluted']) {
      const url = `/auth/login?${encodeURIComponent(name)}=true`;
      const headers = { [name.replace(/[[\]]/g, '')]: 'true', cookie: `${name}=true; __Host-flt-${name}=true` };
      expect((await world.send({ url, headers })).status).toBe(302);
      expect((await world.send({ url: `/api/v1/me?${encodeURIComponent(name)}=true`, headers })).status).toBe(401);
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each([
    '{"refresh_token":"a","refresh_token":"b"}',
    '{"refresh_token":"a","refresh\\u005ftoken":"b"}',
    '{"refresh_token":"a" , "refresh_token" : "a"}',
    '{"refresh_token":"x","a":[{"b":1,"b":2}]}',
  ])('K7: %s names a key twice: 400', async (body) => {
    expect((await post(body)).text).toContain('same key twice');
  });

  it.each(['{"refresh_token":"\\":x\\":"}', '{"refresh_token":"\\\\"}', '{"refresh_token":"\\"a\\":1"}'])(
    'K7: %s does not',
    async (body) => {
      expect(await codeOf(body)).toBe(accepted);
    },
  );

  it('K7: a query parameter given twice is refused', async () => {
    const browser = await world.signedInBrowser();
    const answer = await browser.fetch('DELETE', '/api/v1/sessions?others=true&others=true');
    expect(answer.code).toBe('invalid_request');
    expect((await world.send({ url: '/auth/login?return_to=/a&return_to=/b' })).status).toBe(400);
  });
});

describe('a body where none is documented', () => {
  it('may be an empty object, and nothing else', async () => {
    const bearer = async () => ({ authorization: `Bearer ${(await world.gadget()).access_token}` });
    const logout = async (body: object | string, headers = {}) =>
      world.send({ method: 'POST', url: '/api/v1/auth/logout', headers: { ...(await bearer()), ...headers }, body });
    expect((await logout({})).status).toBe(204);
    expect((await logout({ all: true })).status).toBe(400);
    expect((await logout('[]', json)).status).toBe(400);
    expect((await logout(padded(20_000), json)).status).toBe(413);
  });

  it('K4: and with GET it is judged alike', async () => {
    const { access_token } = await world.gadget();
    const get = (body: string, type: string) => {
      const headers = { authorization: `Bearer ${access_token}`, 'content-type': type };
      return world.send({ url: '/api/v1/me', headers, body });
    };
    expect((await get('a=b', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await get('{"a":1}', 'application/json')).status).toBe(400);
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'text/plain' };
    expect((await world.send({ url: '/api/v1/me', headers })).status).toBe(200);
  });
});

it('B5: what a sign-in says about its device is text and nothing else', async () => {
  const submit = async (device: unknown) => {
    const body = { code: world.feishu.code(zhangSan), via: 'requestAccess', device };
    return (await world.send({ method: 'POST', url: '/api/v1/auth/gadget', body })).status;
  };
  expect(await submit({ platform: 'ios', model: 'iPhone', client_version: '7.1' })).toBe(200);
  expect(await submit({ platform: ['ios'] })).toBe(400);
  expect(await submit({ model: 'x'.repeat(201) })).toBe(400);
  expect(await submit('ios')).toBe(400);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { somebody } from './fake-feishu.ts';
import type { Answer } from './request.ts';
import { createWorld, type Me, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const metacharacters = [
  "' OR 1=1--",
  "'); DROP TABLE sessions;--",
  '" OR ""="',
  '\\',
  '%',
  '_',
  "x' UNION SELECT token_hash FROM sessions--",
  '$1',
  '?',
  '{{7*7}}',
];

/** An answer without what differs from one request to the next. */
function shape({ status, text, headers }: Answer): string {
  return `${status} ${text.replaceAll(headers['x-request-id'] ?? '-', '')}`;
}

describe('L1: text that means something to a database', () => {
  it.each(metacharacters)('L1: %s is text like any other, wherever it stands', async (text) => {
    const browser = await world.signedInBrowser(somebody());
    const ways: ((value: string) => Promise<Answer>)[] = [
      (value) => world.send({ method: 'POST', url: '/api/v1/auth/gadget', body: { code: value, via: 'login' } }),
      (value) => world.send({ method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token: value } }),
      (value) => world.send({ url: '/api/v1/me', headers: { authorization: `Bearer ${value}` } }),
      (value) => world.send({ url: '/api/v1/me', headers: { cookie: `__Host-fls=${value}` } }),
      (value) => browser.fetch('DELETE', `/api/v1/sessions/${encodeURIComponent(value)}`),
      (value) => world.send({ url: `/auth/callback?code=x&state=${encodeURIComponent(value)}` }),
      (value) => world.send({ url: `/api/v1/feishu/jsapi-config?url=${encodeURIComponent(value)}` }),
      (value) => world.send({ url: `/auth/login?scope=${encodeURIComponent(value)}` }),
    ];
    for (const way of ways) expect(shape(await way(text))).toBe(shape(await way('plain')));
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(200);
  });

  it.each(metacharacters)('L1, L7: %s in what a client says of itself is kept as it is', async (text) => {
    const who = somebody();
    const body = { code: world.feishu.code({ ...who, name: text }), via: 'requestAccess', device: { model: text } };
    const { access_token } = (await world.send({ method: 'POST', url: '/api/v1/auth/gadget', body })).json<{
      access_token: string;
    }>();
    const { user, session } = (await world.me({ access_token })).json<Me>();
    expect([user.name, session.device]).toEqual([text, text]);
  });
});

describe('L3: values that an ORM would take for operators', () => {
  const operators = [{ $ne: '' }, { _type: 'not', _value: '' }, [''], ['a', 'b'], { '': '' }, 7, true, null];
  it.each(operators)('L2, L3: %j instead of text is answered 400', async (value) => {
    const posts: [string, object][] = [
      ['gadget', { code: value, via: 'login' }],
      ['gadget', { code: 'x', via: value }],
      ['gadget', { code: 'x', via: 'login', device: { model: value } }],
      ['refresh', { refresh_token: value }],
      ['h5', { code: 'x', state: value, via: 'requestAccess' }],
      ['h5/start', { return_to: value }],
      ['qr/start', { return_to: value }],
    ];
    for (const [path, body] of posts) {
      const answer = await world.send({ method: 'POST', url: `/api/v1/auth/${path}`, body });
      expect([path, answer.code]).toEqual([path, 'invalid_request']);
    }
  });

  it('L5: nested names in a query are names like any other', async () => {
    const answer = await world.send({ url: '/api/v1/feishu/jsapi-config?url[role]=admin' });
    expect(answer.code).toBe('invalid_request');
  });
});

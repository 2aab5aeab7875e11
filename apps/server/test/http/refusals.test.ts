import { AuthError, type AuthErrorBody, authErrors, isAuthErrorCode } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { somebody } from './fake-feishu.ts';
import type { Asked } from './request.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const forPeople = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** What must never leave the server. */
const canary = 'canary-7f3a';

/** A server in which everything behind HTTP throws `error`. */
function broken(error: unknown): World {
  const fail = () => Promise.reject(error);
  return world.secondInstance({
    anyRefusal: true,
    ports: ({ feishu, store }) => ({
      feishu: { ...feishu, identify: fail, jsapiTicket: fail },
      store: {
        ...store,
        codes: { ...store.codes, claim: fail },
        attempts: { open: fail, consume: fail, finished: fail },
        sessions: { ...store.sessions, find: fail, refresh: fail, list: fail, end: fail, endOthers: fail },
        grants: { ...store.grants, find: fail, forget: fail },
      },
    }),
    app: { health: { draining: false, closing: false, check: fail } },
  });
}

const token = `fla_${'A'.repeat(43)}`;

/** Requests of which each reaches what is behind HTTP. */
const reaching: Asked[] = [
  { method: 'POST', url: '/api/v1/auth/gadget', body: { code: 'a-code', via: 'requestAccess' } },
  { method: 'POST', url: '/api/v1/auth/h5/start', body: {} },
  { method: 'POST', url: '/api/v1/auth/qr/start', body: {} },
  { url: '/api/v1/feishu/jsapi-config?url=https%3A%2F%2Flogin.example.com%2F' },
  { url: '/auth/login' },
  { url: '/auth/callback?code=a-code&state=a-state' },
  { url: '/readyz' },
];

describe('a refusal', () => {
  it('is JSON with its code, its status and the request’s id', async () => {
    const answers = [
      await world.send({ url: '/api/v1/me' }),
      await world.send({ url: '/nowhere' }),
      await world.send({ method: 'PUT', url: '/api/v1/me' }),
      await world.send({ url: '/api/v1/me', headers: { host: 'evil.example' } }),
      await world.send({ method: 'POST', url: '/api/v1/auth/gadget', body: { code: 7 } }),
      await world.send({ method: 'POST', url: '/api/v1/auth/gadget', body: 'x' }),
      await world.send({ method: 'POST', url: '/api/v1/auth/gadget', body: { code: 'x'.repeat(20_000) } }),
      await world.send({ method: 'POST', url: '/api/v1/auth/logout', headers: { origin: 'null' } }),
    ];
    for (const answer of answers) {
      const { error } = answer.json<AuthErrorBody>();
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(isAuthErrorCode(error.code) && authErrors[error.code]).toBe(answer.status);
      expect(error.request_id).toBe(answer.headers['x-request-id']);
      expect(error.message.length).toBeGreaterThan(10);
    }
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(answers.length);
  });

  it('A11: never repeats what was sent', async () => {
    const sent = '<script>alert(1)</script>';
    const asked: Asked[] = [
      { url: `/${encodeURIComponent(sent)}` },
      { url: `/api/v1/me?${encodeURIComponent(sent)}=${encodeURIComponent(sent)}`, headers: { authorization: sent } },
      { method: 'POST', url: '/api/v1/auth/gadget', body: { code: 'x', via: sent } },
      { url: `/auth/login?scope=${encodeURIComponent(sent)}`, headers: forPeople },
      { url: `/auth/callback?state=${encodeURIComponent(sent)}&code=${encodeURIComponent(sent)}`, headers: forPeople },
      { url: `/login?error=${encodeURIComponent(sent)}`, headers: forPeople },
    ];
    for (const request of asked) expect((await world.send(request)).text).not.toContain('alert');
  });

  it('G5: names unknown fields by their place, not by what somebody called them', async () => {
    const body = { code: 'x', via: 'requestAccess', [`${canary}<b>`]: 1 };
    const answer = await world.send({ method: 'POST', url: '/api/v1/auth/gadget', body });
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/json; charset=utf-8']);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each(['/auth/login?scope=x', '/auth/callback?code=x&state=x', '/?return_to=a&return_to=b', '/login?a=b&a=c'])(
    'is a page where people look: %s',
    async (url) => {
      const person = await world.send({ url, headers: forPeople });
      expect([person.status, person.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
      expect(person.text).toContain(`"request_id":"${person.headers['x-request-id']}"`);
      const program = await world.send({ url, headers: { accept: 'application/json' } });
      expect([program.status, program.code === undefined]).toEqual([400, false]);
      expect(person.headers.vary).toMatch(/\bAccept\b/);
    },
  );

  it('is a page for a mistyped address too, and JSON for whoever does not ask for a page', async () => {
    const ask = async (url: string, headers: Record<string, string>) =>
      (await world.send({ url, headers })).headers['content-type'];
    expect(await ask('/sign-in', forPeople)).toBe('text/html; charset=utf-8');
    expect(await ask('/sign-in', { accept: '*/*' })).toBe('application/json; charset=utf-8');
    expect(await ask('/sign-in', {})).toBe('application/json; charset=utf-8');
    for (const url of ['/api/v1/nowhere', '/feishu/events', '/assets/gone.js']) {
      expect(await ask(url, forPeople)).toBe('application/json; charset=utf-8');
    }
  });
});

describe('P2: an unexpected failure', () => {
  const secretive = Object.assign(new Error(`duplicate key in table users ${canary}`), {
    code: '23505',
    query: canary,
    parameters: [canary],
  });

  it.each(reaching.map((asked) => [`${asked.method ?? 'GET'} ${asked.url}`, asked] as const))(
    'P2: of %s is answered 500, the same for all, and tells nothing',
    async (_, asked) => {
      const answer = await broken(secretive).send(asked);
      expect([answer.status, answer.setCookies]).toEqual([500, []]);
      const everything = answer.text + JSON.stringify(answer.headers);
      expect(everything).not.toMatch(/canary|23505|duplicate|users|\bat |\.ts|node_modules|typeorm|sqlite/i);
      expect(everything).toContain('"code":"internal"');
    },
  );

  it.each([
    ['a text', canary],
    ['nothing', undefined],
    ['null', null],
    ['an object', { status: 404, expose: true, message: canary }],
  ])('P2: that is %s is answered the same', async (_, thrown) => {
    const answer = await broken(thrown).send({ url: '/readyz' });
    expect([answer.status, answer.code, answer.text.includes(canary)]).toEqual([500, 'internal', false]);
  });

  it('P3: with a cause keeps the cause for the log', async () => {
    const { failures, send } = broken(secretive);
    await send({ url: '/auth/login' });
    expect(failures.map(({ cause }) => cause)).toEqual([secretive]);
  });
});

describe('a failure that passes', () => {
  it.each(['upstream_unavailable', 'db_unavailable', 'overloaded', 'rate_limited', 'shutting_down'] as const)(
    '%s tells when to try again, and signs nobody out',
    async (code) => {
      for (const [retryAfter, expected] of [
        [undefined, '5'],
        [52, '52'],
      ] as const) {
        const details = retryAfter === undefined ? {} : { retryAfter };
        const failing = broken(new AuthError(code, 'Try again.', details));
        for (const asked of reaching) {
          const answer = await failing.send(asked);
          expect([answer.status, answer.headers['retry-after']]).toEqual([authErrors[code], expected]);
          if (retryAfter !== undefined && answer.code !== undefined) {
            expect(answer.json<AuthErrorBody>().error.retry_after).toBe(52);
          }
          expect(answer.setCookies).toEqual([]);
        }
      }
    },
  );

  it('O1: without the database a session is neither good nor bad: 503, never 401, and its cookie stays', async () => {
    const browser = await world.signedInBrowser(somebody());
    const { access_token } = await world.gadget(somebody());
    const failing = broken(new AuthError('db_unavailable', 'The database does not answer.'));
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
    for (const credential of [{ cookie }, { authorization: `Bearer ${access_token}` }]) {
      for (const url of ['/api/v1/me', '/api/v1/sessions']) {
        const answer = await failing.send({ url, headers: credential });
        expect([answer.status, answer.code, answer.setCookies]).toEqual([503, 'db_unavailable', []]);
      }
    }
    expect((await failing.send({ url: '/', headers: { cookie } })).status).toBe(503);
    expect((await failing.send({ url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
    expect((await failing.send({ url: '/healthz' })).status).toBe(200);
  });
});

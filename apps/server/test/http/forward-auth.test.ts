import { AuthError } from '@feishu-login/auth-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { zhangSan } from './fake-feishu.ts';
import type { Answer } from './request.ts';
import { createWorld, type Me, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const identity = ['user', 'name', 'email', 'open-id', 'union-id', 'tenant', 'session', 'departments', 'groups'].map(
  (name) => `x-auth-${name}`,
);

const verify = (headers: Record<string, string> = {}, url = '/auth/verify'): Promise<Answer> =>
  world.send({ url, headers });

async function signedIn(): Promise<{ cookie: string; bearer: string }> {
  const browser = await world.signedInBrowser();
  const { access_token } = await world.gadget();
  return { cookie: `__Host-fls=${browser.cookies.get('__Host-fls')}`, bearer: `Bearer ${access_token}` };
}

describe('a proxy that asks who sent a request', () => {
  it('is told the same person for the cookie and for a bearer token', async () => {
    const { cookie, bearer } = await signedIn();
    const { user, session } = (await world.send({ url: '/api/v1/me', headers: { cookie } })).json<Me>();
    const byCookie = await verify({ cookie });
    const byBearer = await verify({ authorization: bearer });

    expect([byCookie.status, byBearer.status, byCookie.text]).toEqual([200, 200, '']);
    expect(byCookie.headers).toMatchObject({
      'x-auth-user': user.id,
      'x-auth-name': encodeURIComponent('张三'),
      'x-auth-open-id': user.open_id,
      'x-auth-union-id': user.union_id,
      'x-auth-tenant': user.tenant_key,
      'x-auth-session': session.id,
      'cache-control': 'no-store',
    });
    expect(byBearer.headers['x-auth-user']).toBe(user.id);
    expect(byBearer.headers['x-auth-session']).not.toBe(session.id);
  });

  it('gets every header even where the platform left a fact out, so that a client’s own takes no place', async () => {
    const { unionId: _left, ...withoutUnionId } = zhangSan;
    const browser = await world.signedInBrowser(withoutUnionId);
    const answer = await verify({
      cookie: `__Host-fls=${browser.cookies.get('__Host-fls')}`,
      'x-auth-email': 'boss@x',
    });
    for (const name of identity) expect(answer.headers).toHaveProperty(name);
    expect(answer.headers['x-auth-email']).toBe('');
    expect(answer.headers['x-auth-union-id']).toBe('');
  });

  it('gets text that no header could carry as percent-encoded UTF-8', async () => {
    const browser = await world.signedInBrowser({ ...zhangSan, name: '张\u202e三 😀', email: '张三@例子.中国' });
    const { headers } = await verify({ cookie: `__Host-fls=${browser.cookies.get('__Host-fls')}` });
    expect(decodeURIComponent(headers['x-auth-email'] ?? '')).toBe('张三@例子.中国');
    expect(decodeURIComponent(headers['x-auth-name'] ?? '')).toContain('😀');
  });

  it('hears 401 without a session, and nothing about anybody', async () => {
    const { cookie } = await signedIn();
    await world.send({ method: 'POST', url: '/api/v1/auth/logout', headers: { cookie, origin: world.origin } });
    for (const headers of [{}, { cookie }, { authorization: 'Bearer fla_x' }, { accept: 'text/html' }]) {
      const answer = await verify(headers);
      expect([answer.status, answer.code]).toEqual([401, 'unauthorized']);
      for (const name of identity) expect(answer.headers).not.toHaveProperty(name);
    }
  });

  it('may ask with any method, by any name of this server and for a page of another origin', async () => {
    const { cookie } = await signedIn();
    const headers = { cookie, host: 'login:3000', origin: 'https://shop.example.com' };
    const answer = await world.send({ method: 'POST', url: '/auth/verify/orders?page=2', headers });
    expect(answer.status).toBe(200);
  });
});

it('an address that is no text is refused like any other', async () => {
  const { cookie } = await signedIn();
  for (const url of ['/auth/verify/%ff', '/auth/verify/a%00b', '/auth/verify/%']) {
    const answer = await world.send({ url, headers: { cookie } });
    expect([answer.status, answer.code]).toEqual([400, 'invalid_request']);
  }
});

it('costs what the check of a session costs: one look at the sessions, and no question to Feishu', async () => {
  const { cookie } = await signedIn();
  const asked: string[] = [];
  const noticing = <T extends object>(part: T, name = ''): T =>
    new Proxy(part, {
      get(target, key, receiver) {
        const value = Reflect.get(target, key, receiver);
        const path = `${name}.${String(key)}`;
        if (typeof value === 'function') asked.push(path);
        return typeof value === 'object' && value !== null ? noticing(value, path) : value;
      },
    });
  const counted = world.secondInstance({
    ports: ({ store, feishu }) => ({ store: noticing(store, 'store'), feishu: noticing(feishu, 'feishu') }),
  });
  const costOf = async (url: string) => {
    asked.length = 0;
    expect((await counted.send({ url, headers: { cookie } })).status).toBe(200);
    return [...asked];
  };
  expect(await costOf('/auth/verify')).toEqual(['store.sessions.find']);
  expect(await costOf('/api/v1/me')).toEqual(['store.sessions.find']);
});

describe('a navigation without a session, where the proxy asks for it', () => {
  const redirected = (headers: Record<string, string>, url = '/auth/verify?redirect=true') => verify(headers, url);

  it.each(['X-Forwarded-Uri', 'X-Original-URI'])(
    'is sent to sign in and comes back to the path in %s',
    async (name) => {
      const answer = await redirected({ [name]: '/orders?page=2', accept: 'text/html' });
      expect(answer.status).toBe(302);
      expect(answer.headers.location).toBe(
        `https://login.example.com/login?return_to=${encodeURIComponent('https://login.example.com/orders?page=2')}`,
      );
    },
  );

  it('comes back to the path behind ours, which is where Envoy puts it', async () => {
    const answer = await redirected({ accept: 'text/html' }, '/auth/verify/orders?redirect=true');
    expect(answer.headers.location).toContain(encodeURIComponent('https://login.example.com/orders'));
  });

  it('A8: never leads to a place that is not ours', async () => {
    for (const uri of ['//evil.example/x', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
      const answer = await redirected({ 'X-Forwarded-Uri': uri, 'X-Forwarded-Host': 'evil.example' });
      expect(new URL(answer.headers.location ?? '').searchParams.get('return_to')).toBe('https://login.example.com/');
    }
  });

  it.each([
    ['a script’s call', { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }],
    ['an image', { 'Sec-Fetch-Mode': 'no-cors' }],
    ['a form that was sent', { 'X-Forwarded-Method': 'POST' }],
    ['a program that takes JSON alone', { accept: 'application/json' }],
  ])('is not %s: that hears 401', async (_, headers) => {
    expect((await redirected({ 'X-Forwarded-Uri': '/orders', ...headers })).status).toBe(401);
  });

  it('is not what asks without naming a path, or without asking', async () => {
    expect((await redirected({})).status).toBe(401);
    expect((await verify({ 'X-Forwarded-Uri': '/orders' })).status).toBe(401);
  });
});

it('an ended session is refused at the very next question, on another instance too', async () => {
  const browser = await world.signedInBrowser();
  const cookie = `__Host-fls=${browser.cookies.get('__Host-fls')}`;
  const other = world.secondInstance();
  expect((await other.send({ url: '/auth/verify', headers: { cookie } })).status).toBe(200);
  await browser.fetch('POST', '/api/v1/auth/logout');
  expect((await other.send({ url: '/auth/verify', headers: { cookie } })).status).toBe(401);
});

it('O1: a database that is away is 503, never 401', async () => {
  const { cookie } = await signedIn();
  const away = world.secondInstance({
    ports: ({ store }) => ({
      store: {
        ...store,
        sessions: {
          ...store.sessions,
          find: () => Promise.reject(new AuthError('db_unavailable', 'The database does not answer.')),
        },
      },
    }),
  });
  expect((await away.send({ url: '/auth/verify?redirect=true', headers: { cookie } })).status).toBe(503);
});

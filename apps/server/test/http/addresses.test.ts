import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zhangSan } from './fake-feishu.ts';
import type { Asked } from './request.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

type Method = NonNullable<Asked['method']>;
const canary = 'canary-7f3a';

describe('methods and addresses', () => {
  it.each([
    ['/api/v1/me', 'HEAD, GET'],
    ['/api/v1/auth/logout', 'POST'],
    ['/api/v1/sessions', 'HEAD, GET, DELETE'],
    ['/api/v1/sessions/some-id', 'DELETE'],
    ['/auth/login', 'HEAD, GET'],
    ['/auth/callback', 'HEAD, GET'],
    ['/', 'HEAD, GET'],
    ['/healthz', 'HEAD, GET'],
    ['/readyz', 'HEAD, GET'],
    ['/assets/main-1a2b3c.js', 'HEAD, GET'],
  ])('K12: %s takes %s, and says so to every other method', async (url, allowed) => {
    const all: Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
    for (const method of all.filter((one) => !allowed.split(', ').includes(one))) {
      const answer = await world.send({ method, url, headers: { 'content-type': 'application/json' } });
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, allowed]);
    }
    const trace = await world.send({ method: 'TRACE' as Method, url, headers: { cookie: `x=${canary}` } });
    expect([trace.status, trace.text.includes(canary)]).toEqual([405, false]);
  });

  it.each([
    '/API/v1/me',
    '/api/v1/me/',
    '/api/V1/me',
    '/api/v1//me',
    '/api/v1/me;x',
    '/api/v1/me%2f',
    '/%61pi/v1/me',
    '/api/v1/m%65',
    '/Login',
    '/login/',
    '/auth/login/',
    '/AUTH/login',
    '/healthz/',
  ])('J9: %s is no twin of an address of ours', async (url) => {
    expect((await world.send({ url })).status).toBe(404);
  });

  it.each([
    '/.env',
    '/.git/config',
    '/package.json',
    '/src/main.ts',
    '/dist/main.js',
    '/dist/main.js.map',
    '/assets/main-1a2b3c.js.map',
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/',
    '/index.html',
    '/favicon.ico',
    '/debug',
    '/env',
    '/_emulator/state',
    '/server-status',
    '/admin',
  ])('P7, P10: there is nothing at %s', async (url) => {
    expect((await world.send({ url })).status).toBe(404);
  });

  it('P10: the API’s document is kept to ourselves where it is not wanted', async () => {
    const quiet = world.secondInstance({ app: { documentApi: false } });
    expect((await quiet.send({ url: '/openapi.json' })).status).toBe(404);
    expect((await world.send({ url: '/openapi.json' })).json()).toMatchObject({ openapi: '3.1.0' });
  });
});

describe('what machines ask', () => {
  it('P8: health says ok and not a word more', async () => {
    for (const url of ['/healthz', '/readyz']) {
      const answer = await world.send({ url });
      expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
    }
    const check = () => Promise.reject(new Error(`connect ECONNREFUSED ${canary}`));
    const unready = world.secondInstance({ app: { health: { draining: false, closing: false, check } } });
    const answer = await unready.send({ url: '/readyz' });
    expect([answer.status, /ECONN|canary/.test(answer.text)]).toEqual([500, false]);
  });

  it('P9: metrics are not served to anybody, on this machine neither, unless there is a token', async () => {
    for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '203.0.113.7']) {
      const answer = await world.send({ url: '/metrics', remoteAddress });
      expect([answer.status, answer.code]).toEqual([404, 'not_found']);
      const elsewhere = await world.send({ url: '/metrics', remoteAddress, headers: { host: 'anything.example' } });
      expect([elsewhere.status, elsewhere.code]).toEqual([421, 'misdirected_host']);
    }
  });

  it('P9: metrics are served to whoever shows the token, and to nobody else', async () => {
    const metricsToken = 'a-token-for-the-collector';
    const counting = world.secondInstance({
      app: { metrics: { text: async () => 'http_requests 7\n' }, metricsToken },
    });
    const ask = (authorization?: string) =>
      counting.send({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } });
    expect((await ask(`Bearer ${metricsToken}`)).text).toBe('http_requests 7\n');
    for (const wrong of [undefined, '', 'Bearer', metricsToken, `Bearer ${metricsToken}x`, `Basic ${metricsToken}`])
      expect((await ask(wrong)).status).toBe(404);
  });

  it('P1, P4: what is written down of a request is its path, never its query, and one id', async () => {
    const url = `/auth/callback?code=${canary}&state=${canary}`;
    const answer = await world.send({ url, headers: { authorization: canary, cookie: `a=${canary}` } });
    const written = world.answered.at(-1);
    expect(written).toMatchObject({ method: 'GET', path: '/auth/callback', status: 400, ip: '203.0.113.7' });
    expect(written?.request_id).toBe(answer.headers['x-request-id']);
    expect(JSON.stringify([world.answered, world.events])).not.toContain(canary);
  });

  it('an id that the client sends for its request is not taken over', async () => {
    const answer = await world.send({ url: '/healthz', headers: { 'x-request-id': canary } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('O7: while the server drains', () => {
  it('O7: it says it is not ready, answers all the same, and ends its connections', async () => {
    const health = { draining: true, closing: false, check: async () => undefined };
    const draining = world.secondInstance({ app: { health } });
    const headers = { accept: 'application/json' };
    const ready = await draining.send({ url: '/readyz', headers });
    expect([ready.status, ready.code, ready.headers['retry-after']]).toEqual([503, 'shutting_down', '2']);
    const { access_token: token } = await draining.gadget();
    const me = await draining.me({ access_token: token });
    expect([me.status, me.headers.connection]).toEqual([200, 'close']);
  });

  it('O7: it takes nothing new once it closes, and finishes what it has begun', async () => {
    const health = { draining: false, closing: false, check: async () => undefined };
    const draining = world.secondInstance({ app: { health } });
    const held = draining.feishu.hold();
    const exchanges = draining.feishu.asked.length;
    const body = { code: draining.feishu.code(zhangSan), via: 'requestAccess' };
    const underWay = draining.send({ method: 'POST', url: '/api/v1/auth/gadget', body });
    while (draining.feishu.asked.length === exchanges) await new Promise((resolve) => setTimeout(resolve, 1));
    health.draining = true;
    health.closing = true;

    for (const url of ['/readyz', '/api/v1/me', '/auth/login', '/']) {
      const answer = await draining.send({ url, headers: { accept: 'application/json' } });
      expect([url, answer.status, answer.code]).toEqual([url, 503, 'shutting_down']);
      expect([answer.headers['retry-after'], answer.headers.connection]).toEqual(['2', 'close']);
    }
    expect((await draining.send({ url: '/', headers: { accept: 'text/html' } })).text).toContain(
      '"code":"shutting_down"',
    );
    expect((await draining.send({ url: '/healthz' })).status).toBe(200);
    held();
    const finished = await underWay;
    expect([finished.status, finished.headers.connection]).toEqual([200, 'close']);
  });
});

import { api, type Endpoint, type Session } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { liSi, zhangSan } from './fake-feishu.ts';
import type { Asked } from './request.ts';
import type { TestBrowser } from './test-browser.ts';
import { createWorld, type Me, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const endpoints = (Object.keys(api) as Endpoint[]).map((endpoint) => {
  const [method, path = ''] = endpoint.split(' ') as [NonNullable<Asked['method']>, string];
  return { endpoint, method, url: path.replace(':id', 'some-id') };
});

/** Whoever adds an endpoint decides here whether strangers may use it. */
const publicEndpoints = [
  'POST /api/v1/auth/gadget',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/h5/start',
  'POST /api/v1/auth/h5',
  'POST /api/v1/auth/qr/start',
  'GET /api/v1/explanations',
  'GET /api/v1/feishu/jsapi-config',
];

interface ApiDocument {
  readonly paths: Record<string, Record<string, { readonly security: unknown[] }>>;
}

describe('G2: without a session', () => {
  it.each(endpoints)(
    'G2: $endpoint is refused unless it is documented as public',
    async ({ endpoint, method, url }) => {
      const answer = await world.send({ method, url, ...(method === 'POST' ? { body: {} } : {}) });
      if (publicEndpoints.includes(endpoint)) expect([200, 400]).toContain(answer.status);
      else expect([answer.status, answer.code]).toEqual([401, 'unauthorized']);
    },
  );

  it('G2: the API document names the same endpoints as public', async () => {
    const { paths } = (await world.send({ url: '/openapi.json' })).json<ApiDocument>();
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({
        endpoint: `${method.toUpperCase()} ${path.replace('{id}', ':id')}`,
        open: security.length === 0,
      })),
    );
    expect(operations.map(({ endpoint }) => endpoint).sort()).toEqual(Object.keys(api).sort());
    const open = operations.filter((operation) => operation.open).map(({ endpoint }) => endpoint);
    expect(open.sort()).toEqual([...publicEndpoints].sort());
  });
});

describe('G7: on every endpoint', () => {
  it.each(endpoints)('G7: $endpoint minds host, origin, type and size', async ({ method, url }) => {
    const browser = await world.signedInBrowser();
    const ask = async (headers: Record<string, string>, body?: string) => {
      const answer = await browser.send({ method, url, headers, ...(body === undefined ? {} : { body }) });
      return answer.code;
    };
    const own = { origin: world.origin, 'sec-fetch-site': 'same-origin' };
    expect(await ask({ ...own, host: 'evil.example' })).toBe('misdirected_host');
    if (method !== 'GET') {
      expect(await ask({ origin: 'https://evil.example' })).toBe('forbidden_origin');
      expect(await ask({ ...own, 'content-type': 'text/plain' }, '{}')).toBe('unsupported_media_type');
      const large = JSON.stringify({ code: 'x'.repeat(16 * 1024) });
      const code = await ask({ ...own, 'content-type': 'application/json' }, large);
      expect(code).toBe('payload_too_large');
    }
  });
});

describe('G1: who acts is decided by the credential alone', () => {
  const names = ['userId', 'user_id', 'uid', 'open_id', 'sub'];

  it('G1: naming another user in query, headers or body changes nothing', async () => {
    const victim = await world.gadget(liSi);
    const browser = await world.signedInBrowser(zhangSan);
    for (const name of names) {
      const { user } = victim;
      expect((await browser.fetch('GET', `/api/v1/me?${name}=${user.id}`)).code).toBe('invalid_request');
      const headers = { [`x-${name.replace('_', '-')}`]: user.id, 'x-user-id': user.open_id };
      expect((await browser.fetch('GET', '/api/v1/me', undefined, headers)).json<Me>().user.name).toBe('张三');
      const body = { [name]: user.id };
      expect((await browser.fetch('POST', '/api/v1/auth/logout', body)).code).toBe('invalid_request');
      expect((await world.send({ url: '/api/v1/me', headers })).status).toBe(401);
    }
    expect((await world.me(victim)).status).toBe(200);
  });

  it.each([
    { role: 'admin' },
    { is_admin: true },
    { status: 'active' },
    { tenant_key: 'tenant_2' },
    { expires_at: '2099-01-01T00:00:00Z' },
    { id: 'x' },
    { user: { id: 'x' } },
    { device: { platform: 'x', admin: true } },
  ])('G5: a sign-in with %j in its body is refused and its code not used', async (extra) => {
    const code = world.feishu.code(zhangSan);
    const asked = world.feishu.asked.length;
    const body = { code, via: 'requestAccess', ...extra };
    const answer = await world.send({ method: 'POST', url: '/api/v1/auth/gadget', body });
    expect([answer.code, world.feishu.asked.length]).toEqual(['invalid_request', asked]);
  });
});

describe('the list of devices', () => {
  const sessionsOf = async (browser: TestBrowser) =>
    (await browser.fetch('GET', '/api/v1/sessions')).json<{ sessions: Session[] }>().sessions;

  it('G3: another person’s session and a made-up one get the same answer, and nothing happens', async () => {
    const [mine, theirs] = [await world.signedInBrowser(zhangSan), await world.signedInBrowser(liSi)];
    const { session } = (await theirs.fetch('GET', '/api/v1/me')).json<Me>();
    const answers = [];
    for (const id of [session.id, '00000000-0000-4000-8000-000000000000', 'x', "'--"]) {
      const answer = await mine.fetch('DELETE', `/api/v1/sessions/${id}`);
      const { 'x-request-id': requestId = '' } = answer.headers;
      answers.push(`${answer.status} ${answer.text.replace(requestId, '')}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*not_found/);
    expect((await theirs.fetch('GET', '/api/v1/me')).status).toBe(200);
  });

  it.each(['%00', '%', '%ff', 'a%0d%0ab', '%1b%5b2J'])('K13, L6: %s in a path is answered 400', async (part) => {
    const browser = await world.signedInBrowser();
    expect((await browser.fetch('DELETE', `/api/v1/sessions/${part}`)).code).toBe('invalid_request');
  });

  it('F7: ends exactly the named session, or all others, never the asking one by the way', async () => {
    const person = { ...zhangSan, openId: 'ou_with_devices' };
    const [a, b, c] = [
      await world.signedInBrowser(person),
      await world.signedInBrowser(person),
      await world.signedInBrowser(person),
    ];
    const gadget = await world.gadget(person);
    const list = await sessionsOf(a);
    expect(list.filter(({ current }) => current)).toHaveLength(1);
    expect(list.map(({ kind }) => kind).sort()).toEqual(['browser', 'browser', 'browser', 'gadget']);

    const { session } = (await b.fetch('GET', '/api/v1/me')).json<Me>();
    const ended = await a.fetch('DELETE', `/api/v1/sessions/${session.id}`);
    expect([ended.status, ended.setCookies]).toEqual([204, []]);
    expect((await b.fetch('GET', '/api/v1/me')).status).toBe(401);
    expect((await c.fetch('GET', '/api/v1/me')).status).toBe(200);

    expect((await a.fetch('DELETE', '/api/v1/sessions')).code).toBe('invalid_request');
    expect((await a.fetch('DELETE', '/api/v1/sessions?others=false')).code).toBe('invalid_request');
    expect((await world.me(gadget)).status).toBe(200);
    expect((await a.fetch('DELETE', '/api/v1/sessions?others=true')).status).toBe(204);
    expect((await c.fetch('GET', '/api/v1/me')).status).toBe(401);
    expect((await world.me(gadget)).status).toBe(401);
    expect(await sessionsOf(a)).toHaveLength(1);
  });

  it('F7: ending one’s own session there signs out, cookie included', async () => {
    const browser = await world.signedInBrowser({ ...zhangSan, openId: 'ou_own' });
    const [session] = await sessionsOf(browser);
    const answer = await browser.fetch('DELETE', `/api/v1/sessions/${session?.id}`);
    expect(answer.setCookies[0]).toBe('__Host-fls=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure');
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(401);
  });
});

describe('T14: signatures for the client’s JSAPIs', () => {
  const ask = (url: string) => world.send({ url: `/api/v1/feishu/jsapi-config?url=${encodeURIComponent(url)}` });

  it('T14, T15: are given for our own pages, without their hash, each with a nonce of its own', async () => {
    const answers = [await ask('https://login.example.com/a?b=c#d'), await ask('https://login.example.com/a?b=c')];
    const configs = answers.map((answer) => answer.json<{ nonce_str: string; timestamp: number }>());
    expect(configs[0]).toMatchObject({ app_id: 'cli_a1b2c3d4e5f60718', timestamp: world.clock.now() });
    expect(configs[0]?.nonce_str).not.toBe(configs[1]?.nonce_str);
    expect(answers[0]?.text).not.toContain('ticket-of-the-app');
  });

  it.each([
    'https://evil.example/',
    'https://login.example.com@evil.example/',
    'https://user:secret@login.example.com/',
    'https://login.example.com.evil.example/',
    'https://login.example.com:8443/',
    'http://login.example.com/',
    '//login.example.com/',
    'blob:https://login.example.com/x',
    'javascript:alert(1)',
    '/page',
    'https://[::1',
  ])('T14: are refused for %s, and no ticket is fetched', async (url) => {
    const tickets = world.feishu.tickets();
    expect((await ask(url)).code).toBe('forbidden_origin');
    expect(world.feishu.tickets()).toBe(tickets);
  });

  it('K7: are refused for an address given twice or not at all', async () => {
    const own = encodeURIComponent('https://login.example.com/');
    expect((await world.send({ url: `/api/v1/feishu/jsapi-config?url=${own}&url=${own}` })).code).toBe(
      'invalid_request',
    );
    expect((await world.send({ url: '/api/v1/feishu/jsapi-config' })).code).toBe('invalid_request');
    expect((await world.send({ url: `/api/v1/feishu/jsapi-config?url=${own}&__proto__=x` })).code).toBe(
      'invalid_request',
    );
  });
});

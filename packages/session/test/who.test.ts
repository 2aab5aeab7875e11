import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSession, isSignInError, type Session } from '../src/index.ts';
import { cookie, createSignInServer, refusal, token } from './sign-in-server.ts';

let server: Awaited<ReturnType<typeof createSignInServer>>;
let session: Session;
beforeEach(async () => {
  server = await createSignInServer();
  session = createSession({ serverUrl: server.url });
});
afterEach(() => server.close());

const bearer = { authorization: `Bearer ${token}` };

async function failure(
  asking: Promise<unknown>,
): Promise<{ code: string; status: number; retryAfter: string | undefined }> {
  const error = await asking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isSignInError(error)) throw new Error(`no SignInError, but ${error}`);
  return { code: error.code, status: error.status, retryAfter: error.headers['Retry-After'] };
}

describe('Asking who sent a request', () => {
  it('names the person, for the cookie and for a bearer token, in Node’s headers and in those of Fetch', async () => {
    const zhangSan = {
      user: {
        id: 'user-1',
        name: '张三',
        email: 'zhangsan@example.com',
        open_id: 'ou_1',
        union_id: null,
        tenant_key: 't1',
      },
      organisation: { departments: ['od-2', 'od-1'], groups: ['g,1'], complete: true },
      session_id: 'session-1',
    };
    for (const headers of [{ cookie }, bearer, new Headers({ cookie }), new Headers(bearer)])
      expect(await session.who(headers)).toEqual(zhangSan);
  });

  it('says when somebody is in more groups than an answer has room for', async () => {
    const identity = { 'X-Auth-User': 'user-1', 'X-Auth-Open-Id': 'ou_1', 'X-Auth-Session': 'session-1' };
    server.answers.push({ status: 200, headers: { ...identity, 'X-Auth-Groups': 'g1,g2,...' } });
    expect((await session.who(bearer))?.organisation).toEqual({
      departments: [],
      groups: ['g1', 'g2'],
      complete: false,
    });
  });

  it('says undefined when the server knows nobody, and asks nobody where nothing was shown', async () => {
    expect(await session.who({ cookie: '__Host-fls=fls_over' })).toBeUndefined();
    expect(await session.who({})).toBeUndefined();
    expect(await session.who({ cookie: 'theme=dark', authorization: 'Basic eA==' })).toBeUndefined();
    expect(server.asked).toHaveLength(1);
  });

  it('sends on the sign-in server’s own cookie or token and nothing else of the request', async () => {
    await session.who({
      cookie: `theme=dark; ${cookie}; other-session=secret`,
      authorization: 'Bearer another-system',
      'x-forwarded-for': '203.0.113.7',
      'x-secret': 'secret',
      origin: 'https://app.example.com',
    });
    const { url, method, headers } = server.asked[0] ?? {};
    expect([method, url]).toEqual(['GET', '/auth/verify']);
    expect(headers).toMatchObject({ cookie });
    for (const name of ['authorization', 'x-forwarded-for', 'x-secret', 'origin'])
      expect(headers).not.toHaveProperty(name);
  });

  it('keeps a path in front of the server’s addresses', async () => {
    await createSession({ serverUrl: `${server.url}/sign-in` }).who(bearer);
    expect(server.asked[0]?.url).toBe('/sign-in/auth/verify');
  });
});

describe('A server that does not say who it is', () => {
  it('is an outage, never “not signed in”', async () => {
    server.answers.push(
      refusal(503, 'db_unavailable', { 'Retry-After': '7' }),
      refusal(500, 'internal'),
      { status: 401, body: 'Proxy login required' },
      { status: 401, body: '{"error":"unauthorized"}' },
      { status: 404, body: 'no such page' },
      { status: 302, headers: { Location: '/login' } },
      { status: 200, body: '<title>Hotel WiFi</title>' },
    );
    const failures = [];
    for (let i = 0; i < 7; i++) failures.push(await failure(session.who(bearer)));
    expect(failures[0]).toEqual({ code: 'unavailable', status: 503, retryAfter: '7' });
    expect(failures.slice(1)).toEqual(Array(6).fill({ code: 'unavailable', status: 503, retryAfter: '1' }));
  });

  it('is an outage when it is away, and when it takes longer than allowed', async () => {
    server.answers.push('never');
    const impatient = createSession({ serverUrl: server.url, timeoutMs: 50 });
    expect(await failure(impatient.who(bearer))).toMatchObject({ code: 'unavailable', status: 503 });
    await server.close();
    expect(await failure(session.who(bearer))).toMatchObject({ code: 'unavailable', status: 503 });
  });

  it('refuses a request that names two people as the request’s own fault', async () => {
    server.answers.push(refusal(400, 'invalid_request'));
    expect(await failure(session.who({ ...bearer, cookie }))).toMatchObject({ code: 'invalid_request', status: 400 });
  });
});

describe('Answers used again', () => {
  it('are none unless somebody wants it', async () => {
    await session.who(bearer);
    await session.who(bearer);
    expect(server.asked).toHaveLength(2);
  });

  it('serve the same sign-in for as long as was said, and no other', async () => {
    const cached = createSession({ serverUrl: server.url, cacheMs: 200 });
    const [first, second] = await Promise.all([cached.who(bearer), cached.who(bearer)]);
    expect([first?.user.id, second?.user.id]).toEqual(['user-1', 'user-1']);
    expect(await cached.who({ authorization: 'Bearer fla_somebody-else' })).toBeUndefined();
    expect(server.asked).toHaveLength(2);
    server.answers.push(refusal(401, 'unauthorized'));
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await cached.who(bearer)).toBeUndefined();
  });

  it('are never an outage’s', async () => {
    const cached = createSession({ serverUrl: server.url, cacheMs: 1000 });
    server.answers.push(refusal(503, 'overloaded'));
    expect(await failure(cached.who(bearer))).toMatchObject({ code: 'unavailable' });
    expect(await cached.who(bearer)).toMatchObject({ session_id: 'session-1' });
  });
});

it.each([
  [{ serverUrl: 'login.example.com' }, /serverUrl is "login\.example\.com"/],
  [{ serverUrl: 'ftp://login.example.com' }, /serverUrl/],
  [{ serverUrl: 'https://x.example', cacheMs: 1001 }, /cacheMs is 1001; it must be from 0 \(none\) to 1000/],
  [{ serverUrl: 'https://x.example', cacheMs: -1 }, /cacheMs/],
  [{ serverUrl: 'https://x.example', timeoutMs: 0 }, /timeoutMs is 0/],
])('What cannot work is refused at once: %o', (options, message) => {
  expect(() => createSession(options)).toThrow(message);
});

import { AuthError } from '@feishu-login/auth-types';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { mintToken } from '../../src/auth/token.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import { somebody } from './fake-feishu.ts';
import type { Answer } from './request.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** An instance with counters of its own. */
function limited(failuresPerMinute: number, requestsPerMinute = 10_000): World {
  return world.secondInstance({ app: { rateLimits: { failuresPerMinute, requestsPerMinute } } });
}

function submit(server: World, code: string, remoteAddress?: string): Promise<Answer> {
  const from = remoteAddress === undefined ? {} : { remoteAddress };
  return server.send({ method: 'POST', url: '/api/v1/auth/gadget', body: { code, via: 'login' }, ...from });
}

describe('sign-in attempts of one address', () => {
  it.each([
    ['one after the other', false],
    ['all at once', true],
  ])('J1: ten that fail, %s, are looked at, and not one more', async (how, atOnce) => {
    const server = limited(10);
    const before = world.feishu.asked.length;
    const guess = (i: number) => submit(server, `guess ${how} ${i}`);
    const answers: Answer[] = [];
    if (atOnce) answers.push(...(await Promise.all(Array.from({ length: 60 }, (_, i) => guess(i)))));
    else for (let i = 0; i < 60; i += 1) answers.push(await guess(i));

    const refused = answers.filter(({ code }) => code === 'rate_limited');
    expect([answers.length - refused.length, world.feishu.asked.length - before]).toEqual([10, 10]);
    for (const answer of refused) {
      const seconds = Number(answer.headers['retry-after']);
      expect([answer.status, seconds > 0 && seconds <= 60]).toEqual([429, true]);
      expect(answer.json()).toMatchObject({ error: { retry_after: seconds } });
    }
  });

  it('are not sign-outs, however many come without a session', async () => {
    const server = limited(3);
    for (const which of ['', '/everywhere', '/feishu', '', '/everywhere']) {
      const url = `/api/v1/auth/logout${which}`;
      expect((await server.send({ method: 'POST', url, body: {} })).status).toBe(401);
    }
    expect((await server.send({ url: '/auth/login' })).status).toBe(302);
  });

  it('J1: count together, whichever way they take', async () => {
    const server = limited(5);
    const ways = [
      () => submit(server, 'guess'),
      () => server.send({ method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token: 'guess' } }),
      () => server.send({ url: '/auth/callback?code=x&state=guess' }),
      () =>
        server.send({
          method: 'POST',
          url: '/api/v1/auth/h5',
          body: { code: 'x', state: 'guess', via: 'requestAccess' },
        }),
      () => server.send({ method: 'POST', url: '/api/v1/auth/gadget', body: {} }),
    ];
    for (const way of ways) expect([400, 401]).toContain((await way()).status);
    for (const way of ways) expect((await way()).status).toBe(429);
    expect((await server.send({ url: '/auth/login' })).status).toBe(429);
    expect((await server.send({ url: '/api/v1/me' })).status).toBe(401);
  });

  it('J5: that succeed are not counted: a whole company may sign in from one address', async () => {
    const server = limited(5);
    for (let i = 0; i < 60; i += 1) expect((await submit(server, world.feishu.code(somebody()))).status).toBe(200);
  });

  it('J5: that are all under way leave room as soon as they succeed, and whoever comes too early waits seconds', async () => {
    const server = limited(5);
    const release = world.feishu.hold();
    const asked = world.feishu.asked.length;
    const underWay = Array.from({ length: 5 }, () => submit(server, world.feishu.code(somebody())));
    while (world.feishu.asked.length < asked + 5) await new Promise((resolve) => setImmediate(resolve));
    const early = await submit(server, world.feishu.code(somebody()));
    expect([early.status, early.headers['retry-after']]).toEqual([429, '2']);
    release();
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await submit(server, world.feishu.code(somebody()))).status).toBe(200);
  });

  it('J5: beyond what an address may send at all take nothing from what it may get wrong', async () => {
    let consumed = 0;
    const shared = (_: string, points: number) => {
      const limiter = new RateLimiterMemory({ points, duration: 60 });
      const consume = limiter.consume.bind(limiter);
      return Object.assign(limiter, {
        consume: (key: string) => {
          consumed += 1;
          return consume(key);
        },
      });
    };
    const server = world.secondInstance({
      app: { rateLimits: { failuresPerMinute: 3, requestsPerMinute: 10, shared } },
    });
    for (let i = 0; i < 30; i += 1) await server.send({ url: '/auth/login' });
    expect(consumed).toBe(10);
  });

  it('J5: that Feishu’s or our own trouble spoils are not counted either', async () => {
    const server = limited(2);
    for (const code of ['upstream_unavailable', 'db_unavailable', 'code_retry', 'internal'] as const) {
      const answer = await submit(server, world.feishu.code(new AuthError(code, 'Not your fault.')));
      expect(answer.code).toBe(code);
    }
    expect((await submit(server, world.feishu.code(somebody()))).status).toBe(200);
  });

  it('J5: with tokens of ours that are over are not counted: an office may come back from a long holiday', async () => {
    const server = limited(3);
    const refresh = (refresh_token: string) =>
      server.send({ method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token } });
    for (let i = 0; i < 30; i += 1) expect((await refresh(mintToken('flr').value)).code).toBe('unauthorized');
    expect((await submit(server, world.feishu.code(somebody()))).status).toBe(200);
    const noTokens = ['guess', mintToken('fla').value, `${mintToken('flr').value.slice(0, -1)}!`];
    for (const guess of noTokens) expect((await refresh(guess)).code).toBe('unauthorized');
    expect((await refresh(mintToken('flr').value)).code).toBe('rate_limited');
  });

  it('A18: are bounded even when each of them works', async () => {
    const server = limited(1_000, 20);
    const statuses = [];
    for (let i = 0; i < 25; i += 1) statuses.push((await server.send({ url: '/auth/login' })).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 302), ...Array.from({ length: 5 }, () => 429)]);
  });

  it('J3: of one IPv6 network are one address’s, and of IPv4 in IPv6 clothes IPv4’s', async () => {
    const server = limited(3);
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2::2:3', '2001:db8:1:2:ffff:ffff:ffff:ffff']) {
      expect((await submit(server, 'guess', address)).status).toBe(401);
    }
    expect((await submit(server, 'guess', '2001:0db8:0001:0002::99')).status).toBe(429);
    expect((await submit(server, 'guess', '2001:db8:1:3::1')).status).toBe(401);
    for (const address of ['198.51.100.9', '::ffff:198.51.100.9', '198.51.100.9']) {
      expect((await submit(server, 'guess', address)).status).toBe(401);
    }
    expect((await submit(server, 'guess', '::ffff:198.51.100.9')).status).toBe(429);
  });

  it('leave one line in the log for each address that was refused, however often', async () => {
    const server = limited(3, 5);
    for (const address of ['198.51.100.1', '198.51.100.2']) {
      await Promise.all(Array.from({ length: 30 }, () => submit(server, 'guess', address)));
      await submit(server, 'guess', address);
    }
    await submit(server, 'guess', '198.51.100.3');
    const refused = server.events.filter(({ reason }) => reason === 'rate_limited');
    expect(refused).toEqual([
      { name: 'login.denied', reason: 'rate_limited' },
      { name: 'login.denied', reason: 'rate_limited' },
    ]);
  });

  it('J10: lock nobody else out', async () => {
    const server = limited(1);
    await submit(server, 'guess', '198.51.100.1');
    expect((await submit(server, 'guess', '198.51.100.1')).status).toBe(429);
    expect((await submit(server, world.feishu.code(somebody()), '198.51.100.2')).status).toBe(200);
  });

  it('J9: no spelling of an address leads past the count', async () => {
    const server = limited(1);
    await submit(server, 'guess');
    for (const url of [
      '/api/v1/auth/gadget/',
      '/API/v1/auth/gadget',
      '/api/v1/auth/gadget;x',
      '/api/v1/auth/g%61dget',
    ]) {
      const answer = await server.send({ method: 'POST', url, body: { code: 'guess', via: 'login' } });
      expect([404, 429]).toContain(answer.status);
    }
  });
});

describe('a minute of sign-in attempts', () => {
  afterEach(() => void jest.useRealTimers());

  it('J1: attempts held open over its end make no room in the next', async () => {
    jest.useFakeTimers();
    const allowed = 5;
    const { guard } = createRateLimit(
      { event: () => undefined },
      { failuresPerMinute: allowed, requestsPerMinute: 10_000 },
    );
    const outcome = (work: () => Promise<unknown>) =>
      guard('198.51.100.1', work).then(
        () => 'ok',
        (error: AuthError) => error.code,
      );
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await outcome(() => Promise.reject(new AuthError('code_invalid', 'No.')));
    jest.advanceTimersByTime(50_000);
    const underWay = Array.from({ length: allowed - 1 }, () => outcome(() => held));
    await jest.advanceTimersByTimeAsync(10_500);
    release();
    expect(await Promise.all(underWay)).toEqual(Array.from({ length: allowed - 1 }, () => 'ok'));

    const guesses = [];
    for (let i = 0; i < 3 * allowed; i += 1)
      guesses.push(await outcome(() => Promise.reject(new AuthError('code_invalid', 'No.'))));
    expect(guesses.filter((code) => code === 'code_invalid')).toHaveLength(allowed);
  });
});

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { approved, withQuery } from './approved.ts';
import { liSi, zhangSan } from './fake-feishu.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ settings: { scopes: ['contact:user.base:readonly'] } });
});
afterEach(() => world.close());

describe('the way to Feishu', () => {
  it('A9: carries an S256 challenge that differs each time, while the verifier shows up nowhere but at the exchange', async () => {
    const browser = world.browser();
    const first = await browser.open('/auth/login');
    const second = await browser.open('/auth/login');
    const [a, b] = [first, second].map(({ location }) => new URL(location ?? '').searchParams);
    expect(a?.get('code_challenge_method')).toBe('S256');
    expect(a?.get('code_challenge')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(a?.get('code_challenge')).not.toBe(b?.get('code_challenge'));

    const answer = await browser.open(world.feishu.approve(second.location ?? '', zhangSan));
    const verifier = world.feishu.asked[0]?.codeVerifier ?? '';
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(b?.get('code_challenge'));
    expect(JSON.stringify([first, second, answer, [...browser.cookies]])).not.toContain(verifier);
  });

  it('A9: a code brought in from another attempt does not fit the verifier: 401, and nobody is signed in', async () => {
    const [attacker, victim] = [world.browser(), world.browser()];
    const stolen = new URL(await approved(world, attacker)).searchParams.get('code') ?? '';
    const own = await approved(world, victim, liSi);

    const answer = await victim.open(withQuery(own, { code: stolen }));
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('"code":"code_invalid"');
    expect((await victim.fetch('GET', '/api/v1/me')).status).toBe(401);
  });

  it('A12: five tabs finish in any order, a sixth makes the oldest give way', async () => {
    const browser = world.browser();
    const callbacks: string[] = [];
    for (let i = 0; i < 6; i += 1) callbacks.push(await approved(world, browser));
    expect(browser.cookies.size).toBe(5);
    expect([...browser.cookies].map((pair) => pair.join('=')).join('; ').length).toBeLessThan(4096);

    const [oldest = '', ...others] = callbacks;
    for (const callback of others.reverse()) expect((await browser.open(callback)).status).toBe(303);
    const exchanges = world.feishu.asked.length;
    await browser.fetch('POST', '/api/v1/auth/logout');
    expect((await browser.open(oldest)).status).toBe(400);
    expect(world.feishu.asked).toHaveLength(exchanges);
  });

  it('A12: making room touches no cookie but attempts of ours', async () => {
    const browser = world.browser();
    const planted = ['', 'x y', '../..', 'ABCDEF01', '000000000', 'é', '"'].map((end) => `__Host-flt-${end}`);
    for (const name of planted) browser.setCookie(name, 'x');
    const { setCookies } = await browser.open('/auth/login');
    expect(setCookies).toHaveLength(1);
    expect(setCookies[0]).toMatch(/^__Host-flt-[0-9a-f]{8}=flt_/);
  });

  it('A12: three hundred that somebody left behind make no answer longer than five need, and are gone in time', async () => {
    const browser = world.browser();
    const other = world.browser();
    await other.open('/auth/login');
    const token = [...other.cookies.values()][0] ?? '';
    for (let i = 0; i < 300; i += 1) browser.setCookie(`__Host-flt-${i.toString(16).padStart(8, '0')}`, token);
    const longest = 5 * `__Host-flt-00000000=${token}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure`.length;
    while (browser.cookies.size > 5) {
      const before = browser.cookies.size;
      const { status, setCookies } = await browser.open('/auth/login');
      expect([status, setCookies.join('').length <= longest]).toEqual([302, true]);
      expect(browser.cookies.size).toBeLessThan(before);
    }
  });

  it.each(['/auth/login', '/auth/callback?code=x&state=x'])(
    'A17, J10: a page full of pictures of %s, or of frames, takes nothing from its visitors’ address',
    async (url) => {
      const limited = world.secondInstance({ app: { rateLimits: { failuresPerMinute: 3, requestsPerMinute: 5 } } });
      const picture = { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site' };
      const frame = { ...picture, 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' };
      const loaded = (headers: Record<string, string>) => limited.send({ url, headers });
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => [picture, frame, { 'sec-purpose': 'prefetch' }].map(loaded)).flat(),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
      expect((await limited.browser().open('/auth/login')).status).toBe(302);
    },
  );

  it('A17, J10: addresses that no sign-in takes are no attempts, however often a page asks for them', async () => {
    const limited = world.secondInstance({ app: { rateLimits: { failuresPerMinute: 3, requestsPerMinute: 5 } } });
    for (let i = 0; i < 10; i += 1) expect((await limited.send({ url: '/api/v1/auth/gadget' })).status).toBe(405);
    expect((await limited.browser().open('/auth/login')).status).toBe(302);
  });

  it('A17: a frame starts a sign-in only where somebody may frame our pages', async () => {
    const headers = { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' };
    const framed = world.secondInstance({ app: { frameAncestors: ['http://localhost:4000'] } });
    expect((await framed.send({ url: '/auth/login', headers })).status).toBe(302);
    expect((await world.send({ url: '/auth/login', headers })).status).toBe(403);
  });

  it.each([
    ['an image', { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }],
    ['a script', { 'sec-fetch-dest': 'script' }],
    ['an object', { 'sec-fetch-dest': 'object' }],
    ['a fetch', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' }],
    ['a request without a destination that is no navigation', { 'sec-fetch-mode': 'no-cors' }],
    ['a prefetch', { purpose: 'prefetch' }],
    ['a prefetch of today', { 'sec-purpose': 'prefetch;prerender' }],
    ['an old Firefox’s prefetch', { 'x-moz': 'prefetch' }],
  ] as [string, Record<string, string>][])('A17: a sign-in is not started by %s', async (_, headers) => {
    const answer = await world.send({ url: '/auth/login', headers });
    expect([answer.status, answer.setCookies, answer.headers.location]).toEqual([403, [], undefined]);
  });

  it('A17: a client that says nothing about its request may start a sign-in', async () => {
    expect((await world.send({ url: '/auth/login' })).status).toBe(302);
  });

  it('G8: only configured scopes reach Feishu, each once', async () => {
    const scopeOf = async (query: string) => {
      const { status, headers } = await world.send({ url: `/auth/login${query}` });
      return status === 302 ? new URL(headers.location ?? '').searchParams.get('scope') : status;
    };
    expect(await scopeOf('')).toBeNull();
    expect(await scopeOf('?scope=contact:user.base:readonly%20contact:user.base:readonly')).toBe(
      'contact:user.base:readonly',
    );
    expect(await scopeOf('?scope=contact:user.base:readonly%20im:message')).toBe(400);
  });
});

describe('Feishu sends the browser back without a code', () => {
  it('A10: a refusal leads to the sign-in page and ends the attempt', async () => {
    const browser = world.browser();
    const callback = await approved(world, browser);
    const state = new URL(callback).searchParams.get('state') ?? '';

    const refused = await browser.open(`/auth/callback?error=access_denied&state=${state}`);
    expect(refused.location).toBe('https://login.example.com/login?error=access_denied');
    expect(browser.cookies.size).toBe(0);
    const page = await browser.open(refused.location ?? '');
    expect([page.status, page.text.includes('"code":"access_denied"')]).toEqual([200, true]);
    expect((await browser.open(callback)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
  });

  it('keeps where whoever refused wanted to go, for when they think better of it', async () => {
    const browser = world.browser();
    const { location } = await browser.open(`/auth/login?return_to=${encodeURIComponent('/?from=a')}`);
    const state = new URL(location ?? '').searchParams.get('state') ?? '';
    const refused = await browser.open(`/auth/callback?error=access_denied&state=${state}`);
    expect(new URL(refused.location ?? '').searchParams.get('return_to')).toBe('https://login.example.com/?from=a');
    const page = await browser.open(refused.location ?? '');
    expect(page.text).toContain('"return_to":"https://login.example.com/?from=a"');
  });

  it('A10: a refusal with a state of another browser is answered 400 and ends nothing', async () => {
    const [owner, stranger] = [world.browser(), world.browser()];
    const callback = await approved(world, owner);
    const state = new URL(callback).searchParams.get('state') ?? '';
    expect((await stranger.open(`/auth/callback?error=access_denied&state=${state}`)).status).toBe(400);
    expect((await owner.open(callback)).status).toBe(303);
  });

  it.each([
    ['HTML', '<script>alert(1)</script>'],
    ['a line break', 'x\r\nSet-Cookie: a=b'],
    ['an emoji', '🤷‍♂️'],
    ['10 KB', 'e'.repeat(10_240)],
    ['the end of a script element', '</script><img src=x onerror=alert(1)>'],
  ])('A11: an error with %s in it ends the attempt on a failure page that does not repeat it', async (_, error) => {
    for (const accept of ['text/html', 'application/json']) {
      const browser = world.browser();
      const { location } = await browser.open('/auth/login');
      const state = new URL(location ?? '').searchParams.get('state') ?? '';
      const query = new URLSearchParams({ error, error_description: error, state });

      const answer = await browser.open(`/auth/callback?${query}`, { accept });
      expect([answer.status, answer.headers['content-type']]).toEqual([400, `${accept}; charset=utf-8`]);
      expect(answer.text).not.toContain(JSON.stringify(error.slice(0, 20)).slice(1, -1));
      expect(answer.text).not.toContain(error.slice(0, 20));
      expect(answer.text).not.toContain(state);
      expect(browser.cookies.size).toBe(0);
    }
    expect(world.feishu.asked).toEqual([]);
  });

  it.each([
    ['none', ''],
    ['an empty one', '&code='],
    ['one of 4 KB', `&code=${'c'.repeat(4096)}`],
    ['one with a line break', '&code=a%0d%0ab'],
    ['Chinese', '&code=%E4%BB%A3%E7%A0%81'],
  ])('B5: instead of a usable code, %s: 400, and nothing is sent to Feishu', async (_, query) => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const state = new URL(location ?? '').searchParams.get('state') ?? '';
    expect((await browser.open(`/auth/callback?state=${state}${query}`)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
  });
});

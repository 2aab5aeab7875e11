import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hour } from '../durations.ts';
import { liSi, zhangSan } from './fake-feishu.ts';
import type { TestBrowser } from './test-browser.ts';
import { createWorld, type Me, type World } from './world.ts';

async function alive(browser: TestBrowser): Promise<number> {
  return (await browser.fetch('GET', '/api/v1/me')).status;
}

function cookieOf(browser: TestBrowser, name: string): string {
  return `${name}=${browser.cookies.get(name)}`;
}

describe.each([
  ['https', 'https://login.example.com', '__Host-', 'Max-Age=X; HttpOnly; SameSite=Lax; Secure'],
  ['plain http on localhost', 'http://localhost:3000', '', 'Max-Age=X; HttpOnly; SameSite=Lax'],
])('over %s', (_, publicUrl, prefix, attributes) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ publicUrl });
  });
  afterEach(() => world.close());

  it('C3: cookies have their documented names and attributes, and a sign-in sets exactly one session cookie', async () => {
    const browser = world.browser();
    const started = await browser.open('/auth/login');
    const finished = await browser.open(world.feishu.approve(started.location ?? '', zhangSan));

    const shape = (line = '') =>
      line.replace(/=fl[st]_[\w-]{43}_[\w-]{6};/, '=TOKEN;').replace(/Max-Age=\d+/, 'Max-Age=X');
    const [attempt] = started.setCookies;
    expect(shape(attempt).replace(/flt-[0-9a-f]{8}/, 'flt-X')).toBe(`${prefix}flt-X=TOKEN; Path=/; ${attributes}`);
    expect(attempt).toContain('Max-Age=600;');
    expect(finished.setCookies).toHaveLength(2);
    const session = finished.setCookies.find((line) => line.startsWith(`${prefix}fls=`));
    expect(shape(session)).toBe(`${prefix}fls=TOKEN; Path=/; ${attributes}`);
    expect(session).toContain('Max-Age=604800;');
    expect(session?.length).toBeLessThan(200);
    expect([...browser.cookies.keys()]).toEqual([`${prefix}fls`]);
  });

  it('C16: signing out ends the session everywhere, and clears the cookie with the attributes it was set with', async () => {
    const browser = await world.signedInBrowser();
    const token = browser.cookies.get(`${prefix}fls`) ?? '';
    const other = world.secondInstance();

    const answer = await browser.fetch('POST', '/api/v1/auth/logout');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.setCookies[0]).toBe(`${prefix}fls=; Path=/; ${attributes.replace('X', '0')}`);
    for (const server of [world, other]) {
      const headers = { cookie: `${prefix}fls=${token}` };
      expect((await server.send({ url: '/api/v1/me', headers })).status).toBe(401);
    }
    expect((await browser.fetch('POST', '/api/v1/auth/logout')).code).toBe('unauthorized');
    expect((await browser.open('/')).text).toContain('"signed_out":true');
  });
});

describe('the session cookie', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.close());

  it('C1: a value planted before signing in is never taken over', async () => {
    for (const value of ['attacker', `fls_${'A'.repeat(43)}_AAAAAA`]) {
      const browser = world.browser();
      browser.setCookie('__Host-fls', value);
      expect(await alive(browser)).toBe(401);
      const { location } = await browser.open('/auth/login');
      await browser.open(world.feishu.approve(location ?? '', zhangSan));
      expect(browser.cookies.get('__Host-fls')).not.toBe(value);
      expect(await alive(browser)).toBe(200);
      browser.setCookie('__Host-fls', value);
      expect(await alive(browser)).toBe(401);
    }
  });

  it.each([
    ['the same person', zhangSan],
    ['another person', liSi],
  ])('C2: signing in again as %s in the same browser ends the session before', async (_, who) => {
    const browser = await world.signedInBrowser(zhangSan);
    const before = cookieOf(browser, '__Host-fls');
    const { location } = await browser.open('/auth/login');
    await browser.open(world.feishu.approve(location ?? '', who));

    expect((await browser.fetch('GET', '/api/v1/me')).json<Me>().user.open_id).toBe(who.openId);
    expect((await world.send({ url: '/api/v1/me', headers: { cookie: before } })).status).toBe(401);
  });

  it.each([
    ['no proxy trusted', []],
    ['a trusted proxy', ['10.0.0.0/8']],
  ])('C4, I8: with %s, what a proxy says about the scheme changes nothing about Secure', async (_, trustedProxies) => {
    const behind = world.secondInstance({ app: { trustedProxies } });
    for (const scheme of ['https', 'http']) {
      const headers = { 'x-forwarded-proto': scheme, forwarded: `proto=${scheme}` };
      const { status, setCookies } = await behind.send({ url: '/auth/login', headers, remoteAddress: '10.0.0.2' });
      expect([status, setCookies[0]?.endsWith('; Secure')]).toEqual([302, true]);
    }
  });

  it('C8: a tab that only looks whether it is still signed in does not keep its session alive', async () => {
    const browser = await world.signedInBrowser();
    const look = async () => (await browser.fetch('GET', '/api/v1/me?passive=true')).status;
    for (let hours = 1; hours < 12; hours += 1) {
      world.clock.advance(hour);
      expect([hours, await look()]).toEqual([hours, 200]);
    }
    world.clock.advance(hour);
    expect(await look()).toBe(401);
  });

  it('C8: a session ends after twelve idle hours, and using it keeps it alive for seven days at most', async () => {
    const idle = await world.signedInBrowser(liSi);
    const busy = await world.signedInBrowser(zhangSan);
    for (let hours = 11; hours < 7 * 24; hours += 11) {
      world.clock.advance(11 * hour);
      expect([hours, await alive(busy)]).toEqual([hours, 200]);
      if (hours === 11) expect(await alive(idle)).toBe(200);
      if (hours === 22) expect(await alive(idle)).toBe(200);
      if (hours === 44) expect(await alive(idle)).toBe(401);
    }
    world.clock.advance(7 * 24 * hour - 15 * 11 * hour - 1);
    expect(await alive(busy)).toBe(200);
    world.clock.advance(1);
    expect(await alive(busy)).toBe(401);
  });

  it('C11: two different values under one name are refused, the same value twice is not', async () => {
    const browser = await world.signedInBrowser();
    const own = cookieOf(browser, '__Host-fls');
    const ask = async (cookie: string) => (await world.send({ url: '/api/v1/me', headers: { cookie } })).status;
    expect(await ask(`${own}; ${own}`)).toBe(200);
    expect(await ask(`${own}; __Host-fls=planted`)).toBe(400);
    expect(await ask(`__Host-fls=; ${own}`)).toBe(400);
  });

  it.each([
    ['without its prefix', (token: string) => `fls=${token}`],
    ['in lower case', (token: string) => `__host-fls=${token}`],
    ['in upper case', (token: string) => `__HOST-FLS=${token}`],
    ['with __Secure-', (token: string) => `__Secure-fls=${token}`],
    ['in quotes', (token: string) => `__Host-fls="${token}"`],
    ['percent-encoded', (token: string) => `__Host-fls=${token.replaceAll('_', '%5f')}`],
    ['after a nameless pair', (token: string) => `=__Host-fls=${token}`],
    ['separated by a comma', (token: string) => `a=b, __Host-fls=${token}`],
  ])('C11: the cookie %s is not read', async (_, cookie) => {
    const browser = await world.signedInBrowser();
    const headers = { cookie: cookie(browser.cookies.get('__Host-fls') ?? '') };
    expect((await world.send({ url: '/api/v1/me', headers })).status).toBe(401);
  });

  it('C11: among two hundred other cookies the right one is found', async () => {
    const browser = await world.signedInBrowser();
    const others = Array.from({ length: 200 }, (_, i) => `c${i}=${i}`).join('; ');
    const headers = { cookie: `${others}; ${cookieOf(browser, '__Host-fls')}` };
    expect((await world.send({ url: '/api/v1/me', headers })).status).toBe(200);
  });

  it('C12: a token with any one character changed is worth nothing', async () => {
    const browser = await world.signedInBrowser();
    const token = browser.cookies.get('__Host-fls') ?? '';
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      const { status } = await world.send({ url: '/api/v1/me', headers: { cookie: `__Host-fls=${changed}` } });
      expect([at, status]).toEqual([at, 401]);
    }
  });

  it('C16: a mini program that signs out sets and clears no cookie', async () => {
    const tokens = await world.gadget();
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const answer = await world.send({ method: 'POST', url: '/api/v1/auth/logout', headers, body: {} });
    expect([answer.status, answer.setCookies]).toEqual([204, []]);
    expect((await world.me(tokens)).status).toBe(401);
    const body = { refresh_token: tokens.refresh_token };
    expect((await world.send({ method: 'POST', url: '/api/v1/auth/refresh', body })).status).toBe(401);
  });

  it('C17: a sign-out from a stranger’s page ends nothing', async () => {
    const browser = await world.signedInBrowser();
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const answer = await browser.fetch('POST', '/api/v1/auth/logout', undefined, headers);
    expect([answer.code, answer.setCookies]).toEqual(['forbidden_origin', []]);
    expect(await alive(browser)).toBe(200);
  });

  it('C18: the twenty-first session of a person ends the oldest', async () => {
    const browsers: TestBrowser[] = [];
    for (let i = 0; i < 21; i += 1) {
      browsers.push(await world.signedInBrowser());
      world.clock.advance(1);
    }
    const states = await Promise.all(browsers.map(alive));
    expect(states).toEqual([401, ...Array.from({ length: 20 }, () => 200)]);
    const devices = await browsers[20]?.fetch('GET', '/api/v1/sessions');
    expect(devices?.json<{ sessions: unknown[] }>().sessions).toHaveLength(20);
  });
});

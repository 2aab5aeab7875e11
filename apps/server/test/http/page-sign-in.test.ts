import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { liSi, zhangSan } from './fake-feishu.ts';
import type { TestBrowser } from './test-browser.ts';
import { createWorld, type Me, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

interface Start {
  readonly state: string;
  readonly app_id: string;
  readonly scopes: string[];
}

async function start(browser: TestBrowser, body: object = {}): Promise<Start> {
  return (await browser.fetch('POST', '/api/v1/auth/h5/start', body)).json<Start>();
}

function finish(browser: TestBrowser, state: string, code = world.feishu.code(zhangSan)) {
  return browser.fetch('POST', '/api/v1/auth/h5', { code, state, via: 'requestAccess' });
}

/** The state in an address that leads to Feishu. */
function stateIn(address: string | undefined): string {
  return new URL(address ?? '').searchParams.get('state') ?? '';
}

describe('a page inside the Feishu client', () => {
  it('signs in with the state it was given, once, and holds the session in a cookie alone', async () => {
    const browser = world.browser();
    const { state, app_id, scopes } = await start(browser, { return_to: '/tasks' });
    expect([app_id, scopes]).toEqual(['cli_a1b2c3d4e5f60718', []]);

    const answer = await finish(browser, state);
    expect(answer.json()).toMatchObject({ user: { name: '张三' }, return_to: 'https://login.example.com/tasks' });
    expect(answer.text).not.toMatch(/fl[sarth]_/);
    expect([...browser.cookies.keys()]).toEqual(['__Host-fls']);
    expect((await browser.fetch('GET', '/api/v1/me')).json<Me>().session.kind).toBe('h5');
    expect((await finish(browser, state)).code).toBe('state_invalid');
    expect(world.feishu.asked).toHaveLength(1);
  });

  it('C1, C2: loaded again, has the session it had, under a new value, and only the first time is a sign-in', async () => {
    const browser = world.browser();
    await finish(browser, (await start(browser)).state);
    const first = (await browser.fetch('GET', '/api/v1/me')).json<Me>();
    const value = browser.cookies.get('__Host-fls') ?? '';
    world.clock.advance(60_000);
    const again = await finish(browser, (await start(browser)).state);
    const [seconds] = again.setCookies.flatMap((line) => /^__Host-fls=.*Max-Age=(\d+)/.exec(line)?.[1] ?? []);
    expect(Number(seconds)).toBe(7 * 24 * 3600 - 60);
    expect((await browser.fetch('GET', '/api/v1/me')).json<Me>().session).toMatchObject({
      id: first.session.id,
      created_at: first.session.created_at,
    });
    expect(browser.cookies.get('__Host-fls')).not.toBe(value);
    const before = { cookie: `__Host-fls=${value}` };
    expect((await world.send({ url: '/api/v1/me', headers: before })).status).toBe(401);
    expect(world.events.filter(({ name }) => name === 'login.ok')).toHaveLength(1);

    await finish(browser, (await start(browser)).state, world.feishu.code(liSi));
    const other = (await browser.fetch('GET', '/api/v1/me')).json<Me>();
    expect([other.user.name, other.session.id === first.session.id]).toEqual(['李四', false]);
  });

  it('A16: a code without a start is refused and nothing is sent to Feishu', async () => {
    expect((await finish(world.browser(), 'never-started')).code).toBe('state_invalid');
    expect(world.feishu.asked).toEqual([]);
  });

  it('A16: another browser’s state is refused, and that browser can still finish', async () => {
    const [owner, stranger] = [world.browser(), world.browser()];
    const { state } = await start(owner);
    await start(stranger);
    expect((await finish(stranger, state)).code).toBe('state_invalid');
    expect(world.feishu.asked).toEqual([]);
    expect((await finish(owner, state)).status).toBe(200);
  });

  it.each([
    ['an array', { state: ['a'] }],
    ['nothing', { state: undefined }],
    ['an operator', { state: { $ne: '' } }],
    ['a long text', { state: 's'.repeat(10_000) }],
  ])('A4: %s in place of the state is answered 400', async (_, part) => {
    const browser = world.browser();
    await start(browser);
    const body = { code: 'a-code', via: 'requestAccess', ...part };
    expect((await browser.fetch('POST', '/api/v1/auth/h5', body)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
  });
});

describe('an attempt belongs to its flow and its app', () => {
  it('A7: the redirect’s state is refused by the page’s endpoint, and the reverse', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    expect((await finish(browser, stateIn(location))).code).toBe('state_invalid');
    const { state } = await start(browser);
    const code = world.feishu.code(zhangSan);
    expect((await browser.open(`/auth/callback?code=${code}&state=${state}`)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);

    expect((await browser.open(world.feishu.approve(location ?? '', zhangSan))).status).toBe(303);
    expect((await finish(browser, state)).status).toBe(200);
  });

  it('A7, B8: a mini program’s code is refused at the callback without an attempt of that browser, unseen by Feishu', async () => {
    const code = world.feishu.code(zhangSan);
    const { location } = await world.browser().open('/auth/login');
    expect((await world.browser().open(`/auth/callback?code=${code}&state=${stateIn(location)}`)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
  });

  it('B8: with an attempt it is exchanged as a code of the sign-in page is, and Feishu says what it is worth', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const code = world.feishu.code(zhangSan);
    expect((await browser.open(`/auth/callback?code=${code}&state=${stateIn(location)}`)).status).toBe(303);
    expect(world.feishu.asked).toMatchObject([
      { code, codeVerifier: expect.any(String), redirectUri: expect.stringMatching(/\/auth\/callback$/) },
    ]);
    expect((await browser.fetch('GET', '/api/v1/me')).json<Me>().user.name).toBe('张三');
  });

  it('A8: a state made for one app is refused by a server configured with another', async () => {
    const other = world.secondInstance({ settings: { appId: 'cli_00000000000000ff' } });
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const { pathname, search } = new URL(world.feishu.approve(location ?? '', zhangSan));
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');

    expect((await other.send({ url: `${pathname}${search}`, headers: { cookie } })).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
  });
});

describe('the QR code', () => {
  it('signs in through the same callback, bound to the same browser', async () => {
    const [owner, stranger] = [world.browser(), world.browser()];
    const { goto } = (await owner.fetch('POST', '/api/v1/auth/qr/start', {})).json<{ goto: string }>();
    expect(goto).toMatch(/^https:\/\/passport\.feishu\.cn\/suite\/passport\/oauth\/authorize\?client_id=cli_/);
    const callback = new URL(goto);
    callback.searchParams.delete('code_challenge');
    const approved = world.feishu.approve(callback.href, liSi);

    expect((await stranger.open(approved)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
    expect((await owner.open(approved)).status).toBe(303);
    expect((await owner.fetch('GET', '/api/v1/me')).json<Me>().user.name).toBe('李四');
  });
});

import { AuthError } from '@feishu-login/auth-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { approved, withQuery } from './approved.ts';
import { liSi, zhangSan } from './fake-feishu.ts';
import type { Answer } from './request.ts';
import type { TestBrowser } from './test-browser.ts';
import { createWorld, type Me, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ settings: { scopes: ['contact:user.base:readonly'] } });
});
afterEach(() => world.close());

async function nameIn(browser: TestBrowser): Promise<string> {
  return (await browser.fetch('GET', '/api/v1/me')).json<Me>().user.name;
}

describe('a callback belongs to the browser that started it', () => {
  it('A1: a callback opened in another browser is refused and nothing is sent to Feishu', async () => {
    const attacker = world.browser();
    const victim = world.browser();
    const callback = await approved(world, attacker);

    const answer = await victim.open(callback);

    expect(answer.status).toBe(400);
    expect(answer.text).toContain('"code":"state_invalid"');
    expect(answer.setCookies).toEqual([]);
    expect(world.feishu.asked).toEqual([]);
    expect(world.events).toContainEqual({
      name: 'login.denied',
      reason: 'state_browser_mismatch',
      entrance: 'browser',
    });
  });

  it('A1: a browser with an attempt of its own cannot finish somebody else’s either', async () => {
    const attacker = world.browser();
    const victim = await world.signedInBrowser(liSi);
    await victim.open('/auth/login');
    const callback = await approved(world, attacker);

    expect((await victim.open(callback)).status).toBe(400);
    expect(world.feishu.asked).toHaveLength(1);
    expect(await nameIn(victim)).toBe('李四');
  });

  it('A2: two browsers that swap their callbacks are both refused, and both can still finish their own', async () => {
    const [first, second] = [world.browser(), world.browser()];
    const ofFirst = await approved(world, first, zhangSan);
    const ofSecond = await approved(world, second, liSi);

    expect((await second.open(ofFirst)).status).toBe(400);
    expect((await first.open(ofSecond)).status).toBe(400);
    expect((await first.open(ofFirst)).status).toBe(303);
    expect((await second.open(ofSecond)).status).toBe(303);
    expect([await nameIn(first), await nameIn(second)]).toEqual(['张三', '李四']);
  });

  it('A2: an attempt of one’s own under the name of somebody else’s does not help', async () => {
    const [first, second] = [world.browser(), world.browser()];
    const ofFirst = await approved(world, first);
    await approved(world, second, liSi);
    const [name = ''] = first.cookies.keys();
    const [token = ''] = second.cookies.values();
    second.setCookie(name, token);

    expect((await second.open(ofFirst)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
    expect((await first.open(ofFirst)).status).toBe(303);
  });

  it('A3: a callback may reach another instance, and is refused there in another browser', async () => {
    const other = world.secondInstance();
    const browser = world.browser();
    const callback = await approved(world, browser);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { pathname, search } = new URL(callback);

    expect((await other.browser().open(callback)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
    const finished = await other.send({ url: `${pathname}${search}`, headers: { cookie } });
    expect([finished.status, finished.headers.location]).toEqual([303, 'https://login.example.com/']);
  });
});

describe('a state is known, unused and young', () => {
  const code = 'a-code';
  it.each([
    ['no state', `/auth/callback?code=${code}`],
    ['an empty state', `/auth/callback?code=${code}&state=`],
    ['an unknown state', `/auth/callback?code=${code}&state=unknown`],
    ['a state of 10 KB', `/auth/callback?code=${code}&state=${'s'.repeat(10_240)}`],
    ['two states', `/auth/callback?code=${code}&state=a&state=b`],
    ['a list of states', `/auth/callback?code=${code}&state[]=a`],
    ['a state with a NUL', `/auth/callback?code=${code}&state=%00`],
    ['a state that is no UTF-8', `/auth/callback?code=${code}&state=%ff%fe`],
  ])('A4: %s is answered 400 and nothing is sent to Feishu', async (_, url) => {
    const browser = world.browser();
    await browser.open('/auth/login');
    const answer = await browser.open(url);
    expect(answer.status).toBe(400);
    expect(answer.setCookies).toEqual([]);
    expect(world.feishu.asked).toEqual([]);
  });

  it('A5: a callback nobody started is refused', async () => {
    const code = world.feishu.code(zhangSan);
    const state = 'x'.repeat(43);
    expect((await world.browser().open(`/auth/callback?code=${code}&state=${state}`)).status).toBe(400);
    expect(world.feishu.asked).toEqual([]);
  });

  it('A6: reload, back and double submit of a finished callback lead to the page, after one exchange', async () => {
    const browser = world.browser();
    const callback = await approved(world, browser);
    const first = await browser.open(callback);
    const again = await browser.open(callback);

    expect([first.status, again.status]).toEqual([303, 303]);
    expect(again.location).toBe('https://login.example.com/');
    expect(again.setCookies).toEqual([]);
    expect(world.feishu.asked).toHaveLength(1);
    expect(await nameIn(browser)).toBe('张三');
  });

  /** Opens a callback as the browser would, which drops the answer and the cookie in it. */
  async function opener(browser: TestBrowser) {
    const callback = await approved(world, browser);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return (instance: World, query: Record<string, string> = {}) => {
      const { pathname, search } = new URL(withQuery(callback, query));
      return instance.send({ url: `${pathname}${search}`, headers: { cookie } });
    };
  }
  const sessionIn = ({ setCookies }: Answer) => setCookies.find((line) => line.startsWith('__Host-fls='));

  it.each([
    ['the same instance', () => world],
    ['another instance', () => world.secondInstance()],
  ])('A6: a second visit at %s while the first is under way waits, and has the same session', async (_, instance) => {
    const open = await opener(world.browser());
    const release = world.feishu.hold();
    const first = open(world);
    while (world.feishu.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    let answered = false;
    const second = open(instance()).finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(answered).toBe(false);
    release();

    const answers = [await first, await second];
    for (const { status, headers } of answers)
      expect([status, headers.location]).toEqual([303, 'https://login.example.com/']);
    const [one, other] = answers.map(sessionIn);
    expect(one).toMatch(/^__Host-fls=fls_/);
    expect(other).toBe(one);
    expect(world.feishu.asked).toHaveLength(1);
    expect(world.events.filter(({ name }) => name === 'login.ok')).toHaveLength(1);
  });

  it('A6: five visits in one moment end in one session', async () => {
    const open = await opener(world.browser());
    const answers = await Promise.all(Array.from({ length: 5 }, () => open(world)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    const cookies = answers.map(sessionIn);
    expect([new Set(cookies).size, cookies[0] === undefined]).toEqual([1, false]);
    expect(world.feishu.asked).toHaveLength(1);
  });

  it('A6: a second visit waits for no sign-in that is refused', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const callback = world.feishu.approve(location ?? '', new AuthError('code_invalid', 'No.'));
    const release = world.feishu.hold();
    const first = browser.open(callback);
    while (world.feishu.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = browser.open(callback);
    release();
    expect([(await first).status, (await second).status, sessionIn(await second)]).toEqual([401, 303, undefined]);
  });

  it('A6: a second visit with another code is given nothing, whoever holds the attempt', async () => {
    const open = await opener(world.browser());
    expect(sessionIn(await open(world))).toMatch(/fls_/);
    for (const code of ['guess', world.feishu.code(liSi)])
      expect(sessionIn(await open(world, { code }))).toBeUndefined();
    expect(world.feishu.asked).toHaveLength(1);
  });

  it('A6: a callback that failed is not exchanged again on reload', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const callback = world.feishu.approve(location ?? '', new AuthError('code_invalid', 'No.'));

    expect((await browser.open(callback)).status).toBe(401);
    expect((await browser.open(callback)).status).toBe(303);
    expect(world.feishu.asked).toHaveLength(1);
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(401);
  });

  it('A6: a finished callback is worth nothing in a stranger’s browser or after signing out', async () => {
    const browser = world.browser();
    const callback = await approved(world, browser);
    await browser.open(callback);
    expect((await world.browser().open(callback)).status).toBe(400);
    await browser.fetch('POST', '/api/v1/auth/logout');
    expect((await browser.open(callback)).status).toBe(400);
    expect(world.feishu.asked).toHaveLength(1);
  });

  it('A13: an attempt ends after ten minutes', async () => {
    const browser = world.browser();
    const inTime = await approved(world, browser);
    world.clock.advance(599_000);
    const late = await approved(world, browser, liSi);
    expect((await browser.open(inTime)).status).toBe(303);
    world.clock.advance(600_000);
    expect((await browser.open(late)).status).toBe(400);
    expect(world.feishu.asked).toHaveLength(1);
  });

  it('A14: states are 256 random bits', async () => {
    const states = new Set<string>();
    for (let i = 0; i < 200; i += 1) {
      const { location } = await world.browser().open('/auth/login');
      states.add(new URL(location ?? '').searchParams.get('state') ?? '');
    }
    expect(states.size).toBe(200);
    expect([...states].every((state) => /^[A-Za-z0-9_-]{43}$/.test(state))).toBe(true);
    expect(new Set([...states].map((state) => state.slice(0, 2))).size).toBeGreaterThan(150);
  });

  it('A15: a state with one character changed is refused', async () => {
    const browser = world.browser();
    const callback = await approved(world, browser);
    const state = new URL(callback).searchParams.get('state') ?? '';
    for (const at of [0, 20, 42]) {
      const changed = `${state.slice(0, at)}${state[at] === 'A' ? 'B' : 'A'}${state.slice(at + 1)}`;
      expect((await browser.open(withQuery(callback, { state: changed }))).status).toBe(400);
    }
    expect(world.feishu.asked).toEqual([]);
    expect((await browser.open(callback)).status).toBe(303);
  });
});

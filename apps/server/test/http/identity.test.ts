import { AuthError, type Tokens } from '@feishu-login/auth-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PersonGone } from '../../src/auth/ports/feishu-failure.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import { codeRefused, liSi, zhangSan } from './fake-feishu.ts';
import type { TestBrowser } from './test-browser.ts';
import { createWorld, type Me, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function userIdOf(who: Identity): Promise<string> {
  return (await world.gadget(who)).user.id;
}

function signIn(answer: Identity | Error, at: World = world) {
  const body = { code: world.feishu.code(answer), via: 'requestAccess' };
  return at.send({ method: 'POST', url: '/api/v1/auth/gadget', body });
}

describe('who somebody is', () => {
  it('is one user, by the page, the mini program and the browser', async () => {
    const inGadget = await userIdOf(zhangSan);
    const browser = await world.signedInBrowser(zhangSan);
    expect((await browser.fetch('GET', '/api/v1/me')).json<Me>().user.id).toBe(inGadget);
  });

  it('E1: is not decided by e-mail address or mobile number', async () => {
    const contact = { email: 'zhang@example.com', mobile: '+8613800000000' };
    const [a, b] = [await userIdOf({ ...zhangSan, ...contact }), await userIdOf({ ...liSi, ...contact })];
    expect(a).not.toBe(b);
    expect((await world.gadget(zhangSan)).user).toMatchObject({ id: a, name: '张三' });
  });

  it('E2: is decided by app and open id together', async () => {
    const other = world.secondInstance({ settings: { appId: 'cli_00000000000000ff' } });
    const here = await userIdOf(zhangSan);
    const there = await signIn({ ...zhangSan, appId: 'cli_00000000000000ff' }, other);
    expect(there.json<Tokens>().user.id).not.toBe(here);
  });

  it('E2, E6: is decided byte by byte', async () => {
    const ids = ['ou_a', 'ou_A', 'ou_a ', 'ou_\u00e9', 'ou_e\u0301', 'ou_\u0430', 'ou_a\u200b'];
    const users = [];
    for (const openId of ids) users.push(await userIdOf({ ...zhangSan, openId }));
    expect(new Set(users).size).toBe(ids.length);
  });

  it('E3, E13: is not decided by union id or employee id', async () => {
    const shared = { unionId: 'on_same', employeeId: 'e_1' };
    expect(await userIdOf({ ...zhangSan, ...shared })).not.toBe(await userIdOf({ ...liSi, ...shared }));
  });

  it('E8: what the platform leaves out is null, and what it left out this time is not forgotten', async () => {
    const { appId, openId } = zhangSan;
    const bare = (await signIn({ appId, openId })).json<Tokens>().user;
    expect(bare).toMatchObject({ open_id: openId, email: null, en_name: null, avatar_url: null, union_id: null });
    await signIn({ ...zhangSan, email: 'zhang@example.com', enName: 'San' });
    const later = (await signIn({ appId, openId })).json<Tokens>().user;
    expect(later).toMatchObject({ id: bare.id, name: '张三', email: 'zhang@example.com', en_name: 'San' });
    expect(JSON.stringify([bare, later])).not.toContain('undefined');
  });

  it('E11: twenty first sign-ins of one person at once, at two instances, make one user and twenty sessions', async () => {
    const other = world.secondInstance();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => signIn(zhangSan, i % 2 ? other : world)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const tokens = answers.map((answer) => answer.json<Tokens>());
    expect(new Set(tokens.map(({ user }) => user.id)).size).toBe(1);
    const alive = await Promise.all(tokens.map(async (pair) => (await world.me(pair)).status));
    expect(alive.filter((status) => status === 200)).toHaveLength(20);
  });
});

describe('who may not sign in', () => {
  it('E4: nobody of a tenant that is not allowed', async () => {
    const choosy = world.secondInstance({ settings: { allowedTenants: ['tenant_1'] } });
    for (const tenantKey of ['tenant_2', 'TENANT_1', '']) {
      const answer = await signIn({ ...liSi, tenantKey }, choosy);
      expect([answer.status, answer.code]).toEqual([403, 'user_not_allowed']);
    }
    const { tenantKey: _, ...without } = liSi;
    expect((await signIn(without, choosy)).code).toBe('user_not_allowed');
    expect((await signIn(zhangSan, choosy)).status).toBe(200);
  });

  it.each([
    ['resigned', 20_021],
    ['frozen', 20_022],
    ['unregistered', 20_023],
  ])('E10: nobody whom Feishu calls %s', async (_, platformCode) => {
    const refusal = new AuthError('user_not_allowed', 'This person may not sign in.', { platformCode });
    const answer = await signIn(refusal);
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ error: { code: 'user_not_allowed', platform_code: platformCode } });
    expect(answer.setCookies).toEqual([]);

    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const page = await browser.open(world.feishu.approve(location ?? '', refusal));
    expect([page.status, page.text.includes(`"platform_code":${platformCode}`)]).toEqual([403, true]);
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(401);
  });

  it('E10: somebody refused by name loses every session, on the phone too', async () => {
    const [phone, browser] = [await world.gadget(), await world.signedInBrowser()];
    world.clock.advance(1);
    const answer = await signIn(new PersonGone(zhangSan, 20_021));
    expect([answer.status, answer.code]).toEqual([403, 'user_not_allowed']);
    expect((await world.me(phone)).status).toBe(401);
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(401);
  });

  it('E10: somebody refused without a name loses every session if they are whose session the browser holds', async () => {
    const [phone, browser] = [await world.gadget(), await world.signedInBrowser()];
    const stranger = await world.signedInBrowser(liSi);
    const refusal = new AuthError('user_not_allowed', 'This person may not sign in.', { platformCode: 20_066 });
    const tryAgain = async (one: typeof browser) => {
      const { location } = await one.open('/auth/login');
      return (await one.open(world.feishu.approve(location ?? '', refusal))).status;
    };
    world.feishu.leave(zhangSan.openId);
    world.clock.advance(1);
    expect(await tryAgain(stranger)).toBe(403);
    expect((await world.me(phone)).status).toBe(200);
    expect(await tryAgain(browser)).toBe(403);
    expect((await world.me(phone)).status).toBe(401);
    expect((await stranger.fetch('GET', '/api/v1/me')).status).toBe(200);
  });

  it('nobody is asked about for a code that cannot be used, or one refused in a browser without a session', async () => {
    const attempt = async (browser: TestBrowser, answer: Error) => {
      const { location } = await browser.open('/auth/login');
      return (await browser.open(world.feishu.approve(location ?? '', answer))).status;
    };
    const before = world.feishu.askedAbout.length;
    expect(await attempt(await world.signedInBrowser(), codeRefused(20_003))).toBe(401);
    const refusal = new AuthError('user_not_allowed', 'This person may not sign in.', { platformCode: 20_066 });
    expect(await attempt(world.browser(), refusal)).toBe(403);
    expect(world.feishu.askedAbout).toHaveLength(before);
  });
});

describe('names that try to be code', () => {
  it.each([
    ['markup', '<img src=x onerror=alert(1)>'],
    ['the end of the script element', '</script><script>alert(1)</script>'],
    ['a comment that opens the element again', '<!--<script>'],
    ['replacement patterns', "$& $` $' $1 $$"],
    ['line separators', 'a\u2028b\u2029c'],
    ['an emoji family', '👨‍👩‍👧‍👦 张三'],
    ['right-to-left marks', '\u202e三张'],
  ])('E12: %s stays text in the page and in JSON', async (_, name) => {
    const browser = await world.signedInBrowser({ ...zhangSan, name });
    expect((await browser.fetch('GET', '/api/v1/me')).json<Me>().user.name).toBe(name);
    const { text } = await browser.open('/');
    const [, boot = '', rest = ''] = /<script id="boot" type="application\/json">(.*?)<\/script>(.*)/s.exec(text) ?? [];
    expect(JSON.parse(boot)).toMatchObject({ session: { user: { name } } });
    expect([rest, /[<>\u2028\u2029]/.test(boot)]).toEqual(['', false]);
  });
});

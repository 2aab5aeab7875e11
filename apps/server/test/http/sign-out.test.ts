import { AuthError, type Session } from '@feishu-login/auth-types';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PersonGone } from '../../src/auth/ports/feishu-failure.ts';
import { liSi, zhangSan } from './fake-feishu.ts';
import type { TestBrowser } from './test-browser.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

let world: World;
afterEach(() => world.close());

async function withFeishuSignOut(ports?: WorldOptions['ports']): Promise<World> {
  world = await createWorld({
    settings: { signOutOfFeishu: true, scopes: ['task:task:read'] },
    ...(ports === undefined ? {} : { ports }),
  });
  return world;
}

const refresh = (refresh_token: string) =>
  world.send({ method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token } });
const alive = async (browser: TestBrowser) => (await browser.fetch('GET', '/api/v1/me')).status === 200;

describe('Signing out of this device', () => {
  it('C16: ends this session and no other', async () => {
    world = await createWorld();
    const [browser, phone] = [await world.signedInBrowser(), await world.gadget()];
    expect((await browser.fetch('POST', '/api/v1/auth/logout', {})).status).toBe(204);
    expect(await alive(browser)).toBe(false);
    expect((await world.me(phone)).status).toBe(200);
  });
});

describe('Signing out everywhere', () => {
  it('F7: ends every session of this person on every instance, this one included, and nobody else’s', async () => {
    world = await createWorld();
    const other = world.secondInstance();
    const [browser, second, phone] = [
      await world.signedInBrowser(),
      await world.signedInBrowser(),
      await world.gadget(),
    ];
    const [colleague, colleaguesPhone] = [await world.signedInBrowser(liSi), await world.gadget(liSi)];
    world.clock.advance(1);
    const answer = await browser.fetch('POST', '/api/v1/auth/logout/everywhere', {});
    expect(answer.status).toBe(204);
    expect(answer.setCookies.some((cookie) => /^__Host-fls=; .*Max-Age=0/.test(cookie))).toBe(true);
    expect([await alive(browser), await alive(second)]).toEqual([false, false]);
    expect((await other.me(phone)).status).toBe(401);
    expect((await refresh(phone.refresh_token)).status).toBe(401);
    expect([await alive(colleague), (await other.me(colleaguesPhone)).status]).toEqual([true, 200]);
    expect(world.events).toContainEqual(expect.objectContaining({ name: 'logout', reason: 'everywhere', count: 3 }));
  });

  it('works from a mini program, which has no cookie to lose', async () => {
    world = await createWorld();
    const [phone, browser] = [await world.gadget(), await world.signedInBrowser()];
    const headers = { authorization: `Bearer ${phone.access_token}` };
    const answer = await world.send({ method: 'POST', url: '/api/v1/auth/logout/everywhere', headers, body: {} });
    expect([answer.status, answer.setCookies]).toEqual([204, []]);
    expect(await alive(browser)).toBe(false);
  });

  it('F5: keeps a sign-in that was under way from succeeding, and lets the next one in', async () => {
    world = await createWorld();
    const browser = await world.signedInBrowser();
    const release = world.feishu.hold();
    const body = { code: world.feishu.code(zhangSan), via: 'requestAccess' };
    const underWay = world.send({ method: 'POST', url: '/api/v1/auth/gadget', body });
    while (world.feishu.asked.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await browser.fetch('POST', '/api/v1/auth/logout/everywhere', {});
    release();
    expect((await underWay).code).toBe('user_not_allowed');
    world.clock.advance(1);
    expect((await world.me(await world.gadget())).status).toBe(200);
  });
});

describe('A page whose session was ended', () => {
  interface Boot {
    readonly session: unknown;
    readonly signed_out: boolean;
  }
  const boot = async (browser: TestBrowser): Promise<Boot> => {
    const { text } = await browser.open('/');
    return JSON.parse(/<script id="boot" type="application\/json">(.*?)<\/script>/s.exec(text)?.[1] ?? 'null');
  };

  it.each([
    ['everywhere', 'POST', '/api/v1/auth/logout/everywhere'],
    ['from another device', 'DELETE', '/api/v1/sessions?others=true'],
  ] as const)('%s on purpose waits for a tap from then on', async (_, method, url) => {
    world = await createWorld();
    const [page, acting] = [await world.signedInBrowser(), await world.signedInBrowser()];
    world.clock.advance(1);
    await acting.fetch(method, url, method === 'POST' ? {} : undefined);
    expect(await boot(page)).toMatchObject({ session: null, signed_out: true });
    expect([page.cookies.get('__Host-fls'), page.cookies.get('__Host-flo')]).toEqual([undefined, '1']);
    expect(await boot(page)).toMatchObject({ session: null, signed_out: true });
    world.clock.advance(1);
    const { location } = await page.open('/auth/login');
    await page.open(world.feishu.approve(location ?? '', zhangSan));
    expect(await boot(page)).toMatchObject({ session: { user: { name: '张三' } }, signed_out: false });
  });

  it('by the clock may sign in again by itself', async () => {
    world = await createWorld();
    const page = await world.signedInBrowser();
    world.clock.advance(13 * 3600 * 1000);
    expect(await boot(page)).toMatchObject({ session: null, signed_out: false });
  });
});

describe('Signing out of Feishu itself', () => {
  it('ends the sign-ins to Feishu and every session here', async () => {
    await withFeishuSignOut();
    const [browser, phone] = [await world.signedInBrowser(), await world.gadget()];
    world.clock.advance(1);
    expect((await browser.fetch('POST', '/api/v1/auth/logout/feishu', {})).status).toBe(204);
    expect(world.feishu.signedOut).toEqual([zhangSan.openId]);
    expect(await alive(browser)).toBe(false);
    expect((await world.me(phone)).status).toBe(401);
    expect(world.events.at(-1)).toMatchObject({ name: 'logout', reason: 'feishu', count: 2 });
  });

  it('forgets what the person allowed the app to do there', async () => {
    await withFeishuSignOut();
    const grant = {
      accessToken: 'access',
      expiresIn: 7200,
      refreshToken: undefined,
      refreshExpiresIn: undefined,
      scopes: ['task:task:read'],
    };
    const allowing = world.secondInstance({
      settings: { signOutOfFeishu: true, scopes: grant.scopes },
      ports: ({ feishu }) => ({ feishu: { ...feishu, identify: async () => ({ identity: zhangSan, grant }) } }),
    });
    const headers = { authorization: `Bearer ${(await allowing.gadget()).access_token}` };
    const stored = () => world.ports.store.grants.find(zhangSan);
    expect(await stored()).toMatchObject({ status: 'active' });
    world.clock.advance(1);
    await world.send({ method: 'POST', url: '/api/v1/auth/logout/feishu', headers, body: {} });
    expect(await stored()).toBeUndefined();
  });

  it('changes nothing when Feishu does not do it', async () => {
    const away = new AuthError('upstream_unavailable', 'Feishu does not answer.', { retryAfter: 3 });
    await withFeishuSignOut(({ feishu }) => ({ feishu: { ...feishu, signOut: () => Promise.reject(away) } }));
    const [browser, phone] = [await world.signedInBrowser(), await world.gadget()];
    const answer = await browser.fetch('POST', '/api/v1/auth/logout/feishu', {});
    expect([answer.status, answer.code, answer.setCookies]).toEqual([503, 'upstream_unavailable', []]);
    expect([await alive(browser), (await world.me(phone)).status]).toEqual([true, 200]);
  });

  it('ends everything here of somebody Feishu does not know any more', async () => {
    await withFeishuSignOut(({ feishu }) => ({
      feishu: { ...feishu, signOut: () => Promise.reject(new PersonGone(zhangSan, 20_008)) },
    }));
    const [browser, phone] = [await world.signedInBrowser(), await world.gadget()];
    world.clock.advance(1);
    expect((await browser.fetch('POST', '/api/v1/auth/logout/feishu', {})).status).toBe(204);
    expect([await alive(browser), (await world.me(phone)).status]).toEqual([false, 401]);
  });

  it('is offered only where the operator allows it, and refused elsewhere without asking Feishu', async () => {
    const offered = async () => {
      const browser = await world.signedInBrowser();
      const answer = await browser.fetch('GET', '/api/v1/sessions');
      const { feishu_sign_out } = answer.json<{ sessions: Session[]; feishu_sign_out: boolean }>();
      return { browser, feishu_sign_out };
    };
    await withFeishuSignOut();
    expect((await offered()).feishu_sign_out).toBe(true);
    await world.close();
    world = await createWorld();
    const { browser, feishu_sign_out } = await offered();
    expect(feishu_sign_out).toBe(false);
    expect((await browser.fetch('POST', '/api/v1/auth/logout/feishu', {})).code).toBe('not_found');
    expect([world.feishu.signedOut, await alive(browser)]).toEqual([[], true]);
  });
});

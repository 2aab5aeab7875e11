import type { Session, Tokens } from '@feishu-login/auth-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { liSi, zhangSan } from './fake-feishu.ts';
import type { TestBrowser } from './test-browser.ts';
import { createWorld, type Me, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ settings: { returnOrigins: ['https://app.example.com'] } });
});
afterEach(() => world.close());

/** What a client says when it opens an address by itself: no page led there. */
const opened = { 'sec-fetch-site': 'none' };
const page = 'https://login.example.com/tasks?list=1#top';

const ask = ({ access_token }: { access_token: string }, returnTo: unknown = page) =>
  world.send({
    method: 'POST',
    url: '/api/v1/auth/handoff',
    headers: { authorization: `Bearer ${access_token}` },
    body: { return_to: returnTo },
  });
async function handOff(tokens: Tokens, returnTo?: string): Promise<string> {
  return (await ask(tokens, returnTo)).json<{ url: string }>().url;
}
const who = async (browser: TestBrowser) => {
  const answer = await browser.fetch('GET', '/api/v1/me');
  return answer.status === 200 ? answer.json<Me>().user.name : answer.code;
};

describe('a mini program that opens a page', () => {
  it('has the person signed in there, where it said, without asking Feishu', async () => {
    const tokens = await world.gadget();
    const webView = world.browser();
    const { status, location, headers } = await webView.open(await handOff(tokens), opened);
    expect([status, location]).toEqual([303, page]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const me = (await webView.fetch('GET', '/api/v1/me')).json<Me>();
    expect(me).toMatchObject({ user: tokens.user, session: { kind: 'h5' } });
    expect(me.session.id).not.toBe(tokens.session_id);
    expect(world.feishu.asked).toHaveLength(1);
    expect(world.events.map(({ name }) => name)).toContain('session.handed_off');
  });

  it('is told how long the address is good for', async () => {
    expect((await ask(await world.gadget())).json()).toMatchObject({ expires_in: 60 });
  });

  it('V6: leads to pages of ours and of configured origins, settled when the address is made', async () => {
    const tokens = await world.gadget();
    const url = await handOff(tokens, 'https://app.example.com/orders');
    const { location } = await world.browser().open(`${url}&return_to=https%3A%2F%2Fevil.example`, opened);
    expect(location).toBe('https://app.example.com/orders');
    for (const wrong of ['https://evil.example/', '//evil.example', '/auth/login', 'javascript:alert(1)', '/a b'])
      expect((await ask(tokens, wrong)).text).toContain('RETURN_ORIGINS');
    for (const wrong of ['', 7, null, 'x'.repeat(3000)])
      expect((await ask(tokens, wrong)).code).toBe('invalid_request');
    expect((await ask(tokens, '/tasks')).status).toBe(200);
  });

  it('V5: is the only one to get such an address: a cookie gets none', async () => {
    const browser = await world.signedInBrowser();
    const answer = await browser.fetch('POST', '/api/v1/auth/handoff', { return_to: '/' });
    expect([answer.status, answer.code]).toEqual([400, 'invalid_request']);
    expect((await ask({ access_token: 'fla_nothing' })).code).toBe('unauthorized');
  });
});

describe('the address', () => {
  it('V2: opened a second time signs nobody in, and leads the browser it signed in to its page again', async () => {
    const url = await handOff(await world.gadget());
    const [first, second] = [world.browser(), world.browser()];
    await first.open(url, opened);
    expect((await first.open(url, opened)).location).toBe(page);
    expect((await first.fetch('GET', '/api/v1/sessions')).json<{ sessions: Session[] }>().sessions).toHaveLength(2);
    const again = await second.open(url, opened);
    expect([again.location, again.setCookies]).toEqual([
      `https://login.example.com/auth/login?return_to=${encodeURIComponent(page)}`,
      [],
    ]);
    expect(await who(second)).toBe('unauthorized');
  });

  it('V2: works once on all instances together', async () => {
    const url = await handOff(await world.gadget());
    const other = world.secondInstance();
    const browsers = Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? world : other).browser());
    await Promise.all(browsers.map((browser) => browser.open(url, opened)));
    const names = await Promise.all(browsers.map(who));
    expect(names.filter((name) => name === '张三')).toHaveLength(1);
  });

  it('V1: is good for sixty seconds, and then leads to Feishu, as one that was changed leads to the front page', async () => {
    const tokens = await world.gadget();
    const url = await handOff(tokens);
    world.clock.advance(60_000);
    const late = world.browser();
    expect((await late.open(url, opened)).location).toContain('/auth/login?return_to=');
    for (const other of [
      `${url}x`,
      '/auth/handoff',
      '/auth/handoff?code=',
      `/auth/handoff?code=${tokens.access_token}`,
    ])
      expect((await late.open(other, opened)).location).toBe('https://login.example.com/login');
    expect(await who(late)).toBe('unauthorized');
  });

  it('V1, P1: is in no log, and its code in no address that the browser keeps', async () => {
    const url = await handOff(await world.gadget());
    const code = new URL(url).searchParams.get('code') ?? '';
    expect(code).toMatch(/^flh_/);
    const answers = [await world.browser().open(url, opened), await world.browser().open(url, opened)];
    expect(JSON.stringify(answers)).not.toContain(code.slice(4, 40));
    expect(JSON.stringify([world.events, world.answered, world.failures])).not.toContain(code.slice(4, 40));
  });

  it('V7: is no session, and no other token is a code', async () => {
    const code = new URL(await handOff(await world.gadget())).searchParams.get('code') ?? '';
    expect((await world.me({ access_token: code })).code).toBe('unauthorized');
    const browser = world.browser();
    browser.setCookie('__Host-fls', code);
    expect(await who(browser)).toBe('unauthorized');
    const refresh = await world.send({ method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token: code } });
    expect(refresh.code).toBe('unauthorized');
  });
});

describe('V3: somebody’s own address, brought to another’s browser,', () => {
  it('takes nobody’s place: Feishu says who is there', async () => {
    const victim = await world.signedInBrowser(liSi);
    const { location } = await victim.open(await handOff(await world.gadget(zhangSan)), opened);
    expect(location).toContain('https://login.example.com/auth/login?return_to=');
    expect(await who(victim)).toBe('李四');
  });

  it.each(['cross-site', 'same-site'])('signs nobody in who was sent there by a page (%s)', async (site) => {
    const victim = world.browser();
    const url = await handOff(await world.gadget(zhangSan));
    expect((await victim.open(url, { 'sec-fetch-site': site })).location).toContain('/auth/login?return_to=');
    expect(await who(victim)).toBe('unauthorized');
    // It was used up all the same.
    await victim.open(url, opened);
    expect(await who(victim)).toBe('unauthorized');
  });

  it('on a developer’s machine may come from a simulator in another port’s frame, and from no other site', async () => {
    const local = await createWorld({
      publicUrl: 'http://localhost:3000',
      app: { frameAncestors: ['http://localhost:4000'] },
    });
    const tokens = await local.gadget();
    const openedBy = async (site: string) => {
      const headers = { authorization: `Bearer ${tokens.access_token}` };
      const asked = { method: 'POST', url: '/api/v1/auth/handoff', headers, body: { return_to: '/' } } as const;
      const { url } = (await local.send(asked)).json<{ url: string }>();
      const frame = local.browser();
      await frame.open(url, { 'sec-fetch-site': site, 'sec-fetch-dest': 'iframe' });
      return who(frame);
    };
    expect([await openedBy('same-site'), await openedBy('cross-site')]).toEqual(['张三', 'unauthorized']);
    await local.close();
  });

  it.each([
    ['an image', { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }],
    ['a frame', { 'sec-fetch-dest': 'iframe' }],
    ['a prefetch', { 'sec-purpose': 'prefetch' }],
  ])('A17: is not even used up by %s', async (_what, headers) => {
    const url = await handOff(await world.gadget());
    const browser = world.browser();
    expect((await browser.open(url, { ...opened, ...headers })).code ?? 'page').toMatch(/forbidden_origin|page/);
    expect(await who(browser)).toBe('unauthorized');
    await browser.open(url, opened);
    expect(await who(browser)).toBe('张三');
  });
});

describe('V4: the page’s session', () => {
  async function both(): Promise<{ tokens: Tokens; webView: TestBrowser }> {
    const tokens = await world.gadget();
    const webView = world.browser();
    await webView.open(await handOff(tokens), opened);
    return { tokens, webView };
  }
  const bearer = ({ access_token }: Tokens) => ({ authorization: `Bearer ${access_token}` });

  it('ends with the mini program’s, and its page then waits for a tap', async () => {
    const { tokens, webView } = await both();
    await world.send({ method: 'POST', url: '/api/v1/auth/logout', headers: bearer(tokens), body: {} });
    expect(await who(webView)).toBe('unauthorized');
    await webView.open('/');
    expect(webView.cookies.has('__Host-flo')).toBe(true);
  });

  it('ends when a stolen refresh token of the mini program is found out', async () => {
    const { tokens, webView } = await both();
    const body = { refresh_token: tokens.refresh_token };
    const refresh = () => world.send({ method: 'POST', url: '/api/v1/auth/refresh', body });
    await refresh();
    expect(await who(webView)).toBe('张三');
    world.clock.advance(60_000);
    await refresh();
    expect(await who(webView)).toBe('unauthorized');
  });

  it('ends by itself without ending the mini program’s, which hands off anew', async () => {
    const { tokens, webView } = await both();
    await webView.fetch('POST', '/api/v1/auth/logout', {});
    expect((await world.me(tokens)).status).toBe(200);
    await webView.open(await handOff(tokens), opened);
    expect(await who(webView)).toBe('张三');
  });

  it('is never made of a session that is over, or of a person who may not come in any more', async () => {
    const tokens = await world.gadget();
    const url = await handOff(tokens);
    await world.send({ method: 'POST', url: '/api/v1/auth/logout', headers: bearer(tokens), body: {} });
    const webView = world.browser();
    expect((await webView.open(url, opened)).location).toContain('/auth/login');
    const other = await handOff(await world.gadget());
    const strict = world.secondInstance({ settings: { allowedTenants: ['another'] } }).browser();
    expect((await strict.open(other, opened)).location).toContain('/auth/login');
  });

  it('V8: leaves one row for each session, however many addresses are made', async () => {
    const tokens = await world.gadget();
    const urls = await Promise.all(Array.from({ length: 5 }, () => handOff(tokens)));
    const outcomes: unknown[] = [];
    for (const url of urls) {
      const browser = world.browser();
      await browser.open(url, opened);
      outcomes.push(await who(browser));
    }
    expect(outcomes.filter((name) => name === '张三')).toHaveLength(1);
  });
});

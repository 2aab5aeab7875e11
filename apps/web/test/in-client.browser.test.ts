import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inClient, zhangSan } from './people.ts';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

describe('the page inside the Feishu client', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  const session = { ...inClient, current: true };

  /** A server that signs in whoever comes with a code. */
  function welcome({ returnTo = `${world.stub.origin}/` } = {}): void {
    Object.assign(world.stub.replies, {
      'POST /api/v1/auth/h5/start': {
        status: 200,
        body: { state: 'state-1', app_id: 'cli_a1b2c3d4e5f60718', scopes: ['task:task:read'] },
      },
      'POST /api/v1/auth/h5': { status: 200, body: { user: zhangSan, return_to: returnTo } },
      'GET /api/v1/me': { status: 200, body: { user: zhangSan, session } },
      'GET /api/v1/sessions': { status: 200, body: { sessions: [session], apps: [], feishu_sign_out: false } },
    });
  }

  const requests = () => world.stub.asked.map(({ request }) => request.replace(/\?.*/, ''));
  const callsOf = (page: Page) => page.evaluate('window.calls');
  const signedIn = (page: Page) => page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
  const entrance = (page: Page) => page.evaluate(() => document.documentElement.dataset.entrance);

  it('signs in without a tap, in place', async () => {
    welcome();
    const page = await world.open({ client: 'new', path: '/login' });
    await signedIn(page);
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await entrance(page)).toBe('requestAccess');
    expect(await callsOf(page)).toEqual([
      {
        name: 'requestAccess',
        callbacks: ['function', 'function'],
        appID: 'cli_a1b2c3d4e5f60718',
        scopeList: ['task:task:read'],
        state: 'state-1',
      },
    ]);
    expect(world.stub.asked.slice(0, 2)).toEqual([
      { request: 'POST /api/v1/auth/h5/start', body: { return_to: `${world.stub.origin}/`, scopes: [] } },
      {
        request: 'POST /api/v1/auth/h5',
        body: { code: 'code-of-requestAccess', state: 'state-1', via: 'requestAccess' },
      },
    ]);
    expect(world.complaints).toEqual([]);
  });

  it('never paints the button on the way', async () => {
    welcome();
    world.stub.replies['POST /api/v1/auth/h5/start'] = { status: 200, delay: 60_000 };
    const script = `
      window.painted = [];
      const look = () => {
        for (const button of document.querySelectorAll('main button')) painted.push(button.textContent);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);`;
    const page = await world.open({ client: 'new', script });
    await page.getByRole('button', { name: '正在通过飞书登录…' }).waitFor();
    await page.waitForTimeout(200);
    expect(await page.evaluate('[...new Set(painted)]')).toEqual(['正在通过飞书登录…']);
  });

  it.each(['old', 'unsupported'] as const)('uses requestAuthCode when the client is %s', async (client) => {
    welcome();
    const page = await world.open({ client });
    await signedIn(page);
    expect(await entrance(page)).toBe('requestAuthCode');
    expect(await callsOf(page)).toContainEqual({
      name: 'requestAuthCode',
      callbacks: ['function', 'function'],
      appId: 'cli_a1b2c3d4e5f60718',
    });
  });

  it.each(['never-ready', 'without-codes'] as const)('goes to the sign-in page by itself when %s', async (client) => {
    welcome();
    const page = await world.open({ client });
    await page.waitForURL('**/auth/login?*');
    expect(requests()).not.toContain('POST /api/v1/auth/h5');
  });

  it('goes to the sign-in page by itself when the SDK is blocked', async () => {
    const page = await world.open({ client: 'new', boot: { h5_sdk_url: `${world.feishu.origin}/missing.js` } });
    await page.waitForURL('**/auth/login?*');
  });

  it('takes a frame or the link’s parameter for a hint too', async () => {
    welcome();
    const page = await world.open({ path: '/?feishu_client=1' });
    await signedIn(page);
  });

  it('goes where the person was going when that is another page', async () => {
    welcome({ returnTo: `${world.feishu.origin}/authorize.html` });
    const page = await world.open({ client: 'new' });
    await page.waitForURL('**/authorize.html');
  });

  it('never follows an address that is no page', async () => {
    welcome({ returnTo: 'javascript:document.title="owned"' });
    const page = await world.open({ client: 'new' });
    await page.getByRole('heading', { level: 1, name: '出了点问题' }).waitFor();
  });

  it('shows the session of whoever is there, not of whoever was', async () => {
    welcome();
    const lisi = { ...zhangSan, id: 'user-li', name: '李四' };
    world.stub.replies['GET /api/v1/me'] = { status: 200, body: { user: lisi, session } };
    const boot = { session: { user: zhangSan, session } };
    const script = `
      window.painted = [];
      const look = () => {
        for (const name of document.querySelectorAll('h1')) painted.push(name.textContent);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);`;
    const page = await world.open({ client: 'new', boot, script });
    await page.getByRole('heading', { level: 1, name: '李四' }).waitFor();
    expect(await page.evaluate('painted.includes("张三")')).toBe(false);
    expect(requests().filter((request) => request === 'POST /api/v1/auth/h5')).toHaveLength(1);
  });

  it.each(['without-codes', 'never-ready', 'silent'] as const)(
    'shows the session it holds, and leaves for no other page, when the client is %s',
    async (client) => {
      welcome();
      const page = await world.open({ client, boot: { session: { user: zhangSan, session } } });
      await signedIn(page);
      expect(new URL(page.url()).pathname).toBe('/');
      expect(requests()).not.toContain('POST /api/v1/auth/h5');
    },
  );

  it('shows the session it holds when the server cannot tell whose it is', async () => {
    welcome();
    world.stub.replies['POST /api/v1/auth/h5'] = refusal(503, 'upstream_unavailable', { retry_after: 7 });
    const page = await world.open({ client: 'new', boot: { session: { user: zhangSan, session } } });
    await signedIn(page);
  });

  it('shows nobody’s session to somebody who would not say who they are', async () => {
    welcome();
    const page = await world.open({ client: 'refuses', boot: { session: { user: zhangSan, session } } });
    await page.getByText('你取消了授权，没有登录').waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.waitForTimeout(300);
    expect(await page.getByText('张三').count()).toBe(0);
  });

  it('waits for a tap after a sign-out', async () => {
    welcome();
    const page = await world.open({ client: 'new', boot: { signed_out: true } });
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(requests()).toEqual([]);
    await page.getByRole('button', { name: '使用飞书登录' }).click();
    await signedIn(page);
  });

  it('does not sign back in whoever signs out', async () => {
    welcome();
    world.stub.replies['POST /api/v1/auth/logout'] = { status: 204 };
    const page = await world.open({ client: 'new' });
    await signedIn(page);
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    await page.getByText('你已退出登录。').waitFor();
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(requests().filter((request) => request === 'POST /api/v1/auth/h5')).toHaveLength(1);
  });

  it('says of a refusal in one line that nothing happened, and asks again only on a tap', async () => {
    welcome();
    const page = await world.open({ client: 'refuses' });
    await page.getByText('你取消了授权，没有登录').waitFor();
    expect(requests()).toEqual(['POST /api/v1/auth/h5/start']);
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor();
    await page.getByRole('button', { name: '使用飞书登录' }).click();
    await page.waitForTimeout(300);
    expect(requests()).toEqual(['POST /api/v1/auth/h5/start', 'POST /api/v1/auth/h5/start']);
  });

  it('explains a page that is not registered with Feishu', async () => {
    welcome();
    const page = await world.open({ client: 'not-registered' });
    await page.getByRole('heading', { level: 1, name: '登录地址没有登记' }).waitFor();
    await page.getByText('20029').waitFor();
  });

  it('gets a new code when Feishu’s answer was lost on the way', async () => {
    welcome();
    let exchanges = 0;
    world.stub.replies['POST /api/v1/auth/h5'] = () => {
      exchanges += 1;
      return exchanges === 1
        ? refusal(409, 'code_retry')
        : { status: 200, body: { user: zhangSan, return_to: `${world.stub.origin}/` } };
    };
    const page = await world.open({ client: 'new' });
    await signedIn(page);
    expect(exchanges).toBe(2);
  });

  it('says that the server is down, and signs in once it is back', async () => {
    welcome();
    const ready = world.stub.replies['POST /api/v1/auth/h5'];
    world.stub.replies['POST /api/v1/auth/h5'] = refusal(503, 'upstream_unavailable', { retry_after: 7 });
    const page = await world.open({ client: 'new' });
    await page.getByRole('heading', { level: 1, name: '飞书暂时没有回应' }).waitFor();
    await page.getByText('建议 7 秒后再试。').waitFor();
    await page.getByText('req_stub').waitFor();
    if (ready) world.stub.replies['POST /api/v1/auth/h5'] = ready;
    await page.getByRole('button', { name: '重试' }).click();
    await signedIn(page);
  });

  it('says that the browser refused the cookie instead of signing in for ever', async () => {
    welcome();
    world.stub.replies['GET /api/v1/me'] = refusal(401, 'unauthorized');
    const page = await world.open({ client: 'new' });
    await page.getByRole('heading', { level: 1, name: '浏览器没有保存登录状态' }).waitFor();
    expect(requests().filter((request) => request === 'POST /api/v1/auth/h5')).toHaveLength(1);
  });

  it('stops signing in by itself when no session ever comes of it', async () => {
    welcome({ returnTo: `${world.feishu.origin}/authorize.html` });
    const page = await world.open({ client: 'new' });
    for (let visit = 1; visit <= 3; visit += 1) {
      if (visit > 1) await page.goto(world.stub.origin);
      if (visit < 3) await page.waitForURL('**/authorize.html');
    }
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(requests().filter((request) => request === 'POST /api/v1/auth/h5')).toHaveLength(2);
  });

  it('offers the sign-in page when the client does not answer', async () => {
    welcome();
    const page = await world.open({ client: 'silent' });
    await page.getByRole('button', { name: '正在通过飞书登录…' }).waitFor();
    await page.getByRole('button', { name: '改用飞书登录页' }).click({ timeout: 12_000 });
    await page.waitForURL('**/auth/login?*');
  });
});

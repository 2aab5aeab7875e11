import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { FakeClient } from './fake-feishu.ts';
import { report, thisBrowser, zhangSan } from './people.ts';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

describe('consent to read the reader’s Feishu tasks', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  beforeEach(() => {
    Object.assign(world.stub.replies, {
      'GET /api/v1/sessions': { status: 200, body: { sessions: [thisBrowser], apps: [], feishu_sign_out: false } },
      'GET /api/v1/feishu/grant': { status: 200, body: { status: 'none', scopes: [], expires_at: null } },
    });
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  const boot = { session: { user: zhangSan, session: thisBrowser } };
  const scopes = ['task:task:read', 'offline_access'];
  const granted = { status: 200, body: { tasks: [report] } };
  const needsConsent = refusal(403, 'reauth_required', { scopes });
  const answer = (reply: object) => Object.assign(world.stub.replies, { 'GET /api/v1/feishu/tasks': reply });
  const requests = () => world.stub.asked.map(({ request }) => request);
  const readings = () => requests().filter((request) => request === 'GET /api/v1/feishu/tasks').length;
  const section = (page: Page) => page.getByRole('region', { name: '我的飞书任务' });
  const showButton = (page: Page) => page.getByRole('button', { name: '显示我的任务' });
  const allowButton = (page: Page) => page.getByRole('button', { name: '允许并查看任务' });
  const announced = (page: Page, text: string) =>
    page.getByRole('status').getByText(text).waitFor({ state: 'attached' });
  const isInView = (place: Locator) =>
    place.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    });
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

  it('is asked for on Feishu’s page in a browser, on a tap, with these scopes and the way back', async () => {
    answer(needsConsent);
    const page = await world.open({ boot, path: '/?from=a' });
    await showButton(page).click();
    await announced(page, '需要你的同意');
    expect(requests().some((request) => request.includes('/auth/'))).toBe(false);
    await allowButton(page).click();
    await page.waitForURL('**/auth/login?*');
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('scope')).toBe('task:task:read offline_access');
    expect(searchParams.get('return_to')).toBe(`${world.stub.origin}/?from=a&show=tasks`);
    expect(readings()).toBe(1);
  });

  it('is asked for again, and says so, when it is over', async () => {
    answer(needsConsent);
    const body = { status: 'reauth_required', scopes, expires_at: null };
    world.stub.replies['GET /api/v1/feishu/grant'] = { status: 200, body };
    const page = await world.open({ boot });
    await showButton(page).click();
    await page.getByRole('heading', { name: '需要你再次同意' }).waitFor();
    await announced(page, '需要你再次同意');
    await section(page).getByText('之前的授权已失效，或已在飞书中撤销。').waitFor();
    await allowButton(page).click();
    await page.waitForURL('**/auth/login?*');
  });

  it('shows the tasks by itself on the way back from Feishu, once', async () => {
    answer(granted);
    const page = await world.open({ boot, path: '/?from=a&show=tasks' });
    await section(page).getByText('准备周会材料').waitFor();
    expect(page.url()).toBe(`${world.stub.origin}/?from=a`);
    expect(await focused(page)).toBe('我的飞书任务');
    await page.reload();
    await showButton(page).waitFor();
    expect(readings()).toBe(1);
  });

  it('is not asked for in circles when it was not enough', async () => {
    answer(needsConsent);
    const page = await world.open({ boot, path: '/?show=tasks' });
    await section(page).getByText('飞书没有给出读取任务的权限。可以再试一次，或联系管理员。').waitFor();
    await allowButton(page).waitFor();
    await page.waitForTimeout(300);
    expect(readings()).toBe(1);
  });

  it('brings nothing to nobody who opens the address of the way back', async () => {
    answer(granted);
    const page = await world.open({ path: '/?show=tasks' });
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(requests()).toEqual([]);
  });

  it('can be refused on Feishu’s page: still signed in, with a word on it and the button', async () => {
    answer(granted);
    const page = await world.open({ boot, path: '/login?error=access_denied', width: 375 });
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
    const word = section(page).getByText(/没有得到你的同意.*你仍处于登录状态/);
    await word.waitFor();
    expect(await isInView(word)).toBe(true);
    expect(await isInView(showButton(page))).toBe(true);
    expect(page.url()).toBe(`${world.stub.origin}/`);
    expect(await focused(page)).toBe('我的飞书任务');
    await page.reload();
    await showButton(page).waitFor();
    expect(await section(page).getByText('没有得到你的同意').count()).toBe(0);
    expect(readings()).toBe(0);
  });

  it('can be given after stopping on the way to Feishu and coming back', async () => {
    answer(needsConsent);
    world.stub.replies['GET /api/v1/me'] = { status: 200, body: { user: zhangSan, session: thisBrowser } };
    const page = await world.open({ boot });
    await showButton(page).click();
    await allowButton(page).click();
    await page.waitForURL('**/auth/login?*');
    await page.goBack();
    await showButton(page).or(allowButton(page)).waitFor();
  });

  const renewed = { ...thisBrowser, id: 'ses_renewed' };

  /** A server that takes the code of whoever agrees. */
  function agreeable(): void {
    answer(needsConsent);
    let wanted: string[] = [];
    Object.assign(world.stub.replies, {
      'POST /api/v1/auth/h5/start': ({ scopes: asked }: { scopes: string[] }) => {
        wanted = asked;
        return { status: 200, body: { state: 'state-1', app_id: 'cli_1', scopes: asked } };
      },
      'POST /api/v1/auth/h5': () => {
        if (wanted.length > 0) answer(granted);
        return { status: 200, body: { user: zhangSan, return_to: `${world.stub.origin}/` } };
      },
      'GET /api/v1/me': { status: 200, body: { user: zhangSan, session: renewed } },
    });
  }

  /** The page inside a client that has said who is there. */
  async function openInClient(client: FakeClient): Promise<Page> {
    agreeable();
    const page = await world.open({ boot, client });
    await showButton(page).waitFor();
    world.stub.asked.length = 0;
    await page.evaluate('window.calls.length = 0');
    return page;
  }

  it('is asked for by the client’s sheet, with these scopes, and the tasks are read once more', async () => {
    const page = await openInClient('new');
    await showButton(page).click();
    await allowButton(page).click();
    await section(page).getByText('准备周会材料').waitFor();
    expect(await page.evaluate('window.calls')).toMatchObject([{ name: 'requestAccess', scopeList: scopes }]);
    expect(world.stub.asked).toContainEqual({
      request: 'POST /api/v1/auth/h5/start',
      body: { return_to: `${world.stub.origin}/`, scopes },
    });
    expect(readings()).toBe(2);
    expect(world.complaints).toEqual([]);
  });

  it('survives a look at the session that it is just replacing', async () => {
    const page = await openInClient('new');
    const finish = world.stub.replies['POST /api/v1/auth/h5'];
    world.stub.replies['POST /api/v1/auth/h5'] = (body, path) => {
      if (typeof finish !== 'function') throw new Error('The server is not agreeable.');
      return { ...finish(body, path), delay: 400 };
    };
    await showButton(page).click();
    await allowButton(page).click();
    await page.getByRole('button', { name: '等待飞书确认…' }).waitFor();
    // The sheet closes, and the old session is no more.
    const me = world.stub.replies['GET /api/v1/me'];
    world.stub.replies['GET /api/v1/me'] = refusal(401, 'unauthorized');
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.waitForTimeout(100);
    if (me !== undefined) world.stub.replies['GET /api/v1/me'] = me;
    await section(page).getByText('准备周会材料').waitFor();
  });

  it('can be refused inside the client: still signed in, with a word on it and the button', async () => {
    const page = await openInClient('refuses-scopes');
    await showButton(page).click();
    await allowButton(page).click();
    await announced(page, '没有得到你的同意，任务不会显示。你仍处于登录状态，想看时再点一次即可。');
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
    await allowButton(page).waitFor();
    expect(readings()).toBe(1);
    expect(requests()).not.toContain('POST /api/v1/auth/h5');
  });

  it('is asked for on Feishu’s page by a client that knows no scopes', async () => {
    const page = await openInClient('old');
    await showButton(page).click();
    await allowButton(page).click();
    await page.waitForURL('**/auth/login?*');
    expect(new URL(page.url()).searchParams.get('scope')).toBe(scopes.join(' '));
  });

  it('says what else kept the client from asking', async () => {
    agreeable();
    world.stub.replies['POST /api/v1/auth/h5/start'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot, client: 'new' });
    await showButton(page).click();
    await allowButton(page).click();
    await section(page).getByText('服务暂时不可用').waitFor();
    await allowButton(page).waitFor();
  });
});

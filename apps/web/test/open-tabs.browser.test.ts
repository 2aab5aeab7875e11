import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { thisBrowser, zhangSan } from './people.ts';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

describe('a tab left open', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  beforeEach(() => {
    Object.assign(world.stub.replies, {
      'GET /api/v1/sessions': { status: 200, body: { sessions: [thisBrowser], apps: [], feishu_sign_out: true } },
      'GET /api/v1/me': signedIn,
      'POST /api/v1/auth/logout': { status: 204 },
      'POST /api/v1/auth/logout/everywhere': { status: 204 },
      'POST /api/v1/auth/logout/feishu': { status: 204 },
    });
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  const signedIn = { status: 200, body: { user: zhangSan, session: thisBrowser } };
  const boot = { session: { user: zhangSan, session: thisBrowser } };
  const requests = () => world.stub.asked.map(({ request }) => request);
  const looks = () => requests().filter((request) => request.startsWith('GET /api/v1/me'));
  const listed = (page: Page) => page.getByText('没有其他设备登录。').waitFor();
  const ended = (page: Page) => page.getByText('登录已结束：已过期，或已在别处被结束。').waitFor();
  const stillSignedIn = (page: Page) => page.getByRole('heading', { level: 1, name: '张三' }).waitFor();

  /** The session page with its clock in our hand. */
  async function openWithClock(visit: Parameters<World['open']>[0] = { boot }): Promise<Page> {
    const page = await world.open(visit);
    await page.clock.install();
    await page.reload();
    if (visit.boot?.session) await listed(page);
    world.stub.asked.length = 0;
    return page;
  }

  async function pass(page: Page, seconds: number): Promise<void> {
    await page.clock.runFor(seconds * 1000);
    // Answers take real time.
    await page.waitForTimeout(200);
  }

  const hide = (page: Page, hidden: boolean) =>
    page.evaluate(
      (state) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
        document.dispatchEvent(new Event('visibilitychange'));
      },
      hidden ? 'hidden' : 'visible',
    );

  it('looks every twenty seconds whether its session still lives, without keeping it alive', async () => {
    const page = await openWithClock();
    await pass(page, 19);
    expect(requests()).toEqual([]);
    await pass(page, 2);
    expect(requests()).toEqual(['GET /api/v1/me?passive=true']);
    await pass(page, 40);
    expect(requests()).toEqual(Array(3).fill('GET /api/v1/me?passive=true'));
    await stillSignedIn(page);
  });

  it('notices a session revoked elsewhere within twenty seconds, waits for a tap, and asks no more', async () => {
    const page = await openWithClock();
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    world.stub.replies['GET /api/v1/me'] = refusal(401, 'unauthorized');
    await pass(page, 20);
    await ended(page);
    await pass(page, 120);
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(requests()).toEqual(['GET /api/v1/me?passive=true']);
    expect(loads).toBe(0);
  });

  it('does not sign in by itself inside the client after its session was revoked elsewhere', async () => {
    const page = await openWithClock({ boot, client: 'new' });
    world.stub.replies['GET /api/v1/me'] = refusal(401, 'unauthorized');
    await pass(page, 20);
    await ended(page);
    await pass(page, 60);
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(requests()).not.toContain('POST /api/v1/auth/h5/start');
  });

  it('does not look while it is hidden, and looks when it is shown again', async () => {
    const page = await openWithClock();
    await hide(page, true);
    await pass(page, 300);
    expect(requests()).toEqual([]);
    world.stub.replies['GET /api/v1/me'] = refusal(401, 'unauthorized');
    await hide(page, false);
    await ended(page);
    expect(looks()).toEqual(['GET /api/v1/me']);
  });

  it('does not look while nobody is signed in', async () => {
    const page = await openWithClock({});
    await pass(page, 300);
    expect(requests()).toEqual([]);
  });

  it.each([
    ['the server is in trouble', refusal(503, 'db_unavailable')],
    ['somebody else answers', { status: 401, body: 'hotel portal' }],
  ])('keeps its session and its peace while %s', async (_, trouble) => {
    const page = await openWithClock();
    world.stub.replies['GET /api/v1/me'] = trouble;
    await pass(page, 60);
    await stillSignedIn(page);
    expect(await page.locator('.problem').count()).toBe(0);
    expect(world.complaints).toEqual([]);
  });

  it('keeps its session while there is no network', async () => {
    const page = await openWithClock();
    await page.context().setOffline(true);
    await pass(page, 60);
    await page.context().setOffline(false);
    await stillSignedIn(page);
    expect(await page.locator('.problem').count()).toBe(0);
    await pass(page, 20);
    expect(looks().length).toBeGreaterThan(0);
    await stillSignedIn(page);
  });

  it('shows a session that took the place of its own', async () => {
    const page = await openWithClock();
    const session = { ...thisBrowser, id: 'ses_next', device: 'Firefox on a tablet' };
    world.stub.replies['GET /api/v1/me'] = { status: 200, body: { user: zhangSan, session } };
    await pass(page, 20);
    await page.getByText('Firefox on a tablet').waitFor();
  });

  it.each([
    ['退出登录', '你已退出登录。', 1],
    ['在所有设备退出登录', '你已在所有设备退出登录。', 2],
    ['同时退出飞书', '你已在所有设备退出登录，也已退出飞书。', 2],
  ])('learns at once of a sign-out in another tab: %s', async (name, farewell, taps) => {
    const page = await world.open({ boot });
    const other = await page.context().newPage();
    await other.goto(world.stub.origin);
    await listed(other);
    await page.bringToFront();
    world.stub.asked.length = 0;
    for (let tap = 1; tap <= taps; tap += 1) await page.getByRole('button', { name, exact: true }).click();
    await other.getByText(farewell).waitFor();
    await page.getByText(farewell).waitFor();
    expect(looks()).toEqual([]);
  });

  it('hears nothing of a sign-out that failed', async () => {
    world.stub.replies['POST /api/v1/auth/logout'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot });
    const other = await page.context().newPage();
    await other.goto(world.stub.origin);
    await listed(other);
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    await page.getByText('没能退出登录，请重试。').first().waitFor();
    await other.waitForTimeout(200);
    await stillSignedIn(other);
  });

  it('works in a WebView that knows no channel between tabs', async () => {
    const page = await world.open({ boot, script: 'delete window.BroadcastChannel' });
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    await page.getByText('你已退出登录。').waitFor();
    expect(world.complaints).toEqual([]);
  });
});

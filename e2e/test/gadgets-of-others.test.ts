import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Gadget, launch } from 'gadget-simulator';
import type { Browser } from 'playwright-core';
import { buildGadgetFor } from '../../scripts/build.ts';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { buildFrameworkGadget, type Framework } from '../src/framework-gadget.ts';
import { people } from '../src/people.ts';
import { createPhone, type Phone } from '../src/phone.ts';
import { buildPlainGadget } from '../src/plain-gadget.ts';
import { newVisitor } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

let world: World;
let folder: string;
let browser: Browser;
beforeAll(async () => {
  [world, browser, folder] = await Promise.all([startWorld(), launchChromium(), mkdtemp(join(tmpdir(), 'gadgets-'))]);
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

const running: Gadget[] = [];
afterEach(() => Promise.all(running.splice(0).map((gadget) => gadget.close())));

/** Opens a built mini program in Chromium. */
async function opened(dist: string, behaviour = 'accept', viewport = { width: 375, height: 667 }): Promise<Gadget> {
  const client = { platform: world.platform.url, person: '张三', behaviour };
  const gadget = await launch({ folder: dist, ...client, browser, context: { viewport } });
  running.push(gadget);
  return gadget;
}

/** Whoever may not come in reads why, with the numbers, and comes in at a tap once they may. */
async function tellsWhyNot(dist: string): Promise<void> {
  await world.platform.fault({ fault: 'user-frozen-between-code-and-token', when: 'before', times: 1 });
  const gadget = await opened(dist);
  const page = gadget.browserPage;
  await page.getByText('这个飞书账号的状态不能登录').waitFor();
  await page.getByText(/^user_not_allowed · \d{5} · /).waitFor();
  await world.platform.changeUser(people.zhangSan, { status: 'active' });
  await page.getByText('重试', { exact: true }).tap();
  await page.getByText('张三').waitFor();
  await page.getByText('退出登录', { exact: true }).tap();
  await page.getByText('登录', { exact: true }).tap();
  await page.getByText('张三').waitFor();
}

/** Without a network that is said, and the button is there. */
async function tellsThatNobodyAnswers(dist: string): Promise<void> {
  const gadget = await opened(dist, 'offline');
  await gadget.browserPage.getByText('连不上服务器').waitFor();
  await gadget.browserPage.getByText('no_network · 303').waitFor();
  await gadget.browserPage.getByText('重试', { exact: true }).waitFor();
}

describe('a mini program in plain JavaScript, with the sign-in as one file,', () => {
  let dist: string;
  beforeAll(async () => {
    dist = join(folder, 'plain');
    await buildPlainGadget(world.server.url, dist);
  });

  const phone = (): Phone => createPhone({ dist, platformUrl: world.platform.url });

  it('signs in at the real server without a tap, asks it something, and stays signed out after a sign-out', async () => {
    const person = phone();
    const gadget = await person.open();
    await gadget.until(({ data }) => data.name === '张三' && data.devices === 1);
    await gadget.page.call('leave');
    const again = await person.open();
    expect(person.exchanges.map((line) => line.replace(/\?.*/, ''))).toEqual([
      'POST /api/v1/auth/gadget 200',
      'GET /api/v1/sessions 200',
      'POST /api/v1/auth/logout 204',
    ]);
    expect([again.page.data.name, again.errors]).toEqual(['', []]);
  });

  it('says why somebody may not come in, and lets them in at a tap once they may', () => tellsWhyNot(dist));
  it('says that nobody answers', () => tellsThatNobodyAnswers(dist));

  describe('opens a web page', () => {
    it('as its person, once, until the mini program signs out', async () => {
      const person = phone();
      const gadget = await person.open();
      await gadget.until(({ data }) => data.name === '张三');
      await gadget.page.call('open');
      const { data } = await gadget.until(({ path, data: { url } }) => path === 'pages/orders/orders' && url !== '');

      const [webView, stranger] = [await newVisitor(browser), await newVisitor(browser)];
      const page = await webView.newPage();
      await page.goto(String(data.url));
      expect(page.url()).toBe(`${world.server.url}/`);
      await page.getByText('张三').first().waitFor();
      expect(await page.evaluate(() => document.referrer)).toBe('');

      const other = await stranger.newPage();
      await other.goto(String(data.url));
      expect(new URL(other.url()).origin).not.toBe(world.server.url);
      expect(await stranger.cookies(world.server.url).then((all) => all.map(({ name }) => name))).not.toContain('fls');

      const again = await person.open();
      await again.until((first) => first.data.name === '张三');
      await again.page.call('leave');
      await page.reload();
      expect(await page.evaluate(() => fetch('/api/v1/me').then(({ status }) => status))).toBe(401);
      await Promise.all([webView.close(), stranger.close()]);
    });

    it('in a web-view, by a tap: a window with cookies of its own, whose session ends with that of the mini program', async () => {
      const gadget = await opened(dist);
      // The simulator's web-view is a frame, and our own pages show in none. The client's is a window, as here.
      await gadget.browserPage.route('**/auth/handoff?*', (route) => route.abort());
      await gadget.page.$('button').tap();
      const address = await gadget.page.waitFor('web-view').then(() => gadget.page.data('url'));
      const webView = await newVisitor(browser, { userAgent: 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Lark/7.20.1' });
      const page = await webView.newPage();
      const arrived = await page.goto(String(address));
      expect((await arrived?.request().redirectedFrom()?.response())?.status()).toBe(303);
      await page.getByText('张三').first().waitFor();
      await gadget.navigateBack();
      await gadget.browserPage.getByText('退出登录', { exact: true }).tap();
      await gadget.browserPage.getByText('登录', { exact: true }).waitFor();
      await page.reload();
      expect(await page.evaluate(() => fetch('/api/v1/me').then(({ status }) => status))).toBe(401);
      await webView.close();
    });
  });
});

describe('our own mini program, as it is shipped,', () => {
  let dist: string;
  beforeAll(async () => {
    dist = join(folder, 'ours');
    await buildGadgetFor(world.server.url, dist);
  });

  it('says that it loads while nobody has answered', async () => {
    const gadget = await opened(dist, 'slow');
    await gadget.browserPage.getByText('正在加载…').waitFor();
  });

  it('on a phone on its side shows why nobody is signed in, and the way on', async () => {
    const gadget = await opened(dist, 'offline', { width: 812, height: 375 });
    await gadget.browserPage.getByText('网络没有连通').waitFor();
    const seen = ['.notice-title', '.primary'].map((place) => gadget.browserPage.locator(place).boundingBox());
    for (const box of await Promise.all(seen)) {
      expect(box?.y).toBeGreaterThan(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(375);
    }
  });

  it('signs in at the real server without a tap, and waits for one after a sign-out', async () => {
    const person = createPhone({ dist, platformUrl: world.platform.url });
    const gadget = await person.open();
    const home = await gadget.until(({ path, data }) => path === 'pages/home/home' && data.ready === true);
    expect(person.exchanges[0]).toBe('POST /api/v1/auth/gadget 200');
    await home.call('signOut');
    const again = await person.open();
    await again.until(({ path, data }) => path === 'pages/login/login' && data.button !== '');
    expect(person.exchanges.filter((line) => line.includes('auth/gadget'))).toHaveLength(1);
  });
});

describe.each<[Framework, (data: Record<string, unknown>) => string]>([
  ['uni-app', (data) => JSON.stringify(data)],
  ['taro', ({ root }) => JSON.stringify(root)],
])('a mini program written with %s, built by its own command,', (framework, shown) => {
  let dist: string;
  beforeAll(async () => {
    dist = await buildFrameworkGadget(framework, world.server.url);
  }, 300_000);

  it('signs in at the real server without a tap, and asks it something', async () => {
    const person = createPhone({ dist, platformUrl: world.platform.url });
    const gadget = await person.open();
    await gadget.until(({ data }) => shown(data).includes('张三'), 10_000);
    expect(person.exchanges).toEqual(['POST /api/v1/auth/gadget 200', 'GET /api/v1/sessions 200']);
    expect(gadget.errors).toEqual([]);
  });

  it('says why somebody may not come in, and lets them in at a tap once they may', () => tellsWhyNot(dist));
  it('says that nobody answers', () => tellsThatNobodyAnswers(dist));
});

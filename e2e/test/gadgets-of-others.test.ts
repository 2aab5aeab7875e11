import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launch } from 'gadget-simulator';
import type { Browser } from 'playwright-core';
import { buildGadgetFor, buildSignInFile } from '../../scripts/build.ts';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { repository } from '../../scripts/run.ts';
import { buildFrameworkGadget, type Framework } from '../src/framework-gadget.ts';
import { createPhone, type Phone } from '../src/phone.ts';
import { newVisitor } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  [world, folder] = await Promise.all([startWorld(), mkdtemp(join(tmpdir(), 'gadgets-'))]);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

describe('a mini program in plain JavaScript, with the sign-in as one file,', () => {
  let dist: string;
  beforeAll(async () => {
    dist = join(folder, 'plain');
    await cp(join(repository, 'examples/gadget-plain-js'), dist, { recursive: true });
    await buildSignInFile(dist);
    const app = join(dist, 'app.js');
    await writeFile(app, (await readFile(app, 'utf8')).replace('https://login.example.com', world.server.url));
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

  describe('opens a web page', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());

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

    it('in a web-view, by a tap: what that opens has a cookie session of its own', async () => {
      const gadget = await launch({ folder: dist, platform: world.platform.url, person: '张三', browser });
      const opened = gadget.browserPage.waitForResponse((answer) => answer.url().includes('/auth/handoff?code='));
      await gadget.page.$('button').tap();
      expect((await opened).status()).toBe(303);
      // The simulator's web-view is a frame, and our own pages show in none; the client's is a window.
      const page = await gadget.browserPage.context().newPage();
      await page.goto(world.server.url);
      await page.getByText('张三').first().waitFor();
      await gadget.close();
    });
  });
});

describe('our own mini program, as it is shipped,', () => {
  it('signs in at the real server without a tap, and waits for one after a sign-out', async () => {
    const dist = join(folder, 'ours');
    await buildGadgetFor(world.server.url, dist);
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
  it('signs in at the real server without a tap, and asks it something', async () => {
    const dist = await buildFrameworkGadget(framework, world.server.url);
    const person = createPhone({ dist, platformUrl: world.platform.url });
    const gadget = await person.open();
    await gadget.until(({ data }) => shown(data).includes('张三'), 10_000);
    expect(person.exchanges).toEqual(['POST /api/v1/auth/gadget 200', 'GET /api/v1/sessions 200']);
    expect(gadget.errors).toEqual([]);
  }, 300_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { people } from '../src/people.ts';
import { newVisitor, signInAtFeishu } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

describe('when more people sign in than Feishu takes', () => {
  let world: World;
  let browser: Browser;

  beforeAll(async () => {
    // Nine sign-ins a minute, and four of them at once.
    const env = { FEISHU_CALLS_PER_SECOND: '1', BRAND_NAME: 'Acme', BRAND_COLOR: '#8a1c5b' };
    [world, browser] = await Promise.all([startWorld({ env }), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const begin = () => fetch(`${world.server.url}/auth/login`, { redirect: 'manual', headers: { accept: 'text/html' } });
  const open = async (locale: string): Promise<Page> => {
    const visitor = await newVisitor(browser, { locale, javaScriptEnabled: false });
    visitor.setDefaultTimeout(30_000);
    const page = await visitor.newPage();
    await page.goto(`${world.server.url}/auth/login`);
    return page;
  };
  const isSignedIn = async (page: Page) => {
    await page.waitForURL(`${world.server.url}/`);
    return (await page.context().cookies()).some(({ name }) => name === 'fls');
  };

  it('M2: while Feishu itself asks to be left alone, people wait for as long as it says', async () => {
    await world.platform.fault({
      fault: 'rate-limited',
      when: 'before',
      match: { path: '/oauth/v3/token' },
      times: 1,
      params: { reset: 5 },
    });
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    expect((await world.server.signIn(code)).status).toBe(503);
    const page = await open('en');
    expect(await page.getByRole('status').textContent()).toMatch(/About \d+ seconds/);
    await signInAtFeishu(page);
    expect(await isSignedIn(page)).toBe(true);
    await page.context().close();
  });

  it('J11: a person without scripts sees their place and the time, in their language, and comes to Feishu by themselves', async () => {
    while ((await begin()).status === 302);
    const first = await open('zh-CN');
    const second = await open('en');
    expect(await first.getByRole('heading').textContent()).toBe('很多人正在登录');
    expect(await first.getByRole('status').textContent()).toMatch(/你前面大约有 1 人\s*约 \d+ 秒/);
    expect(await second.getByRole('status').textContent()).toMatch(/About 2 people are before you\s*About \d+ seconds/);
    expect(await second.title()).toMatch(/^About \d+ seconds · Many people are signing in · Acme$/);
    expect(await second.locator('html').getAttribute('lang')).toBe('en');
    for (const [page, openId] of [
      [first, people.zhangSan],
      [second, people.liSi],
    ] as const) {
      await signInAtFeishu(page, { openId });
      expect(await isSignedIn(page)).toBe(true);
      await page.context().close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { closeLine } from '../src/close-line.ts';
import { people } from '../src/people.ts';
import { newVisitor, openInClient, signedInUser, signInAtFeishu, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

describe('when more people sign in than Feishu takes', () => {
  let world: World;
  let browser: Browser;

  beforeAll(async () => {
    // Nine sign-ins a minute, and four of them at once.
    const env = { FEISHU_CALLS_PER_SECOND: '1', BRAND_NAME: 'Acme', BRAND_COLOR: '#8a1c5b' };
    [world, browser] = await Promise.all([startWorld({ env, gadget: true }), launchChromium()]);
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
    await closeLine(world, 5);
    const page = await open('en');
    expect(await page.getByRole('status').textContent()).toMatch(/About \d+ seconds/);
    await signInAtFeishu(page);
    expect(await isSignedIn(page)).toBe(true);
    await page.context().close();
  });

  it('J11: the mini program and a page inside the client wait by themselves, and go on when it is their turn', async () => {
    await world.platform.withdrawGrant(people.liSi);
    await closeLine(world, 8);
    // One each: who is in the emulated client lies in a cookie, and whoever agreed before is not asked.
    const visitors = await Promise.all([newVisitor(browser), newVisitor(browser)]);
    for (const visitor of visitors) visitor.setDefaultTimeout(30_000);
    const inMiniProgram = async () => {
      const phone = await visitors[0].newPage();
      await phone.goto(`${world.platform.url}/_emulator/client/?tab=gadget&open_id=${people.zhangSan}`);
      const screen = phone.frameLocator('#stage iframe');
      await screen.getByRole('button', { name: words.signIn }).click();
      await screen.getByText(/^(前面约 \d+ 人|你排在第一位)，约 \d+ 秒后自动继续$/).waitFor();
      await screen.getByRole('button', { name: words.signOut }).waitFor();
    };
    const inPage = async () => {
      const { frame } = await openInClient(visitors[1], world, { openId: people.liSi });
      await frame.getByRole('heading', { name: '很多人正在登录' }).waitFor();
      await signInAtFeishu(frame, { openId: people.liSi });
      expect(await signedInUser(frame)).toMatchObject({ open_id: people.liSi });
    };
    await Promise.all([inMiniProgram(), inPage()]);
    await Promise.all(visitors.map((visitor) => visitor.close()));
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

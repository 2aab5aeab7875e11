import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clientAges } from 'feishu-emulator/client';
import type { Browser, BrowserContext, FrameLocator } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { until } from '../../scripts/until.ts';
import { people } from '../src/people.ts';
import { newVisitor, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

describe('the rendered mini program in the emulated client', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;
  let faults: string[];

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld({ gadget: true }), launchChromium()]);
  });
  beforeEach(async () => {
    visitor = await newVisitor(browser, { viewport: { width: 1280, height: 900 } });
    faults = [];
    visitor.on('weberror', (error) => faults.push(error.error().message));
  });
  afterEach(async () => {
    await visitor.close();
    await world.platform.reset();
    expect(faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function phone(settings: Record<string, string> = {}) {
    const page = await visitor.newPage();
    const query = new URLSearchParams({ tab: 'gadget', open_id: people.zhangSan, ...settings });
    await page.goto(`${world.platform.url}/_emulator/client/?${query}`);
    return { page, screen: page.frameLocator('#stage iframe') };
  }

  const signIn = (screen: FrameLocator) => screen.getByRole('button', { name: words.signIn });
  const signOut = (screen: FrameLocator) => screen.getByRole('button', { name: words.signOut });

  it('signs in at a tap, survives a reload and signs out for good', async () => {
    const { page, screen } = await phone();
    await signIn(screen).click();
    await signOut(screen).waitFor();
    await screen.getByText('张三').first().waitFor();
    await page.reload();
    await signOut(screen).waitFor();
    await signOut(screen).click();
    await signIn(screen).waitFor();
    await page.reload();
    await signIn(screen).waitFor();
    await page.waitForTimeout(500);
    expect(await signIn(screen).isVisible()).toBe(true);
  });

  it.each(['middle', 'old'] as const)('signs in on a client of %s age', async (age) => {
    const { screen } = await phone({ version: clientAges[age], open_id: people.liSi });
    await signIn(screen).click();
    await signOut(screen).waitFor();
    await screen.getByText('李四').first().waitFor();
    await signOut(screen).click();
    await signIn(screen).waitFor();
  });

  it.each([
    ['refuse', '你取消了授权'],
    ['offline', '网络没有连通'],
  ])('says what happened when the client answers with %s, and offers to try again', async (behaviour, title) => {
    const { screen } = await phone({ behaviour });
    await signIn(screen).click();
    await screen.getByText(title).waitFor();
    await screen.getByRole('button', { name: words.tryAgain }).waitFor();
  });

  it('turns dark with the client while it is open', async () => {
    const { page, screen } = await phone();
    await signIn(screen).waitFor();
    const ground = () => screen.locator('.login').evaluate((element) => getComputedStyle(element).color);
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    // The page hears of it by an event, and may be asked first.
    await until(async () => (await ground()) !== light);
  });

  it('tells a frozen person what the web page tells them', async () => {
    const { screen } = await phone();
    await signIn(screen).waitFor();
    await world.platform.fault({ fault: 'user-frozen-between-code-and-token', when: 'before', times: 1 });
    await signIn(screen).click();
    await screen.getByText('这个飞书账号的状态不能登录').waitFor();
  });

  /** The page of tasks of somebody who has just signed in. */
  async function openTasks(settings: Record<string, string> = {}) {
    const { page, screen } = await phone(settings);
    await signIn(screen).click();
    await screen.getByRole('button', { name: words.tasks }).click();
    return {
      page,
      screen,
      allow: screen.getByRole('button', { name: words.allowTasks }),
      sheet: screen.getByRole('dialog'),
      task: screen.getByText('准备周会材料'),
    };
  }

  it('asks for consent at a tap, in Feishu’s words, and shows the tasks', async () => {
    const { allow, sheet, task } = await openTasks();
    await allow.click();
    await sheet.getByText('task:task:read').waitFor();
    await sheet.getByRole('button', { name: words.agree }).click();
    await task.waitFor();
    expect(await allow.isVisible()).toBe(false);
  });

  it('leaves whoever refuses signed in, with the button still there', async () => {
    const { screen, allow, sheet, task } = await openTasks();
    await allow.click();
    await sheet.getByRole('button', { name: words.refuse }).click();
    await screen.getByText('你取消了授权').waitFor();
    expect(await task.isVisible()).toBe(false);
    await allow.click();
    await sheet.getByRole('button', { name: words.agree }).click();
    await task.waitFor();
    await screen.getByText('你取消了授权').waitFor({ state: 'detached' });
  });

  it('asks again once consent was withdrawn in Feishu', async () => {
    const { screen, page, allow, sheet, task } = await openTasks({ behaviour: 'ask' });
    await allow.click();
    await sheet.getByRole('button', { name: words.agree }).click();
    await task.waitFor();
    await world.platform.withdrawGrant(people.zhangSan);
    await page.reload();
    await screen.getByRole('button', { name: words.tasks }).click();
    await screen.getByText(words.consentAgain).waitFor();
    await allow.click();
    await sheet.getByRole('button', { name: words.agree }).click();
    await task.waitFor();
  });

  it.each([words.signOutEverywhere, words.signOutOfFeishu])(
    'asks before it does what “%s” says, and then signs in at a tap alone',
    async (act) => {
      const { page, screen } = await phone();
      await signIn(screen).click();
      await screen.getByRole('button', { name: words.devices }).click();
      const dialog = screen.getByRole('dialog');
      await screen.getByRole('button', { name: act }).click();
      await dialog.getByText(`${act}？`).waitFor();
      await dialog.getByRole('button', { name: words.cancel }).click();
      await dialog.waitFor({ state: 'detached' });
      await screen.getByRole('button', { name: act }).click();
      await dialog.getByRole('button', { name: words.leave }).click();
      await screen.getByText('你已退出登录').waitFor();
      await page.reload();
      await signIn(screen).waitFor();
      await page.waitForTimeout(500);
      await signIn(screen).click();
      await signOut(screen).waitFor();
    },
  );

  it('leads to the login page when its session was ended elsewhere, and stays there', async () => {
    const { page, screen } = await phone();
    await signIn(screen).click();
    await signOut(screen).waitFor();
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    const { body } = await world.server.signIn(code);
    await world.server.endOtherSessions(body.access_token);
    await screen.getByRole('button', { name: words.devices }).click();
    await screen.getByText('登录已过期').waitFor();
    await page.waitForTimeout(500);
    expect(await signIn(screen).isVisible()).toBe(true);
  });

  it('tells whoever has too old a client to update it', async () => {
    const { screen, allow } = await openTasks({ version: clientAges.middle });
    await allow.click();
    await screen.getByText('需要更新飞书').waitFor();
    expect(await allow.isVisible()).toBe(true);
  });
});

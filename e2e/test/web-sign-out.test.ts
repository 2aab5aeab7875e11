import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { people } from '../src/people.ts';
import { frameOf, newVisitor, openInClient, signedInUser, signInByRedirect, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

/** On the platform's side. */
const endSignIns = '/open-apis/passport/v1/sessions/logout';

describe('signing out on the web page', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;
  let elsewhere: BrowserContext;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), launchChromium()]);
  });
  beforeEach(async () => {
    [visitor, elsewhere] = await Promise.all([newVisitor(browser), newVisitor(browser)]);
  });
  afterEach(async () => {
    await Promise.all([visitor.close(), elsewhere.close()]);
    await world.platform.reset();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const signIn = (page: Page | Frame) => page.getByRole('button', { name: words.signIn });
  const over = (page: Page | Frame) => page.getByText('登录已结束：已过期，或已在别处被结束。');

  /** Asked, and confirmed. */
  async function signOut(page: Page | Frame, name: string): Promise<void> {
    await page.getByRole('button', { name }).click();
    await page.getByRole('group').getByRole('button', { name }).click();
  }

  async function signedIn(context: BrowserContext): Promise<Page> {
    await context.clock.install();
    const page = await context.newPage();
    await signInByRedirect(page, world);
    return page;
  }

  it('everywhere ends the sessions of other browsers, whose open pages notice within twenty seconds', async () => {
    const [page, other] = [await signedIn(visitor), await signedIn(elsewhere)];
    await signOut(page, words.signOutEverywhere);
    await page.getByText('你已在所有设备退出登录。').waitFor();
    await elsewhere.clock.runFor(20_000);
    await over(other).waitFor();
    await signIn(other).waitFor();
    expect(await world.platform.journal(endSignIns)).toEqual([]);
    // Feishu itself still knows the person.
    await signIn(page).click();
    await page.locator('html[data-page=consent]').waitFor({ state: 'attached' });
  });

  it('of Feishu too ends Feishu’s sign-ins: the next sign-in begins with an account', async () => {
    const [page, other] = [await signedIn(visitor), await signedIn(elsewhere)];
    await signOut(page, words.signOutOfFeishu);
    await page.getByText('你已在所有设备退出登录，也已退出飞书。').waitFor();
    await elsewhere.clock.runFor(20_000);
    await over(other).waitFor();
    expect(await world.platform.journal(endSignIns)).toMatchObject([{ code: 0, committed: true }]);
    await signIn(page).click();
    await page.locator('html[data-page=sign-in]').waitFor({ state: 'attached' });
  });

  it('of Feishu too changes nothing while Feishu does not do it, and says so', async () => {
    const page = await signedIn(visitor);
    await world.platform.fault({ fault: 'http-503', when: 'before', match: { path: endSignIns } });
    await signOut(page, words.signOutOfFeishu);
    await page.getByRole('group').getByText('飞书没有回应').waitFor();
    expect((await signedInUser(page)).name).toBe('张三');
    await world.platform.clearFaults();
    await page.getByRole('group').getByRole('button', { name: words.signOutOfFeishu }).click();
    await signIn(page).waitFor();
  });

  it('is known at once to the other tabs of the browser', async () => {
    const page = await signedIn(visitor);
    const tab = await visitor.newPage();
    await tab.goto(world.server.url);
    await signedInUser(tab);
    await page.getByRole('button', { name: words.signOut, exact: true }).click();
    await tab.getByText('你已退出登录。').waitFor();
  });

  it('everywhere inside the client holds through a reload, until a tap', async () => {
    const { page, frame } = await openInClient(visitor, world);
    await signedInUser(frame);
    await signOut(frame, words.signOutEverywhere);
    await signIn(frame).waitFor();
    await page.reload();
    const reloaded = await frameOf(page);
    await signIn(reloaded).waitFor();
    await page.waitForTimeout(1000);
    await signIn(reloaded).click();
    await signedInUser(reloaded);
  });

  it('by an administrator, who freezes the account, is noticed inside the client, which does not sign in again', async () => {
    await visitor.clock.install();
    const { frame } = await openInClient(visitor, world);
    await signedInUser(frame);
    await world.platform.changeUser(people.zhangSan, { status: 'frozen' }, { push: true });
    await visitor.clock.runFor(20_000);
    await over(frame).waitFor();
    await signIn(frame).waitFor();
  });

  it('leaves no way out of Feishu where the server is not set up for it', async () => {
    await world.restart({ FEISHU_SIGN_OUT: 'false' });
    try {
      const page = await signedIn(visitor);
      await page.getByRole('button', { name: words.signOutEverywhere }).waitFor();
      expect(await page.getByRole('button', { name: words.signOutOfFeishu }).count()).toBe(0);
    } finally {
      await world.restart({});
    }
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { people } from '../src/people.ts';
import {
  type ClientOptions,
  newVisitor,
  openInClient,
  signedInUser,
  signInAtFeishu,
  signInByRedirect,
  words,
} from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

/** What the tasks need and the server may ask for; `task:task:write` would do as well, but is not configured. */
const needed = ['offline_access', 'task:task:read'];
const other = 'contact:user.email:readonly';
const listTasks = '/open-apis/task/v2/tasks';
const authorize = '/open-apis/authen/v1/authorize';

describe('consent on the web page', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;

  beforeAll(async () => {
    const env = { FEISHU_SCOPES: [...needed, other].join(' ') };
    [world, browser] = await Promise.all([startWorld({ env }), launchChromium()]);
  });
  beforeEach(async () => {
    visitor = await newVisitor(browser);
  });
  afterEach(async () => {
    await visitor.close();
    // Neither side remembers what was allowed.
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    await world.server.forgetGrant((await world.server.signIn(code)).body.access_token);
    await world.platform.reset();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const section = (page: Page | Frame) => page.getByRole('region', { name: words.tasks });
  const show = (page: Page | Frame) => page.getByRole('button', { name: words.showTasks });
  const allow = (page: Page | Frame) => page.getByRole('button', { name: words.allowTasks });
  const task = (page: Page | Frame) => section(page).getByText('准备周会材料');
  const refused = (page: Page | Frame) => section(page).getByText(/没有得到你的同意.*你仍处于登录状态/);
  const scopesAsked = async () => (await world.platform.codes()).map(({ scopes }) => scopes.sort());
  const cookie = async () => (await visitor.cookies(world.server.url)).find(({ value }) => value.startsWith('fls_'));

  const sessionsOf = (page: Page) =>
    page.evaluate(async () => {
      const { sessions } = (await (await fetch('/api/v1/sessions')).json()) as { sessions: unknown[] };
      return sessions.length;
    });

  /** Somebody signed in by redirect, in front of the button that asks for their consent. */
  async function atConsentInBrowser(): Promise<Page> {
    const page = await visitor.newPage();
    await signInByRedirect(page, world);
    await show(page).click();
    await allow(page).waitFor();
    return page;
  }

  /** The same inside the client; its sheet is drawn over the page. */
  async function atConsentInClient(options: ClientOptions = { behaviour: 'ask' }) {
    const { page, frame } = await openInClient(visitor, world, options);
    await signedInUser(frame);
    await show(frame).click();
    await allow(frame).waitFor();
    return { page, frame, sheet: page.getByRole('dialog') };
  }

  it('is asked of nobody who signs in', async () => {
    const page = await visitor.newPage();
    await signInByRedirect(page, world);
    await show(page).waitFor();
    expect(await scopesAsked()).toEqual([[]]);
    expect(await world.platform.journal(listTasks)).toEqual([]);
  });

  it('is given on Feishu’s page, which leads back to the tasks, in a session that takes the place of the one before', async () => {
    const page = await atConsentInBrowser();
    const before = await cookie();
    const sessions = await sessionsOf(page);
    await allow(page).click();
    await page.locator('html[data-page=consent]').waitFor({ state: 'attached' });
    await page.getByText('task:task:read').waitFor();
    await signInAtFeishu(page);
    await task(page).waitFor();
    expect(page.url()).toBe(`${world.server.url}/`);
    expect((await cookie())?.value).not.toBe(before?.value);
    expect(await sessionsOf(page)).toBe(sessions);
    expect(await world.platform.journal(listTasks)).toHaveLength(1);
    await page.reload();
    await show(page).click();
    await task(page).waitFor();
    expect(await scopesAsked()).toEqual([needed, []]);
  });

  it('is given on the client’s sheet, and the page is not left', async () => {
    const { frame, sheet } = await atConsentInClient();
    const before = await cookie();
    await frame.evaluate(() => document.body.setAttribute('data-stays', ''));
    await allow(frame).click();
    await sheet.getByText('task:task:read').waitFor();
    await sheet.getByRole('button', { name: words.agree }).click();
    await task(frame).waitFor();
    expect(await frame.locator('body[data-stays]').count()).toBe(1);
    expect((await cookie())?.value).not.toBe(before?.value);
    expect(await world.platform.journal(listTasks)).toHaveLength(1);
    expect(await scopesAsked()).toEqual([needed, []]);
    expect(await world.platform.grants()).toMatchObject([{ open_id: people.zhangSan, scopes: needed }]);
  });

  it('is given on Feishu’s page by a client whose JSAPI knows no scopes', async () => {
    const { frame } = await atConsentInClient({ age: 'middle', behaviour: 'accept' });
    await allow(frame).click();
    await signInAtFeishu(frame);
    await task(frame).waitFor();
    expect(await scopesAsked()).toEqual([needed, []]);
  });

  it('that is refused on Feishu’s page leaves the person signed in, with a word on it, and can be given after all', async () => {
    const page = await atConsentInBrowser();
    const before = await cookie();
    await allow(page).click();
    await signInAtFeishu(page, { decision: 'refuse' });
    await refused(page).waitFor();
    expect((await signedInUser(page)).name).toBe('张三');
    expect(await cookie()).toEqual(before);
    expect(page.url()).toBe(`${world.server.url}/`);
    expect(await world.platform.journal(listTasks)).toEqual([]);
    await show(page).click();
    await allow(page).click();
    await signInAtFeishu(page);
    await task(page).waitFor();
  });

  it('that is refused on the client’s sheet leaves the person signed in, with a word on it, and can be given after all', async () => {
    const { frame, sheet } = await atConsentInClient();
    const before = await cookie();
    await allow(frame).click();
    await sheet.getByRole('button', { name: words.refuse }).click();
    await refused(frame).waitFor();
    expect((await signedInUser(frame)).name).toBe('张三');
    expect((await cookie())?.value).toBe(before?.value);
    expect(await world.platform.journal(listTasks)).toEqual([]);
    await allow(frame).click();
    await sheet.getByRole('button', { name: words.agree }).click();
    await task(frame).waitFor();
  });

  it('is asked for again once it was withdrawn in Feishu', async () => {
    const page = await atConsentInBrowser();
    await allow(page).click();
    await signInAtFeishu(page);
    await task(page).waitFor();
    await world.platform.withdrawGrant(people.zhangSan);
    await page.reload();
    await show(page).click();
    await page.getByRole('heading', { name: words.consentAgain }).waitFor();
    await allow(page).click();
    await signInAtFeishu(page);
    await task(page).waitFor();
  });

  it('can be deleted here', async () => {
    const page = await atConsentInBrowser();
    await allow(page).click();
    await signInAtFeishu(page);
    await section(page).getByText('查看任务').waitFor();
    await page.getByRole('button', { name: words.forgetGrant }).click();
    await section(page)
      .getByText(/已删除这里保存的授权/)
      .waitFor();
    await show(page).click();
    await allow(page).waitFor();
    await signedInUser(page);
  });

  it('that Feishu does not honour is asked for once, and the person is told', async () => {
    const page = await atConsentInBrowser();
    await world.platform.fault({ fault: '99991679', when: 'before', match: { path: listTasks } });
    const readings: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/feishu/tasks')) readings.push(request.url());
    });
    await allow(page).click();
    await signInAtFeishu(page);
    await section(page).getByText('飞书没有给出读取任务的权限。可以再试一次，或联系管理员。').waitFor();
    await page.waitForTimeout(500);
    expect(readings).toHaveLength(1);
    expect(await scopesAsked()).toEqual([needed, []]);
  });

  it.each(['task:task:write', 'task:task:read im:message'])(
    'is never asked for what is not configured: %s does not reach the platform',
    async (scope) => {
      const page = await visitor.newPage();
      await signInByRedirect(page, world);
      const before = (await world.platform.journal(authorize)).length;
      const answer = await page.goto(`${world.server.url}/auth/login?${new URLSearchParams({ scope })}`);
      expect(answer?.status()).toBe(400);
      const started = await page.evaluate(
        async (scopes) =>
          (
            await fetch('/api/v1/auth/h5/start', {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ scopes }),
            })
          ).status,
        scope.split(' '),
      );
      expect(started).toBe(400);
      expect(await world.platform.journal(authorize)).toHaveLength(before);
    },
  );
});

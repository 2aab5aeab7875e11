import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { freePort } from '../../scripts/free-port.ts';
import { until } from '../../scripts/until.ts';
import { clientsFile, publicClient } from '../src/oidc-clients.ts';
import { people } from '../src/people.ts';
import { type RelyingParty, startRelyingParty } from '../src/relying-party.ts';
import { type Sample, startSample } from '../src/sample.ts';
import { newVisitor, signInAtFeishu, signInByRedirect, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

describe('Somebody in a browser, at apps that sign people in through us', () => {
  let own: RelyingParty;
  let foreign: RelyingParty;
  /** Where the page without a back end is. */
  let singlePage: string;
  let single: Sample;
  let world: World;
  let issuer: string;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [own, foreign] = await Promise.all([
      startRelyingParty('reports'),
      startRelyingParty('guest', { name: '访客应用', first_party: false }),
    ]);
    const port = await freePort();
    singlePage = `http://localhost:${port}/`;
    const addresses = { redirect_uris: [singlePage], post_logout_redirect_uris: [singlePage] };
    const file = await clientsFile([
      own.client,
      foreign.client,
      publicClient('single-page', { name: '单页应用', ...addresses }),
      publicClient('command-line'),
    ]);
    [world, browser] = await Promise.all([startWorld({ env: { OIDC_CLIENTS: file } }), launchChromium()]);
    issuer = `${world.server.url}/oidc`;
    for (const app of [own, foreign]) await app.use(issuer);
    single = await startSample('single-page', [process.execPath, 'server.mjs'], { PORT: String(port), ISSUER: issuer });
  }, 60_000);
  beforeEach(async () => {
    visitor = await newVisitor(browser);
    page = await visitor.newPage();
  });
  afterEach(() => visitor.close());
  afterAll(async () => {
    await browser.close();
    await world.close();
    await Promise.all([own.close(), foreign.close(), single.close()]);
  });

  const who = async () => page.locator('#who').textContent();
  const signInTo = async (app: RelyingParty) => {
    await page.goto(`${app.url}/sign-in`);
    await signInAtFeishu(page);
    await page.waitForURL(`${app.url}/`);
  };
  /** Opens the app again and again until it no longer knows anybody, which is the test. */
  const signedOutOf = async (app: RelyingParty) => {
    do await page.goto(app.url);
    while ((await who()) !== 'nobody');
  };

  it('signs in on Feishu’s page and comes back to the app, which knows who it is', async () => {
    await signInTo(own);
    expect(await who()).toBe('张三');
  });

  it('goes straight through when signed in with us already', async () => {
    await signInByRedirect(page, world);
    await page.goto(`${own.url}/sign-in`);
    await page.waitForURL(`${own.url}/`);
    expect(await who()).toBe('张三');
  });

  it('is asked before an app that is not the company’s own learns who it is', async () => {
    await signInByRedirect(page, world);
    await page.goto(`${foreign.url}/sign-in`);
    await page.getByRole('heading', { name: '允许“访客应用”使用你的身份？' }).waitFor();
    await page.getByRole('button', { name: '不允许' }).click();
    await page.waitForURL(`${foreign.url}/callback?**`);
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    await page.goto(`${foreign.url}/sign-in`);
    await page.getByRole('button', { name: '允许', exact: true }).click();
    await page.waitForURL(`${foreign.url}/`);
    expect(await who()).toBe('张三');
  });

  it('is led on by the app to another of its addresses, and not asked again', async () => {
    await signInByRedirect(page, world);
    foreign.leadOn(`${own.url}/?from=guest`);
    await page.goto(`${foreign.url}/sign-in?prompt=consent`);
    await page.getByRole('button', { name: '允许', exact: true }).click();
    await page.waitForURL(`${own.url}/?from=guest`);
    foreign.leadOn('/');
    const second = await newVisitor(browser);
    const elsewhere = await second.newPage();
    await signInByRedirect(elsewhere, world);
    await elsewhere.goto(`${foreign.url}/sign-in`);
    await elsewhere.waitForURL(`${foreign.url}/`);
    await second.close();
  });

  it('takes back that the app may know who it is, and is signed out of it and asked again', async () => {
    await signInByRedirect(page, world);
    await page.goto(`${foreign.url}/sign-in`);
    await page.waitForURL(`${foreign.url}/`);
    await page.goto(world.server.url);
    await page.getByRole('button', { name: '收回对“访客应用”的允许' }).click();
    await page.getByRole('heading', { name: '知道你是谁的应用' }).waitFor({ state: 'detached' });
    await signedOutOf(foreign);
    await page.goto(`${foreign.url}/sign-in`);
    await page.getByRole('heading', { name: '允许“访客应用”使用你的身份？' }).waitFor();
  });

  it('signs in to a page without a back end on another origin, and out', async () => {
    await page.goto(singlePage);
    await page.getByRole('button', { name: '登录' }).click();
    await signInAtFeishu(page);
    // Without https it may be anybody's program on this machine: only then is a person asked (RFC 8252, section 8.6).
    await page.getByRole('button', { name: '允许', exact: true }).click();
    await page.getByRole('button', { name: '退出' }).waitFor();
    expect([page.url(), await who()]).toEqual([singlePage, '张三']);

    await page.goto(`${world.server.url}/`);
    await page.evaluate(async () => fetch('/api/v1/auth/logout', { method: 'POST' }));
    await page.goto(singlePage);
    await page.getByRole('button', { name: '登录' }).waitFor();
    expect(await who()).toBe('nobody');
  });

  it('signs a command line in by the code it shows, through Feishu’s page', async () => {
    const tool = await startSample('command-line', [process.execPath, 'sign-in.mjs'], { ISSUER: issuer });
    const [, address = '', code = ''] = /Open (\S+) and enter (\S+)/.exec(tool.said()) ?? [];
    await page.goto(address);
    await page.getByRole('textbox').fill(code);
    await page.getByRole('button', { name: '继续' }).click();
    await page.locator('.code', { hasText: code }).waitFor();
    await page.getByRole('button', { name: '继续' }).click();
    await signInAtFeishu(page);
    await page.getByRole('heading', { name: '设备已登录' }).waitFor();
    await until(() => tool.said().includes('Signed in as 张三'));
    await tool.close();
  });

  it('signs out at one app, and is signed out here and at the other', async () => {
    await signInTo(own);
    await page.goto(`${foreign.url}/sign-in?prompt=consent`);
    await page.getByRole('button', { name: '允许', exact: true }).click();
    await page.waitForURL(`${foreign.url}/`);
    await page.goto(`${own.url}/sign-out`);
    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.waitForURL(`${own.url}/`);
    for (const app of [own, foreign]) await signedOutOf(app);
    await page.goto(world.server.url);
    await page.getByRole('button', { name: words.signIn }).waitFor();
  });

  it('stays signed in after all, if it says so', async () => {
    await signInTo(own);
    await page.goto(`${own.url}/sign-out`);
    await page.getByRole('button', { name: '保持登录' }).click();
    await page.waitForURL(`${own.url}/`);
    expect(await who()).toBe('张三');
  });

  it('is signed out of an app that was away when the session ended here, although the server was killed meanwhile', async () => {
    await signInTo(own);
    const told = own.loggedOut.length;
    own.answer(503);
    await page.goto(world.server.url);
    expect(await page.evaluate(async () => (await fetch('/api/v1/auth/logout', { method: 'POST' })).status)).toBe(204);
    await world.crashAndRestart();
    expect(own.loggedOut).toHaveLength(told);
    own.answer(200);
    await signedOutOf(own);
  });

  it('is signed out of the app when Feishu says that it left', async () => {
    await signInTo(own);
    await world.platform.changeUser(people.zhangSan, { status: 'resigned' }, { push: true });
    await signedOutOf(own);
    await world.platform.reset();
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { seedApp } from '../../scripts/emulated-platform.ts';
import { until } from '../../scripts/until.ts';
import { people } from '../src/people.ts';
import { callbackAfterConsent, newVisitor, signInAtFeishu, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const token = '/oauth/v3/token';

describe('when signing in fails', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), launchChromium()]);
  });
  beforeEach(async () => {
    visitor = await newVisitor(browser);
    page = await visitor.newPage();
  });
  afterEach(async () => {
    await visitor.close();
    await world.platform.reset();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function toFeishu(): Promise<void> {
    await page.goto(world.server.url);
    await page.getByRole('button', { name: words.signIn }).click();
    await page.locator('html[data-page]').waitFor();
  }

  const changeApp = (change: Record<string, unknown>) => world.platform.changeApp(seedApp.id, change);

  const platformPages: [string, string, () => Promise<unknown>][] = [
    ['the redirect URL is not registered', '20029', () => changeApp({ redirect_urls: [] })],
    ['the app does not exist', '20028', () => world.platform.removeApp(seedApp.id)],
    ['the app is disabled', '20042', () => changeApp({ enabled: false })],
  ];

  it.each(platformPages)(
    'because %s, the platform’s page says %s and does not come back',
    async (_why, code, change) => {
      await change();
      await toFeishu();
      expect(await page.locator('html').getAttribute('data-page')).toBe('error');
      expect(await page.locator('html').getAttribute('data-code')).toBe(code);
      expect(page.url()).toContain(world.platform.url);
    },
  );

  it.each([
    ['is outside the availability range', people.zhaoLiuUnavailable],
    ['belongs to another organisation', people.outsider],
  ])('because the person %s, the platform’s page says 20010', async (_why, openId) => {
    await toFeishu();
    await page.locator(`button[name=open_id][value=${openId}]`).click();
    await page.locator('html[data-page=error][data-code="20010"]').waitFor({ state: 'attached' });
  });

  const answers: [string, string][] = [
    ['20002', '开发者'],
    ['20009', '管理员'],
    ['20010', '管理员'],
    ['20066', '管理员'],
    ['20068', '开发者'],
    ['20069', '管理员'],
    ['20050', '稍等就会恢复'],
    ['20072', '稍等就会恢复'],
  ];

  it.each(answers)('with the platform’s %s, the page says who can fix it: %s', async (code, who) => {
    await toFeishu();
    await world.platform.fault({ fault: code, when: 'before', match: { path: token } });
    await signInAtFeishu(page);
    const report = page.locator('main');
    await report.getByRole('heading', { level: 1 }).waitFor();
    expect(await report.locator('.need').textContent()).toContain(who);
    expect(await report.textContent()).toContain(code);
    const [requestId = 'none shown'] =
      /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec((await report.textContent()) ?? '') ?? [];
    await until(() => world.log.some((line) => line.includes(requestId)));
    expect(page.url()).not.toMatch(/code=|state=/);
  });

  it.each(['20003', '20004', '20065'])(
    'with the platform’s %s for the code, a new try is all it takes',
    async (code) => {
      await toFeishu();
      await world.platform.fault({ fault: code, when: 'before', match: { path: token }, times: 2 });
      await signInAtFeishu(page);
      await page.locator('main .need').waitFor();
      await world.platform.clearFaults();
      await page.getByRole('button', { name: words.tryAgain }).click();
      await signInAtFeishu(page);
      await page.getByRole('button', { name: words.signOut, exact: true }).waitFor();
    },
  );

  it('with a person frozen meanwhile, the page says so, and works once the account is back', async () => {
    await toFeishu();
    await page.locator(`button[name=open_id][value=${people.zhangSan}]`).click();
    await page.locator('button[name=decision]').first().waitFor();
    await world.platform.fault({ fault: 'user-frozen-between-code-and-token', when: 'before', times: 1 });
    await page.locator('button[name=decision][value=accept]').click();
    await page.locator('main .need').waitFor();
    await world.platform.changeUser(people.zhangSan, { status: 'active' });
    await page.getByRole('button', { name: words.tryAgain }).click();
    await signInAtFeishu(page);
    await page.getByRole('button', { name: words.signOut, exact: true }).waitFor();
  });

  it.each([
    `state=${encodeURIComponent('"><img src=x onerror=alert(1)>')}&code=x`,
    `state=x&error=${encodeURIComponent('<script>alert(1)</script>')}`,
    `state=x&code=${encodeURIComponent('</script><svg onload=alert(1)>')}`,
  ])('nothing of a forged address %s reaches the page', async (query) => {
    const alerts: string[] = [];
    page.on('dialog', (dialog) => {
      alerts.push(dialog.message());
      return dialog.dismiss();
    });
    const answer = await page.goto(`${world.server.url}/auth/callback?${query}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await answer?.text()).not.toMatch(/alert\(1\)/);
    expect(alerts).toEqual([]);
  });

  it('a callback of a sign-in that took longer than ten minutes is over, and says so', async () => {
    await world.restart({ LOGIN_ATTEMPT_SECONDS: '1' });
    try {
      await page.goto(world.server.url);
      await page.getByRole('button', { name: words.signIn }).click();
      const callback = await callbackAfterConsent(page);
      await page.waitForTimeout(1200);
      expect((await page.goto(callback))?.status()).toBe(400);
      await page.getByRole('button', { name: words.tryAgain }).waitFor();
    } finally {
      await world.restart({});
    }
  });
});

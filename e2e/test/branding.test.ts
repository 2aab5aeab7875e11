import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { examine } from '../../scripts/chromium/axe.ts';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { repository } from '../../scripts/run.ts';
import { clientsFile, fileClient } from '../src/oidc-clients.ts';
import { newVisitor, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const accent = { light: 'rgb(27, 107, 58)', dark: 'rgb(127, 214, 160)' };

describe('A sign-in that wears its operator’s brand', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;
  beforeAll(async () => {
    const env = {
      BRANDING: join(repository, 'examples/branding/branding.json'),
      OIDC_CLIENTS: await clientsFile([fileClient('app', { redirect_uris: ['http://localhost:9/'] })]),
    };
    [world, browser] = await Promise.all([startWorld({ env }), launchChromium()]);
  });
  beforeEach(async () => {
    visitor = await newVisitor(browser);
  });
  afterEach(() => visitor.close());
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it.each(['light', 'dark'] as const)('says to what one signs in, in its colours, accessibly: %s', async (scheme) => {
    const page = await visitor.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(world.server.url);
    await page.getByRole('heading', { level: 1, name: '登录青禾门户' }).waitFor();
    const button = page.getByRole('button', { name: words.signIn });
    expect(await button.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(accent[scheme]);
    expect(
      await page.locator('.top__logo').evaluate((logo) => logo instanceof HTMLImageElement && logo.naturalWidth),
    ).toBe(64);
    expect(await page.getByRole('link').allInnerTexts()).toEqual(['帮助', '隐私政策', '用户协议']);
    expect(await page.title()).toBe('登录青禾门户 · 青禾门户');
    expect((await examine(page)).violations).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in to Greenfield' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('does so on failures, and without JavaScript', async () => {
    const page = await visitor.newPage();
    await page.goto(`${world.server.url}/auth/callback?state=unknown&code=unknown`);
    await page.getByRole('link', { name: '帮助' }).waitFor();
    expect(await page.title()).toContain('青禾门户');
    const plain = await newVisitor(browser, { javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(world.server.url);
    await still.getByRole('heading', { name: '登录青禾门户 · Sign in to Greenfield' }).waitFor();
    const link = still.getByRole('link', { name: 'Sign in with Feishu' });
    expect(await link.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(accent.light);
    await plain.close();
  });

  it('does so on the pages between an app and the sign-in, and serves its logo as a drawing that runs nothing', async () => {
    const page = await visitor.newPage();
    await page.goto(`${world.server.url}/oidc/auth?client_id=nobody`);
    expect(await page.title()).toBe('无法登录 · 青禾门户');
    const logo = page.getByRole('img', { name: '青禾门户' });
    const address = await logo.getAttribute('src');
    expect(await page.locator('footer a').count()).toBe(3);
    const answer = await page.request.get(`${world.server.url}${address}`);
    expect([answer.status(), answer.headers()['content-security-policy']]).toEqual([
      200,
      expect.stringContaining('sandbox'),
    ]);
    expect(answer.headers()['cache-control']).toContain('immutable');
  });
});

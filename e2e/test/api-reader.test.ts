import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { newVisitor, signInByRedirect } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

describe('the reader of the API at /docs', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;
  let complaints: string[];
  let strangers: string[];

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), launchChromium()]);
  });
  beforeEach(async () => {
    visitor = await newVisitor(browser);
    [complaints, strangers] = [[], []];
  });
  afterEach(() => visitor.close());
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function openReader(): Promise<Page> {
    const page = await visitor.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== 'data:' && origin !== world.server.url) strangers.push(request.url());
    });
    await page.goto(`${world.server.url}/docs`);
    await page.locator('.opblock').first().waitFor();
    return page;
  }

  /** Opens an endpoint, sends it, and returns the status that came back. */
  async function tryOut(page: Page, method: string, path: string): Promise<number> {
    const block = page.locator('.opblock', {
      has: page.locator(`.opblock-summary-path[data-path="${path}"]`),
      hasText: method,
    });
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Execute' }).click();
    const status = block.locator('.live-responses-table .response-col_status').last();
    await status.waitFor();
    return Number.parseInt((await status.textContent()) ?? '', 10);
  }

  it('shows every endpoint, all of it from here, without a complaint of the browser', async () => {
    const page = await openReader();
    const document = (await (await fetch(`${world.server.url}/openapi.json`)).json()) as { paths: object };
    const endpoints = Object.values(document.paths).flatMap((methods) => Object.keys(methods));
    expect(await page.locator('.opblock').count()).toBe(endpoints.length);
    await page.locator('.opblock-summary-control').first().click();
    await page.locator('.opblock-body').first().waitFor();
    expect([complaints, strangers]).toEqual([[], []]);
  });

  it('tries an endpoint with the session of the browser it is open in, and may sign it out', async () => {
    await signInByRedirect(await visitor.newPage(), world);
    const page = await openReader();
    expect(await tryOut(page, 'GET', '/api/v1/me')).toBe(200);
    expect(await tryOut(page, 'POST', '/api/v1/auth/logout')).toBe(204);
    expect(await tryOut(page, 'GET', '/api/v1/sessions')).toBe(401);
  });

  it('is dark where the visitor prefers it', async () => {
    const page = await openReader();
    // The page repaints when the browser tells it, which is not at once.
    const painted = (colour: string) =>
      page.waitForFunction((wanted) => getComputedStyle(document.body).backgroundColor === wanted, colour);
    await page.emulateMedia({ colorScheme: 'light' });
    await painted('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await painted('rgb(28, 32, 34)');
  });
});

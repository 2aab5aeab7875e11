import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../../scripts/chromium/launch.ts';

export interface Tab {
  page: Page;
  /** Errors, and requests that left this machine. */
  complaints: string[];
}

/** Starts one Chromium for the tests of a file; `open` gives each test tabs of its own. */
export function useChromium(): { open(url: string, options?: BrowserContextOptions): Promise<Tab> } {
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(() => browser.close());

  return {
    async open(url, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: 'en-US',
        reducedMotion: 'reduce',
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!/^(http:\/\/localhost:|data:|blob:)/.test(request.url())) complaints.push(request.url());
      });
      await page.goto(url);
      return { page, complaints };
    },
  };
}

import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium, howToInstallChromium } from '../../../../scripts/chromium.ts';

/** Without a browser these tests are skipped on a developer's machine and fail in continuous integration. */
export const describeInChromium = findChromium() || process.env.CI ? describe : describe.skip;

/** The sandbox needs rights that containers and root do not give; the rest keeps Chromium from calling home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

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
    const executablePath = findChromium();
    if (!executablePath) throw new Error(`These tests need a browser. ${howToInstallChromium}`);
    browser = await chromium.launch({ executablePath, args: flags });
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

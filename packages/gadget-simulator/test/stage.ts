import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { type RenderOptions, renderGadget } from '../src/index.ts';
import { type Folder, gadgetFolder } from './folder.ts';

export interface Shown extends Omit<RenderOptions, 'dist' | 'ttScript'> {
  app?: object;
  /** JavaScript: what the given client is. */
  tt?: string;
  context?: BrowserContextOptions;
}

/** One browser in which mini programs are shown; each has a context of its own. */
export interface Stage {
  show(files: Record<string, string>, shown?: Shown): Promise<Page>;
  /** What one test has shown. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const browser: Browser = await launchChromium();
  const folders: Folder[] = [];
  const pages: Page[] = [];
  async function clear(): Promise<void> {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    await Promise.all(folders.splice(0).map((folder) => folder.remove()));
  }
  return {
    async show(files, { app = {}, tt = '{}', context = {}, ...options } = {}) {
      const folder = await gadgetFolder(files, app);
      folders.push(folder);
      const ttScript = `data:text/javascript,${encodeURIComponent(`window.tt = ${tt};`)}`;
      const html = await renderGadget({ dist: folder.dist, ttScript, ...options });
      const page = await (await browser.newContext({ viewport: { width: 375, height: 667 }, ...context })).newPage();
      pages.push(page);
      await page.setContent(html);
      return page;
    },
    clear,
    async close() {
      await clear();
      await browser.close();
    },
  };
}

/** A page that writes down each event and what it tells. */
export const logging = (more = '') => `Page({ data: { log: [] ${more} },
  hear({ type, detail }) { this.setData({ log: this.data.log.concat(type + JSON.stringify(detail)) }); } })`;

export const logOf = async (page: Page): Promise<string[]> =>
  ((await page.locator('#log').textContent()) ?? '').split('|').filter((line) => line !== '');

/** To be put at a template's end. */
export const logView = `<sjs module="s">module.exports.join = function (a) { return a.join('|') };</sjs><view id="log">{{s.join(log)}}</view>`;

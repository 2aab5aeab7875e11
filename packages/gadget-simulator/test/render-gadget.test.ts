import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { renderGadget } from '../src/index.ts';
import { type Folder, gadgetFolder } from './folder.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const folders: Folder[] = [];
const opened: Page[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((page) => page.context().close()));
  await Promise.all(folders.splice(0).map((folder) => folder.remove()));
});

/** The script that would come from elsewhere, as an address. */
const clientScript = (tt: string) => `data:text/javascript,${encodeURIComponent(`window.tt = ${tt};`)}`;

async function show(
  files: Record<string, string>,
  { app = {}, tt = '{}', context = {} }: { app?: object; tt?: string; context?: BrowserContextOptions } = {},
): Promise<Page> {
  const folder = await gadgetFolder(files, app);
  folders.push(folder);
  const html = await renderGadget({ dist: folder.dist, ttScript: clientScript(tt), title: 'A <b>test</b>' });
  const browserContext = await browser.newContext({ viewport: { width: 375, height: 667 }, ...context });
  const page = await browserContext.newPage();
  opened.push(page);
  await page.setContent(html);
  return page;
}

const colorOf = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => getComputedStyle(element).color);

describe('a rendered mini program', () => {
  it('shows its data and reacts to taps, by finger, key and script', async () => {
    const page = await show({
      'pages/a/a.js': `Page({ data: { n: 0, list: ['x', 'y'] }, add(event) {
        this.setData({ n: this.data.n + event.currentTarget.dataset.step, list: this.data.list.concat(event.type) }); } })`,
      'pages/a/a.ttml': `<view id="sum">{{n}}</view>
        <button bindtap="add" data-step="{{2}}">more</button>
        <text tt:for="{{list}}" tt:key="*this" class="item">{{index}}{{item}}</text>
        <view tt:if="{{n > 3}}">plenty</view><view tt:else>few</view>`,
    });
    const button = page.getByRole('button', { name: 'more', exact: true });
    await button.click();
    await button.press('Enter');
    await button.evaluate((element: HTMLElement) => element.click());
    expect(await page.locator('#sum').textContent()).toBe('6');
    expect(await page.locator('.item').allTextContents()).toEqual(['0x', '1y', '2tap', '3tap', '4tap']);
    expect(await page.getByText('plenty').isVisible()).toBe(true);
    expect(await page.locator('button[data-step="2"]').count()).toBe(1);
    expect(await page.title()).toBe('A <b>test</b>');
  });

  it('leaves a disabled button alone', async () => {
    const page = await show(
      {
        'pages/a/a.js': `Page({ data: { n: 0 }, add() { this.setData({ n: 1 }); } })`,
        'pages/a/a.ttml': `<button disabled="{{true}}" loading="{{true}}" bindtap="add"><text>more</text></button><view id="n">{{n}}</view>`,
      },
      { context: { hasTouch: true } },
    );
    await page.getByText('more').tap({ force: true });
    await page.getByText('more').click({ force: true });
    await page.locator('.sim-screen button').evaluate((element: HTMLElement) => element.click());
    expect(await page.locator('#n').textContent()).toBe('0');
  });

  it('tells what is typed, and when it is confirmed', async () => {
    const page = await show({
      'pages/a/a.js': `Page({ data: { log: [] }, typed({ type, detail }) { this.setData({ log: this.data.log.concat(type + ' ' + detail.value) }); } })`,
      'pages/a/a.ttml': `<input placeholder="name" bindinput="typed" bindconfirm="typed" bindblur="typed"/><view id="log">{{log}}</view>`,
    });
    const input = page.getByPlaceholder('name');
    await input.pressSequentially('ab');
    await input.press('Enter');
    expect(await page.locator('#log').textContent()).toBe('input a,input ab,confirm ab');
  });

  it('shows pictures, its own ones too, and tells when one does not load', async () => {
    const page = await show({
      'pages/a/a.js': `Page({ data: { src: '/pictures/dot.svg', log: [] },
        loaded({ type, detail }) { this.setData({ log: this.data.log.concat(type + (detail.width || '')), src: 'https://nowhere.invalid/x.png' }); } })`,
      'pages/a/a.ttml': `<image src="{{src}}" mode="aspectFill" bindload="loaded" binderror="loaded"/><view id="log">{{log}}</view>`,
      'pictures/dot.svg': `<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>`,
    });
    await page.getByText('load7,error').waitFor();
  });

  it('goes from page to page under a navigation bar', async () => {
    const page = await show(
      {
        'pages/a/a.js': `Page({ go() { tt.navigateTo({ url: '/pages/b/b?who=me' }); }, onLoad() { tt.setNavigationBarTitle({ title: 'Renamed' }); } })`,
        'pages/a/a.ttml': `<button bindtap="go">on</button>`,
        'pages/a/a.ttss': `.shared { color: rgb(1, 2, 3); }`,
        'pages/b/b.js': `Page({ onLoad({ who }) { this.setData({ who }); } })`,
        'pages/b/b.ttml': `<view class="shared">hello {{who}}</view>`,
        'pages/b/b.json': JSON.stringify({ navigationBarTitleText: 'Second' }),
      },
      { app: { window: { navigationBarTitleText: 'First' } } },
    );
    const bar = page.locator('sim-bar');
    const back = bar.getByRole('button', { name: '返回 Back' });
    await bar.getByRole('heading', { name: 'Renamed' }).waitFor();
    await page.getByRole('button', { name: 'on' }).click();
    await bar.getByRole('heading', { name: 'Second' }).waitFor();
    expect(await page.getByText('hello me').isVisible()).toBe(true);
    expect(await colorOf(page, '.shared')).not.toBe('rgb(1, 2, 3)');

    await back.click();
    await bar.getByRole('heading', { name: 'Renamed' }).waitFor();
    expect(await back.count()).toBe(0);
  });

  it('has its styles: rpx, imports, the page itself, the height below the bar', async () => {
    const page = await show({
      'app.ttss': `page { color: rgb(9, 9, 9); }`,
      'lib/box.ttss': `.box { width: 750rpx; height: 100vh; }`,
      'pages/a/a.js': 'Page({})',
      'pages/a/a.ttml': `<view class="box">x</view>`,
      'pages/a/a.ttss': `@import "../../lib/box.ttss";`,
    });
    const box = page.locator('.box');
    expect(await box.boundingBox()).toMatchObject({ x: 0, y: 44, width: 375, height: 667 - 44 });
    expect(await colorOf(page, '.box')).toBe('rgb(9, 9, 9)');
  });

  const themed = {
    'theme.json': JSON.stringify({ light: { bar: '#ffffff' }, dark: { bar: '#000001' } }),
    'pages/a/a.js': 'Page({})',
    'pages/a/a.ttml': `<view class="text">x</view>`,
    'pages/a/a.ttss': `.text { color: rgb(1, 1, 1); } @media (prefers-color-scheme: dark) { .text { color: rgb(2, 2, 2); } }`,
  };
  const darkmode = {
    darkmode: true,
    themeLocation: 'theme.json',
    window: { navigationBarBackgroundColor: '@bar' },
  };
  const barColor = (page: Page) =>
    page.locator('sim-bar header').evaluate((element) => getComputedStyle(element).backgroundColor);

  it('is dark where the browser is, if it says that it can be', async () => {
    const dark: BrowserContextOptions = { colorScheme: 'dark' };
    const page = await show(themed, { app: darkmode, context: dark });
    expect([await colorOf(page, '.text'), await barColor(page)]).toEqual(['rgb(2, 2, 2)', 'rgb(0, 0, 1)']);
    await page.emulateMedia({ colorScheme: 'light' });
    // Pages hear of it with a frame.
    await page.evaluate('new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))');
    expect([await colorOf(page, '.text'), await barColor(page)]).toEqual(['rgb(1, 1, 1)', 'rgb(255, 255, 255)']);

    const never = await show(themed, { context: dark });
    expect(await colorOf(never, '.text')).toBe('rgb(1, 1, 1)');
  });

  it('is as dark as the client, whatever the browser prefers', async () => {
    const tt = `{ getSystemInfoSync: () => ({ theme: 'dark' }), onThemeChange(hear) { window.changeTheme = hear; } }`;
    const page = await show(themed, { app: darkmode, tt });
    expect([await colorOf(page, '.text'), await barColor(page)]).toEqual(['rgb(2, 2, 2)', 'rgb(0, 0, 1)']);
    await page.evaluate('changeTheme({ theme: "light" })');
    expect([await colorOf(page, '.text'), await barColor(page)]).toEqual(['rgb(1, 1, 1)', 'rgb(255, 255, 255)']);
  });

  it('has the tabs in the colours of its theme, which may change', async () => {
    const list = [{ pagePath: 'pages/a/a', text: 'tab a' }];
    const app = { ...darkmode, tabBar: { color: '#000000', selectedColor: '@bar', backgroundColor: '@bar', list } };
    const page = await show(themed, { app, context: { colorScheme: 'dark' } });
    const colors = () =>
      page.locator('sim-tabs nav').evaluate((nav) => {
        const { color } = getComputedStyle(nav.querySelector('button') ?? nav);
        return [getComputedStyle(nav).backgroundColor, color];
      });
    expect(await colors()).toEqual(['rgb(0, 0, 1)', 'rgb(0, 0, 1)']);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate('new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))');
    expect(await colors()).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
  });

  it('cannot break out of the page that carries it', async () => {
    const page = await show({
      'pages/a/a.js': `Page({ data: { text: '</script><script>window.broken = true</script><!--' } })`,
      'pages/a/a.ttml': `<view id="text">{{text}}</view>`,
    });
    expect(await page.locator('#text').textContent()).toBe('</script><script>window.broken = true</script><!--');
    expect(await page.evaluate('window.broken')).toBeUndefined();
  });

  it('says why it does not start', async () => {
    const page = await show({ 'pages/a/a.js': 'Page({})', 'pages/a/a.ttml': '' }, { tt: 'undefined' });
    expect(await page.locator('.sim-failure').textContent()).toContain('`tt` did not load');
  });
});

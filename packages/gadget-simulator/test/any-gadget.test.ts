import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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

async function show(files: Record<string, string>, app: object = {}): Promise<Page> {
  const folder = await gadgetFolder(files, app);
  folders.push(folder);
  const html = await renderGadget({ dist: folder.dist, ttScript: 'data:text/javascript,window.tt={}' });
  const page = await browser.newPage({ viewport: { width: 375, height: 667 } });
  opened.push(page);
  await page.setContent(html);
  return page;
}

/** A page that writes down each event and what it tells. */
const logging = `Page({ data: { log: [] },
  hear({ type, detail }) { this.setData({ log: this.data.log.concat(type + JSON.stringify(detail.value)) }); } })`;
const log = (page: Page) => page.locator('#log').textContent();

describe('a component', () => {
  const counter = {
    'parts/counter/counter.json': '{"component": true}',
    'parts/counter/counter.js': `Component({
      properties: { start: { type: Number, value: 0 } }, data: { n: 0 },
      lifetimes: { attached() { this.setData({ n: this.properties.start }); } },
      methods: { add(event) { this.setData({ n: this.data.n + 1 }); this.triggerEvent('counted', { n: this.data.n, by: event.type }); }, reset() { this.setData({ n: 0 }); } },
    })`,
    'parts/counter/counter.ttml': `<view class="counter" bindtap="add">{{n}} <slot/></view>`,
    'parts/counter/counter.ttss': `.counter { width: 100rpx; }`,
    'pages/a/a.ttml': `<my-counter id="c" start="{{4}}" bind:counted="hear"><text>times</text></my-counter><button bindtap="reset">reset</button><view id="heard">{{heard}}</view>`,
    'pages/a/a.js': `Page({ hear({ detail }) { this.setData({ heard: detail.n + ' ' + detail.by }); }, reset() { this.selectComponent('#c').reset(); } })`,
  };

  it.each([
    ['page', { 'pages/a/a.json': '{"usingComponents": {"my-counter": "../../parts/counter/counter"}}' }, {}],
    ['app', {}, { usingComponents: { 'my-counter': 'parts/counter/counter' } }],
  ])('that the %s declares has properties, a slot, events and methods', async (_, files, app) => {
    const page = await show({ ...counter, ...files }, app);
    const part = page.locator('.counter');
    await page.getByText('times').waitFor();
    expect(await part.textContent()).toBe('4 times');
    await part.click();
    expect(await page.locator('#heard').textContent()).toBe('5 tap');
    expect((await part.boundingBox())?.width).toBe(50);
    await page.getByText('reset').click();
    expect(await part.textContent()).toBe('0 times');
  });

  it('that nobody declares is told on the screen', async () => {
    const page = await show({ 'pages/a/a.js': 'Page({})', 'pages/a/a.ttml': '<no-such/><map/>' });
    await page.getByText('pages/a/a.ttml:1:2: <no-such> is neither').waitFor();
    await page.getByText('pages/a/a.ttml:1:12: <map> is not simulated').waitFor();
  });
});

describe('elements that hold a value', () => {
  it('tell it as it changes, and to their form', async () => {
    const page = await show({
      'pages/a/a.js': logging,
      'pages/a/a.ttml': `<form bindsubmit="hear">
        <checkbox-group name="boxes" bindchange="hear"><label><checkbox value="x"/>box x</label><checkbox value="y" checked/></checkbox-group>
        <radio-group name="one" bindchange="hear"><label><radio value="r1"/>radio 1</label><label><radio value="r2"/>radio 2</label></radio-group>
        <switch name="on" bindchange="hear"/><slider name="size" value="30" bindchange="hear"/>
        <picker name="fruit" range="{{['apple', 'pear']}}" bindchange="hear">choose</picker>
        <picker name="day" mode="date" value="2026-01-02" bindchange="hear">day</picker>
        <input name="who" value="me"/><button form-type="submit">send</button></form><view id="log">{{log}}</view>`,
    });
    await page.getByText('box x').click();
    await page.getByText('radio 2').click();
    await page.locator('switch input').click();
    await page.locator('slider input').fill('40');
    await page.getByText('choose').click();
    await page.locator('sim-sheet select').selectOption({ label: 'pear' });
    await page.getByText('确定 OK').click();
    await page.getByText('day', { exact: true }).click();
    for (const [column, text] of ['2026', '03', '04'].entries())
      await page.locator('sim-sheet select').nth(column).selectOption({ label: text });
    await page.getByText('确定 OK').click();
    await page.getByText('send').click();
    expect(await log(page)).toBe(
      [
        'change["x","y"]',
        'change"r2"',
        'changetrue',
        'change40',
        'change1',
        'change"2026-03-04"',
        'submit{"boxes":["x","y"],"one":"r2","on":true,"size":40,"fruit":1,"day":"2026-03-04","who":"me"}',
      ].join(),
    );
  });
});

describe('tabs', () => {
  const tabs = {
    'pages/a/a.js': `Page({ data: { n: 0 }, add() { this.setData({ n: this.data.n + 1 }); }, on() { tt.navigateTo({ url: '/more/c/c' }); } })`,
    'pages/a/a.ttml': '<button bindtap="add">a{{n}}</button><button bindtap="on">on</button>',
    'pages/b/b.js': 'Page({})',
    'pages/b/b.ttml': '<text>this is b</text>',
    'more/c/c.js': `Page({ go() { tt.navigateTo({ url: '/pages/b/b', fail: ({ errMsg }) => this.setData({ errMsg }) }); } })`,
    'more/c/c.ttml': '<button bindtap="go">c</button>{{errMsg}}',
  };
  const app = {
    pages: ['pages/a/a', 'pages/b/b'],
    subPackages: [{ root: 'more', pages: ['c/c'] }],
    tabBar: { list: ['a', 'b'].map((name) => ({ pagePath: `pages/${name}/${name}`, text: `tab ${name}` })) },
  };

  it('keep their pages; a page of a subpackage lies over them and has no tabs', async () => {
    const page = await show(tabs, app);
    await page.getByText('a0').click();
    await page.getByRole('button', { name: 'tab b' }).click();
    await page.getByText('this is b').waitFor();
    await page.getByRole('button', { name: 'tab a' }).click();
    await page.getByText('a1').waitFor();
    await page.getByText('on', { exact: true }).click();
    await page.getByRole('button', { name: 'c', exact: true }).click();
    await page.getByText('is a tab: it is opened by switchTab').waitFor();
    expect(await page.getByRole('button', { name: 'tab a' }).isVisible()).toBe(false);
  });
});

describe('code and styles of all kinds', () => {
  it('run: sjs, folders, styles from the root, rpx in attributes, pictures beside the page', async () => {
    const page = await show({
      'lib/index.js': 'exports.word = "folder";',
      'lib/text.sjs': 'var join = function (a, b) { return a + "+" + b; }; module.exports = { join: join };',
      'lib/blue.ttss': '/* @import "gone.ttss"; */ .blue { color: rgb(0, 0, 255); }',
      'pages/a/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>',
      'pages/a/a.js': `const { word } = require('../../lib'); Page({ data: { word }, got() { this.setData({ got: true }) } })`,
      'pages/a/a.ttss': '@import "/lib/blue.ttss";',
      'pages/a/a.ttml': `<sjs src="../../lib/text.sjs" module="t"/><sjs module="m">module.exports.less = function (a, b) { return a <b };</sjs>
        <view class="blue" style="width: 75rpx">{{t.join(word, m.less(1, 2))}}</view><image src="./dot.svg" bindload="got"/><view tt:if="{{got}}">loaded</view>`,
    });
    const blue = page.locator('.blue');
    expect(await blue.textContent()).toBe('folder+true');
    expect(await blue.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 255)');
    expect((await blue.boundingBox())?.width).toBe(37.5);
    await page.getByText('loaded').waitFor();
  });

  it('find none of the browser’s objects, and may use their names', async () => {
    const page = await show({
      'pages/a/a.js': `const location = 'mine'; Page({ data: { types: [typeof window, typeof document, typeof fetch, typeof localStorage, location] } })`,
      'pages/a/a.ttml': '<view id="log">{{types}}</view>',
    });
    expect(await log(page)).toBe('undefined,undefined,undefined,undefined,mine');
  });

  it('fail alone, with file, line and column', async () => {
    const page = await show({
      'app.js': 'App({ onLaunch() {\n  tt.noSuchThing(); } })',
      'pages/a/a.js': `Page({ next() {\n\n    tt.navigateTo({ url: '/pages/b/b', fail: ({ errMsg }) => this.setData({ errMsg }) }); } })`,
      'pages/a/a.ttml': '<button bindtap="next">next</button>{{errMsg}}',
      'pages/b/b.js': 'missing();',
      'pages/b/b.ttml': '',
    });
    await page.getByText(/tt\.noSuchThing is not a function[\s\S]*app\.js:2:6/).waitFor();
    await page.getByText(/missing is not defined[\s\S]*pages\/b\/b\.js:1:1/).waitFor();
    await page.getByRole('button', { name: 'next' }).click();
    await page.getByText('navigateTo:fail missing is not defined').waitFor();
  });

  it('hear of scrolling and of the end of the page', async () => {
    const page = await show({
      'pages/a/a.js': `Page({ data: { log: '' }, onPageScroll({ scrollTop }) { this.setData({ top: scrollTop }); }, onReachBottom() { this.setData({ log: 'bottom' }); } })`,
      'pages/a/a.ttml': '<view style="height: 3000px">{{top}} {{log}}</view>',
    });
    await page.locator('.sim-screen').evaluate((screen) => screen.scrollTo(0, 200));
    await page.getByText('200', { exact: true }).waitFor();
    await page.locator('.sim-screen').evaluate((screen) => screen.scrollTo(0, 9999));
    await page.getByText('bottom').waitFor();
  });
});

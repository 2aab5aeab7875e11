import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { connect, type Gadget, type LaunchOptions, launch, TtFailure } from '../src/index.ts';
import { type Folder, gadgetFolder } from './folder.ts';

const shop = {
  'app.js': `App({ onLaunch() { console.log('launched as ' + JSON.stringify(tt.getSystemInfoSync().language)); } })`,
  'pages/shop/shop.js': `Page({
    data: { cart: [{ count: 0 }], code: '', told: '', name: '' },
    onLoad(query) {
      this.setData({ name: query.name || '' });
      tt.requestAccess({ scopeList: [], success: ({ code }) => this.setData({ code }), fail: (e) => this.setData({ code: e.errMsg + ' ' + e.errno }) });
    },
    buy() { this.setData({ 'cart[0].count': this.data.cart[0].count + 1 }); },
    typed({ detail }) { this.setData({ name: detail.value }); },
    ask() { tt.request({ url: getApp().server + '/orders?token=t-1', method: 'POST', data: { code: 'c-1', count: 2 },
      header: { Authorization: 'Bearer s-1' }, success: ({ data }) => this.setData({ told: JSON.stringify(data) }), fail: (e) => this.setData({ told: e.errMsg }) }); },
    later() { setTimeout(() => this.setData({ told: 'an hour later, ' + new Date().toISOString() }), 3600000); },
    choose() { tt.showActionSheet({ itemList: ['one', 'two'], success: ({ tapIndex }) => this.setData({ told: 'chose ' + tapIndex }), fail: ({ errMsg }) => this.setData({ told: errMsg }) }); },
    onShareAppMessage({ from }) { return { title: 'by ' + from, desc: 'a shop', path: '/pages/thanks/thanks?order=8', imageUrl: '/shop.png' }; },
    star() { this.setData({ told: 'starred' }); },
    fail() { Promise.reject(new Error('nobody caught this')); },
    listen() { tt.onUserCaptureScreen(({ n }) => this.setData({ told: 'captured ' + n })); },
    double(n) { return Promise.resolve({ doubled: n * 2 }); },
    on() { tt.navigateTo({ url: '/pages/thanks/thanks?order=7' }); },
  })`,
  'pages/shop/shop.ttml': `<view class="count">{{cart[0].count}}</view><view class="code">{{code}}</view><view class="told">{{told}}</view>
    <view class="name">{{name}}</view><input class="who" value="{{name}}" bindinput="typed"/>
    <button class="buy" bindtap="buy">buy</button><button class="ask" bindtap="ask">ask</button>
    <button class="later" bindtap="later">later</button><button class="on" bindtap="on">on</button>
    <view style="display: flex"><input style="flex: 1"/><text class="star" bindtap="star">*</text></view><view class="choose" bindtap="choose">choose</view><button class="share" open-type="share">share</button>
    <view class="row" style="color: rgb(1, 2, 3)"><text class="cell">a</text></view><view class="row"><text class="cell">b</text></view>`,
  'pages/thanks/thanks.js': `Page({ data: {} })`,
  'pages/thanks/thanks.ttml': `<view class="thanks">thanks</view>`,
};

let browser: Browser;
let folder: Folder;
let server: Server;
const heard: { method: string; authorization: string; body: string }[] = [];
beforeAll(async () => {
  [browser, folder] = await Promise.all([launchChromium(), gadgetFolder(shop)]);
  server = createServer(async (request, response) => {
    const chunks: unknown[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push({
      method: request.method ?? '',
      authorization: request.headers.authorization ?? '',
      body: chunks.join(''),
    });
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"7","access_token":"s-2"}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await Promise.all([browser.close(), folder.remove()]);
  server.closeAllConnections();
  server.close();
});

const open: Gadget[] = [];
afterEach(() => Promise.all(open.splice(0).map((gadget) => gadget.close())));

async function opened(options: Partial<LaunchOptions> = {}): Promise<Gadget> {
  const gadget = await launch({ folder: folder.dist, browser, ...options });
  open.push(gadget);
  return gadget;
}

describe('a test that drives a mini program', () => {
  it('taps, types and reads what is seen', async () => {
    const { page, browserPage } = await opened();
    await page.$('.buy').tap();
    await page.$('.buy').tap();
    expect(await page.$('.count').text()).toBe('2');
    await page.$('.who').input('小明');
    expect([await page.$('.name').text(), await page.$('.who').value()]).toEqual(['小明', '小明']);
    const rows = await page.$$('.row');
    expect(await Promise.all(rows.map((row) => row.$('.cell').text()))).toEqual(['a', 'b']);
    expect(await page.$('.row').style('color')).toBe('rgb(1, 2, 3)');
    expect([await page.$('.row').count(), await page.$('.nothing').exists()]).toEqual([2, false]);
    expect(await browserPage.title()).toBe('gadget-simulator');
  });

  it('says in a sentence what is not there', async () => {
    const { page } = await opened({ timeout: 300 });
    await expect(page.$('.sell').tap()).rejects.toThrow('nothing on the page fits ".sell"');
    await expect(page.waitFor('pages/thanks/thanks')).rejects.toThrow(
      'pages/thanks/thanks did not come within 300 ms; seen is pages/shop/shop',
    );
    await expect(page.callMethod('sell')).rejects.toThrow('pages/shop/shop has no function sell');
  });

  it('reads and changes data, calls functions, and follows the pages', async () => {
    const gadget = await opened({ path: 'pages/shop/shop', query: { name: 'a&b' } });
    const { page } = gadget;
    expect([await page.query(), await page.data('name')]).toEqual([{ name: 'a&b' }, 'a&b']);
    await page.setData({ 'cart[0].count': 8 });
    await page.callMethod('buy');
    expect([await page.data('cart[0].count'), await page.$('.count').text()]).toEqual([9, '9']);
    expect(await page.callMethod('double', 21)).toEqual({ doubled: 42 });
    await page.$('.on').tap();
    await page.waitFor('pages/thanks/thanks');
    await page.waitFor('.thanks');
    expect(await gadget.pageStack()).toEqual([
      { path: 'pages/shop/shop', query: { name: 'a&b' } },
      { path: 'pages/thanks/thanks', query: { order: '7' } },
    ]);
    await gadget.navigateBack();
    expect(await page.path()).toBe('pages/shop/shop');
    await expect(gadget.navigateTo('/pages/none/none')).rejects.toThrow('navigateTo:fail');
  });

  it('taps what it names, however small and near to others', async () => {
    const { page } = await opened();
    await page.$('.star').tap();
    expect(await page.$('.told').text()).toBe('starred');
  });

  it('answers what a tap has opened, with another tap', async () => {
    const { page, browserPage } = await opened();
    await page.$('.choose').tap();
    await browserPage.locator('sim-sheet').getByText('two').tap();
    expect(await page.$('.told').text()).toBe('chose 1');
  });

  it('shares a page by its menu or by a button, reads the card and opens it', async () => {
    const gadget = await opened();
    await gadget.page.$('.share').tap();
    const { title, desc, path, imageUrl, close } = await gadget.sharedCard();
    expect({ title, desc, path, imageUrl }).toEqual({
      title: 'by button',
      desc: 'a shop',
      path: '/pages/thanks/thanks?order=8',
      imageUrl: '/shop.png',
    });
    await close();
    const card = await gadget.share();
    expect(card).toMatchObject({ title: 'by menu', path: '/pages/thanks/thanks?order=8' });
    await card.open();
    expect(await gadget.pageStack()).toEqual([{ path: 'pages/thanks/thanks', query: { order: '8' } }]);
    await expect(gadget.share()).rejects.toThrow('cannot be shared: 分享 Share: the page has no onShareAppMessage');
  });

  it('is told once of what nobody caught, and where', async () => {
    const gadget = await opened();
    await gadget.page.callMethod('fail');
    await gadget.page.waitFor(() => gadget.console.errors().length > 0);
    expect(gadget.console.errors()).toEqual([
      expect.stringMatching(/^Error: nobody caught this\n {4}at Object\.fail \(pages\/shop\/shop\.js:\d+:\d+\)/),
    ]);
  });

  it('lets events of the client happen, to whoever listens', async () => {
    const gadget = await opened();
    await expect(gadget.emit('onUserCaptureScreen')).rejects.toThrow('has not called tt.onUserCaptureScreen');
    await gadget.page.callMethod('listen');
    await gadget.emit('onUserCaptureScreen', { n: 1 });
    expect(await gadget.page.$('.told').text()).toBe('captured 1');
  });

  it('answers the client’s functions itself, from the first line on, and gives them back', async () => {
    const asked: unknown[] = [];
    const gadget = await opened({
      mocks: {
        getSystemInfoSync: { language: 'en_US' },
        requestAccess: (options: object) => {
          asked.push(options);
          return { code: 'from-the-test' };
        },
      },
    });
    expect(await gadget.page.data('code')).toBe('from-the-test');
    expect(asked).toEqual([{ scopeList: [] }]);
    expect(gadget.console.list()).toContainEqual({ type: 'log', text: 'launched as "en_US"' });

    const refused = await gadget.mock('requestAccess', () => {
      throw new TtFailure(2700002, 'the person refused');
    });
    await gadget.restart();
    await gadget.page.waitFor(async (page) => (await page.data('code')) !== '');
    expect(await gadget.page.data('code')).toBe('requestAccess:fail the person refused 2700002');
    expect(refused.calls).toEqual([{ scopeList: [] }]);

    await refused.restore();
    const { code } = (await gadget.tt('requestAccess', { scopeList: [] })) as { code: string };
    expect(code).not.toBe('from-the-test');
    await gadget.mock('navigateTo', {});
    await gadget.page.$('.on').tap();
    await gadget.restore();
    expect(await gadget.pageStack()).toHaveLength(1);
    await gadget.page.$('.on').tap();
    await gadget.page.waitFor('pages/thanks/thanks');
    await expect(gadget.mock('getStorageSync', () => 1)).rejects.toThrow('mock it with a value');
  });

  it('sees what was sent, and no secret of it', async () => {
    const gadget = await opened();
    const { port } = server.address() as AddressInfo;
    await gadget.browserPage.evaluate(`runningGadget.app.server = 'http://localhost:${port}'`);
    await gadget.page.$('.ask').tap();
    await gadget.page.waitFor(async (page) => (await page.data('told')) !== '');
    expect(heard).toEqual([{ method: 'POST', authorization: 'Bearer s-1', body: '{"code":"c-1","count":2}' }]);
    const [exchange] = await gadget.network.list();
    expect(exchange).toMatchObject({
      method: 'POST',
      url: `http://localhost:${port}/orders?token=***`,
      header: { authorization: '***' },
      body: { code: '***', count: 2 },
      status: 201,
      answer: { id: '7', access_token: '***' },
    });
    const told = await connect({ url: gadget.url, browser });
    open.push(told);
    expect(await told.network.list()).toHaveLength(1);
    gadget.network.clear();
    expect(await gadget.network.list()).toEqual([]);
  });

  it('has the clock in hand', async () => {
    const gadget = await opened();
    await gadget.clock.freeze('2030-01-01T00:00:00Z');
    await gadget.page.$('.later').tap();
    await gadget.clock.advance(3_600_000);
    expect(await gadget.page.data('told')).toBe('an hour later, 2030-01-01T01:00:00.000Z');
  });

  it('takes pictures, and reads the console', async () => {
    const gadget = await opened();
    const picture = await gadget.screenshot();
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(gadget.console.errors()).toEqual([]);
    await gadget.browserPage.evaluate('setTimeout(() => { throw new Error("nobody caught it"); })');
    await gadget.page.waitFor(() => gadget.console.errors().length > 0);
    expect(gadget.console.errors().join()).toContain('nobody caught it');
  });

  it.each([
    [{ folder: '/nowhere/at/all' }, 'there is no folder /nowhere/at/all'],
    [{ path: 'pages/z/z' }, 'app.json has no page pages/z/z; it has\n    pages/shop/shop'],
    [{ person: 'nobody' }, 'nobody on the platform is nobody; there are\n    ou_'],
    [{ platform: 'http://localhost:1' }, 'no Feishu emulator answers at http://localhost:1'],
  ])('is told what stands in the way: %j', async (options, message) => {
    await expect(opened(options)).rejects.toThrow(message);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { logging, logOf, logView, openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe('a button', () => {
  it('is as wide as there is room, and beside others as wide as its text', async () => {
    const page = await stage.show({
      'pages/a/a.js': 'Page({})',
      'pages/a/a.ttml': `<button class="wide" style="margin: 0 20px">a</button><button class="mini" size="mini">b</button>
        <view style="display: flex"><button class="beside">c</button><view style="flex: 1">d</view></view><button class="own">e</button>`,
      'pages/a/a.ttss': '.own { width: 100px; }',
    });
    const width = async (name: string) => Math.round((await page.locator(name).boundingBox())?.width ?? 0);
    expect(await width('.wide')).toBe(375 - 40);
    expect(await width('.own')).toBe(100);
    for (const name of ['.mini', '.beside']) expect(await width(name)).toBeLessThan(80);
  });

  it('is disabled by what is true, not by what nobody has given, and as the page says now', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { yes: true, no: false, taps: '' },
        tap({ target }) { this.setData({ taps: this.data.taps + target.id, yes: false }); } })`,
      'pages/a/a.ttml': `<button id="a" disabled="{{nothing}}" bindtap="tap">a</button><button id="b" disabled="{{0}}" bindtap="tap">b</button>
        <button id="c" disabled="false" bindtap="tap">c</button><button id="d" disabled="{{no}}" bindtap="tap">d</button>
        <button id="e" disabled bindtap="tap">e</button><button id="f" disabled="{{yes}}" bindtap="tap">f</button><text id="taps">{{taps}}</text>`,
    });
    const enabled = () => page.locator('.sim-screen button:enabled').allTextContents();
    expect(await enabled()).toEqual(['a', 'b', 'c', 'd']);
    for (const name of ['e', 'f', 'a', 'b', 'c', 'd', 'f']) await page.locator(`#${name}`).click({ force: true });
    expect(await page.locator('#taps').textContent()).toBe('abcdf');
    expect(await enabled()).toEqual(['a', 'b', 'c', 'd', 'f']);
  });
});

describe('a button that shares', () => {
  const files = {
    'pages/a/a.js': `Page({ data: { told: '' }, onShareAppMessage(how) { this.setData({ told: JSON.stringify(how) });
      return { title: 'Order 7', desc: 'two pears', path: 'pages/b/b?order=7', imageUrl: 'pear.svg' }; } })`,
    'pages/a/pear.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>',
    'pages/a/a.ttml':
      '<button id="share" open-type="share" data-order="7">share</button><text id="told">{{told}}</text>',
    'pages/b/b.js': `Page({ data: {}, onLoad({ order }) { this.setData({ order }); } })`,
    'pages/b/b.ttml': '<text>got {{order}}</text><button open-type="share">more</button>',
  };
  const app = { pages: ['pages/a/a', 'pages/b/b'] };

  it('asks the page for a card, which can be read and opened', async () => {
    const page = await stage.show(files, { app });
    await page.getByText('share', { exact: true }).click();
    expect(JSON.parse((await page.locator('#told').textContent()) ?? '')).toEqual({
      from: 'button',
      target: { id: 'share', dataset: { order: '7' } },
    });
    const card = page.locator('sim-sheet').getByRole('dialog', { name: 'Order 7' });
    expect(await card.locator('p').allTextContents()).toEqual(['two pears', '/pages/b/b?order=7']);
    expect(await card.locator('img').getAttribute('src')).toMatch(/^data:image\/svg/);
    await card.getByText('取消').click();
    expect(await page.locator('#told').isVisible()).toBe(true);
    await page.getByText('share', { exact: true }).click();
    await card.getByText('打开').click();
    await page.getByText('got 7').waitFor();
    expect(await page.evaluate('runningGadget.router.stack().map(({ path }) => path)')).toEqual(['pages/b/b']);
  });

  it('says where its page has no card, or the card leads nowhere; without a path it leads to the page itself', async () => {
    const page = await stage.show(
      { ...files, 'pages/a/a.js': `Page({ onShareAppMessage: () => ({ path: '/pages/gone/gone' }) })` },
      { app },
    );
    await page.getByText('share', { exact: true }).click();
    await page.getByText('打开').click();
    await page.getByText('<button open-type="share">: page "pages/gone/gone" is not in app.json').waitFor();
    await page.evaluate(`tt.navigateTo({ url: '/pages/b/b?order=8' })`);
    await page.getByText('more').click();
    await page.getByText('<button open-type="share">: pages/b/b has no onShareAppMessage').waitFor();
    await page.evaluate(`runningGadget.router.top().instance.onShareAppMessage = () => undefined`);
    await page.getByText('more').click();
    await page.locator('sim-sheet').getByText('/pages/b/b?order=8').waitFor();
  });
});

describe('the menu above a page', () => {
  const files = {
    'pages/a/a.js': `Page({ data: { told: '' }, onShareAppMessage(how) { this.setData({ told: JSON.stringify(how) }); return { title: 'Order 7', path: 'pages/b/b?order=7' }; } })`,
    'pages/a/a.ttml': '<text id="told">{{told}}</text>',
    'pages/b/b.js': `Page({ onLoad({ order }) { this.setData({ order }); } })`,
    'pages/b/b.ttml': '<text>got {{order}}</text>',
    'pages/b/b.json': '{"navigationStyle": "custom"}',
  };
  const menu = (page: Page) => page.getByRole('button', { name: '更多 More' });
  const sheet = (page: Page) => page.locator('sim-sheet').getByRole('dialog');

  it('shares it, and says why it does not', async () => {
    const page = await stage.show(files);
    await menu(page).click();
    await sheet(page).getByText('取消').click();
    await menu(page).click();
    await sheet(page).getByText('分享 Share').click();
    expect(await page.locator('#told').textContent()).toBe('{"from":"menu"}');
    const card = page.locator('sim-sheet').getByRole('dialog', { name: 'Order 7' });
    expect(await card.locator('p').allTextContents()).toEqual([
      '此页上半屏的截图 The upper half of this page',
      '/pages/b/b?order=7',
    ]);
    await card.getByText('打开').click();
    await page.getByText('got 7').waitFor();
    await menu(page).click();
    await sheet(page).getByText('分享 Share: the page has no onShareAppMessage').waitFor();
  });

  it('has no entry for it where the page has hidden it, until it shows it again', async () => {
    const page = await stage.show(files);
    await page.evaluate('tt.hideShareMenu({})');
    await menu(page).click();
    await sheet(page).getByText('分享 Share: tt.hideShareMenu has hidden it').waitFor();
    await sheet(page).getByText('取消').click();
    await page.evaluate('tt.showShareMenu({})');
    await menu(page).click();
    await sheet(page).getByRole('button', { name: '分享 Share' }).waitFor();
  });

  it('stays above a page that draws its own bar, which has the whole screen', async () => {
    const page = await stage.show(
      { ...files, 'pages/b/b.ttss': '.all { height: 100vh; }', 'pages/b/b.ttml': '<view class="all">b</view>' },
      { app: { entryPagePath: 'pages/b/b' } },
    );
    expect(await page.locator('.all').boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 });
    await menu(page).click();
    await sheet(page).waitFor();
  });
});

describe('a picker', () => {
  it('opens from below, tells each column and what is confirmed, and when it is left', async () => {
    const page = await stage.show({
      'pages/a/a.js': `const second = { plant: ['tree', 'grass'], animal: ['fish'] };
        Page({ data: { log: [], range: [['plant', 'animal'], second.plant], value: [0, 1], day: '2026-01-31' },
          note(line) { this.setData({ log: this.data.log.concat(line) }); },
          column({ detail }) { this.note('column' + JSON.stringify(detail));
            if (detail.column === 0) this.setData({ 'range[1]': second[this.data.range[0][detail.value]], value: [detail.value, 0] }); },
          hear({ type, detail }) { this.note(type + JSON.stringify(detail)); } })`,
      'pages/a/a.ttml': `<picker mode="multiSelector" range="{{range}}" value="{{value}}" bindcolumnchange="column" bindchange="hear" bindcancel="hear">open</picker>
        <picker mode="region" value="{{['北京市', '北京市', '朝阳区']}}" bindchange="hear">where</picker><picker disabled range="{{['x']}}">never</picker>${logView}`,
    });
    const columns = page.locator('sim-sheet select');
    await page.getByText('open').click();
    await columns.first().selectOption({ label: 'animal' });
    await columns.nth(1).locator('option', { hasText: 'fish' }).waitFor({ state: 'attached' });
    await page.getByText('确定 OK').click();
    await page.getByText('open').click();
    await page.getByText('取消 Cancel').click();
    await page.getByText('where').click();
    await columns.nth(2).selectOption({ label: '海淀区' });
    await page.getByText('确定 OK').click();
    await page.getByText('never').click();
    expect(await columns.count()).toBe(0);
    expect(await logOf(page)).toEqual([
      'column{"column":0,"value":1}',
      'change{"value":[1,0]}',
      'cancel{}',
      'change{"value":["北京市","北京市","海淀区"]}',
    ]);
  });

  it('shows what is chosen in the middle, in its sheet and within the page, however much room is around it', async () => {
    const page = await stage.show({
      'pages/a/a.js': 'Page({ data: { rows: Array.from({ length: 60 }, (_, n) => n) } })',
      'pages/a/a.ttml': `<picker mode="time" value="12:30">time</picker>
        <picker-view value="{{[30]}}" style="padding: 20px"><picker-view-column><view tt:for="{{rows}}" class="row{{item}}">{{item}}</view></picker-view-column></picker-view>`,
    });
    const middle = async (selector: string) => {
      const { y = 0, height = 0 } = (await page.locator(selector).boundingBox()) ?? {};
      return y + height / 2;
    };
    const chosen = page.locator('.row30');
    await page.waitForFunction(() => (document.querySelector('picker-view-column')?.scrollTop ?? 0) > 0);
    expect(await chosen.isVisible()).toBe(true);
    expect(Math.abs((await middle('.row30')) - (await middle('.sim-frame')))).toBeLessThanOrEqual(1);
    await page.getByText('time').click();
    for (const at of [0, 1]) {
      const select = page.locator('sim-sheet select').nth(at);
      const apart = await select.evaluate((list: HTMLSelectElement) => {
        const [option, all] = [list.selectedOptions[0], list].map((one) => one?.getBoundingClientRect());
        return Math.abs((option?.top ?? 0) + (option?.height ?? 0) / 2 - (all?.top ?? 0) - (all?.height ?? 0) / 2);
      });
      expect(apart).toBeLessThan(30);
    }
  });

  it('within the page stops at a row of each column', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { log: [], rows: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
        hear({ type, detail }) { this.setData({ log: this.data.log.concat(type + JSON.stringify(detail)) }); } })`,
      'pages/a/a.ttml': `<picker-view value="{{[2, 99]}}" indicator-style="height: 40px" bindchange="hear"><picker-view-column><view tt:for="{{rows}}">{{item}}</view></picker-view-column><picker-view-column><view tt:for="{{rows}}">{{item}}</view></picker-view-column></picker-view>${logView}`,
    });
    const column = page.locator('picker-view-column').first();
    await page.waitForFunction(() => document.querySelector('picker-view-column')?.scrollTop === 80);
    await page.waitForTimeout(200);
    await column.evaluate((element) => element.scrollTo(0, 200));
    await page.getByText('change{"value":[5,9]}').waitFor();
  });
});

describe('what is ticked, switched and slid', () => {
  it('follows the page, and keeps what the person did until then', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { on: true, n: 0, size: 30 }, other() { this.setData({ n: 1 }); }, reset() { this.setData({ on: true, size: 30 }); } })`,
      'pages/a/a.ttml': `<switch checked="{{on}}" color="rgb(1, 2, 3)"/><checkbox checked="{{on}}" color="red"/><slider value="{{size}}" show-value step="5" max="50"/><button bindtap="other">other {{n}}</button><button bindtap="reset">reset</button>`,
    });
    const [toggle, box, slider] = [
      page.locator('switch input'),
      page.locator('checkbox input'),
      page.locator('slider input'),
    ];
    await toggle.click();
    await box.click();
    await slider.fill('45');
    await page.getByText('other').click();
    await page.getByText('other 1').waitFor();
    expect([
      await toggle.isChecked(),
      await box.isChecked(),
      await page.locator('slider output').textContent(),
    ]).toEqual([false, false, '45']);
    await page.getByText('reset').click();
    await page.waitForFunction(() => document.querySelector('slider output')?.textContent === '30');
    expect([await toggle.isChecked(), await box.isChecked()]).toEqual([true, true]);
    expect(await toggle.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(1, 2, 3)');
  });

  it('is reached by labels, and given back to what the template says by a reset', async () => {
    const page = await stage.show({
      'pages/a/a.js': logging(),
      'pages/a/a.ttml': `<form bindsubmit="hear" bindreset="hear"><label for="second">outside</label>
        <checkbox-group name="boxes" bindchange="hear"><label>both<checkbox value="1" checked/><checkbox id="second" value="2"/></label></checkbox-group>
        <textarea name="text" value="old"/><picker name="fruit" range="{{['a', 'b']}}" value="{{1}}">fruit</picker>
        <button formType="reset">reset</button><button formType="submit">send</button></form>${logView}`,
    });
    await page.getByText('outside').click();
    await page.getByText('both').click();
    await page.locator('textarea').fill('new');
    await page.getByText('reset').click();
    await page.getByText('send').click();
    expect(await logOf(page)).toEqual([
      'change{"value":["1","2"]}',
      'change{"value":["2"]}',
      'reset{}',
      'submit{"value":{"boxes":["1"],"text":"old","fruit":1},"target":""}',
    ]);
  });
});

describe('elements that only show', () => {
  it('are as the page says: text, rich text, icon, progress', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { nodes: [{ name: 'h1', attrs: { style: 'color: rgb(1, 2, 3)', onclick: 'alert(1)', id: 'no' }, children: [{ type: 'text', text: 'a&nbsp;b' }] }, { name: 'script', children: [{ type: 'text', text: 'no' }] }] } })`,
      'pages/a/a.ttml': `<text id="t" space="nbsp">a  b\\nc</text><rich-text id="list" nodes="{{nodes}}"/><rich-text id="html" nodes="<b>bold</b><iframe src='x'></iframe>"/><icon type="success" size="40"/><progress percent="40" stroke-width="12" active-color="rgb(9, 9, 9)"/>`,
    });
    expect(await page.locator('#t').evaluate((element) => (element as HTMLElement).textContent)).toBe(
      'a\u00a0\u00a0b\nc',
    );
    expect(await page.locator('#list').innerHTML()).toBe('<h1 style="color: rgb(1, 2, 3)">a&nbsp;b</h1>');
    expect(await page.locator('#html').innerHTML()).toBe('<b>bold</b>');
    expect((await page.locator('icon').boundingBox())?.width).toBe(40);
    expect((await page.locator('progress').boundingBox())?.height).toBe(12);
    expect(await page.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value)).toBe(40);
  });
});

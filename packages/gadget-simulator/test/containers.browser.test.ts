import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { webViewSdk } from '../src/index.ts';
import { logOf, logView, openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const rows = `<view tt:for="{{[0,1,2,3,4,5,6,7,8,9]}}" id="row{{item}}" style="height: 100px">{{item}}</view>`;

describe('a scroll-view', () => {
  it('goes where the page says, and tells where it is and when it comes to an end', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { log: [], top: 0, into: '' }, down() { this.setData({ top: 300 }); }, into() { this.setData({ into: 'row9' }); }, up() { this.setData({ top: 0 }); },
        scroll({ detail }) { this.setData({ at: detail.scrollTop + '/' + detail.scrollHeight }); },
        hear({ type, detail }) { this.setData({ log: this.data.log.concat(type + detail.direction) }); } })`,
      'pages/a/a.ttml': `<scroll-view scroll-y style="height: 200px" scroll-top="{{top}}" scroll-into-view="{{into}}" bindscroll="scroll" bindscrolltolower="hear" bindscrolltoupper="hear">${rows}</scroll-view>
        <button bindtap="down">down</button><button bindtap="into">into</button><button bindtap="up">up</button><view>at {{at}}</view>${logView}`,
    });
    for (const [name, at] of [
      ['down', '300/1000'],
      ['into', '800/1000'],
      ['up', '0/1000'],
    ] as const) {
      await page.getByText(name, { exact: true }).click();
      await page.getByText(`at ${at}`).waitFor();
    }
    expect(await logOf(page)).toEqual(['scrolltolowerbottom', 'scrolltouppertop']);
  });
});

describe('a swiper', () => {
  it('shows one item after the other: by finger, by itself and by the page', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { log: [], current: 0, auto: false, items: ['one', 'two', 'three'] }, last() { this.setData({ current: 2 }); }, play() { this.setData({ auto: true }); },
        hear({ detail }) { this.setData({ log: this.data.log.concat(detail.current + detail.source) }); } })`,
      'pages/a/a.ttml': `<swiper indicator-dots circular current="{{current}}" autoplay="{{auto}}" interval="{{200}}" duration="0" bindchange="hear"><swiper-item tt:for="{{items}}">{{item}}</swiper-item></swiper>
        <button bindtap="last">last</button><button bindtap="play">play</button>${logView}`,
    });
    expect(await page.locator('.sim-dots i').count()).toBe(3);
    await page.mouse.move(300, 100);
    await page.mouse.down();
    await page.mouse.move(100, 100, { steps: 3 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector('#log')?.textContent === '1touch');
    expect((await page.getByText('two').boundingBox())?.x).toBe(0);
    await page.getByText('last').click();
    await page.getByText('play').click();
    await page.waitForFunction(() => document.querySelector('#log')?.textContent?.includes('0autoplay|1autoplay'));
    expect((await logOf(page)).slice(0, 4)).toEqual(['1touch', '2', '0autoplay', '1autoplay']);
  });
});

describe('a page', () => {
  const refreshing = {
    'pages/a/a.js': `Page({ data: { n: 0 }, onPullDownRefresh() { this.setData({ n: this.data.n + 1 }); }, pull() { tt.startPullDownRefresh({ fail: ({ errMsg }) => this.setData({ errMsg }) }); }, stop() { tt.stopPullDownRefresh(); },
      jump() { tt.pageScrollTo({ scrollTop: 500, duration: 0 }); }, onPageScroll({ scrollTop }) { this.setData({ top: scrollTop }); } })`,
    'pages/a/a.ttml': `<button bindtap="pull">pull</button><button bindtap="stop">stop</button><button bindtap="jump">jump</button><view>pulled {{n}} at {{top}} {{errMsg}}</view><view style="height: 2000px"/>`,
  };

  it('is pulled down for news, by mouse and by its code, until it says that it has them', async () => {
    const page = await stage.show({ ...refreshing, 'pages/a/a.json': '{"enablePullDownRefresh": true}' });
    await page.mouse.move(100, 300);
    await page.mouse.down();
    await page.mouse.move(100, 450);
    await page.mouse.up();
    await page.getByText('pulled 1').waitFor();
    expect(await page.getByRole('status').count()).toBe(1);
    await page.getByText('stop').click();
    await page.getByRole('status').waitFor({ state: 'detached' });
    await page.getByText('pull', { exact: true }).click();
    await page.getByText('pulled 2').waitFor();
    await page.getByText('jump').click();
    await page.getByText('at 500').waitFor();
  });

  it('that does not enable it is not pulled', async () => {
    const page = await stage.show(refreshing);
    await page.getByText('pull', { exact: true }).click();
    await page.getByText('does not have enablePullDownRefresh').waitFor();
  });

  it('is left and entered by navigators', async () => {
    const page = await stage.show({
      'pages/a/a.js': 'Page({})',
      'pages/a/a.ttml': `<navigator url="../b/b?x=1"><view>on</view></navigator><navigator url="/pages/none/none">nowhere</navigator>`,
      'pages/b/b.js': 'Page({ onLoad({ x }) { this.setData({ x }); } })',
      'pages/b/b.ttml': `<view>b{{x}}</view><navigator open-type="navigateBack">back</navigator>`,
    });
    await page.getByText('nowhere').click();
    await page.getByText('<navigator url="/pages/none/none">: page "pages/none/none" is not in app.json').waitFor();
    await page.getByText('on', { exact: true }).click();
    await page.getByText('b1').waitFor();
    await page.getByText('back').click();
    await page.getByText('on', { exact: true }).waitFor();
  });
});

describe('a web-view', () => {
  const files = {
    'pages/a/a.js': `Page({ open() { tt.navigateTo({ url: '/pages/w/w?src=' + encodeURIComponent('http://app.test/page') }); }, evil() { tt.navigateTo({ url: '/pages/w/w?src=' + encodeURIComponent('http://evil.test/') }); } })`,
    'pages/a/a.ttml': '<button bindtap="open">open</button><button bindtap="evil">evil</button><view>here</view>',
    'pages/w/w.js': `Page({ data: {}, onLoad({ src }) { this.setData({ src }); }, hear({ type, detail }) { getApp().heard = (getApp().heard || []).concat(type + JSON.stringify(detail)); console.log('heard ' + type + JSON.stringify(detail)); } })`,
    'pages/w/w.ttml': '<web-view src="{{src}}" bindload="hear" binderror="hear" bindmessage="hear"/>',
  };

  it('shows a page of a trusted domain, which may go to pages, and whose messages come as it is left', async () => {
    const page = await stage.show(files, { webViewDomains: ['app.test'] });
    const heard: string[] = [];
    page.on('console', (message) => message.text().startsWith('heard') && heard.push(message.text()));
    await page.route('http://app.test/page', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<script>${webViewSdk}</script><button onclick="tt.miniProgram.postMessage({ data: 'hello' }); tt.miniProgram.navigateBack()">send</button>`,
      }),
    );
    await page.getByText('open').click();
    const frame = page.frameLocator('web-view iframe');
    await frame.getByText('send').waitFor();
    expect(await page.locator('web-view').boundingBox()).toMatchObject({ x: 0, y: 44, width: 375, height: 623 });
    expect(heard).toEqual(['heard load{"src":"http://app.test/page"}']);
    await frame.getByText('send').click();
    await page.getByText('here').waitFor();
    expect(heard.slice(1)).toEqual(['heard message{"data":["hello"]}']);
  });

  it('asks for its page once', async () => {
    const page = await stage.show(files);
    const asked: string[] = [];
    await page.route('http://app.test/**', (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', body: 'web page' });
    });
    await page.getByText('open').click();
    await page.frameLocator('web-view iframe').getByText('web page').waitFor();
    await page.evaluate('new Promise((settled) => setTimeout(settled, 200))');
    expect(asked).toEqual(['http://app.test/page']);
  });

  it('does not show one of another domain, and says so', async () => {
    const page = await stage.show(files, { webViewDomains: ['app.test'] });
    await page.getByText('evil').click();
    await page.locator('.sim-trouble').waitFor();
    expect(await page.locator('.sim-trouble p').count()).toBe(1);
    await page.locator('web-view').getByText('evil.test is not among the trusted domains of web-views').waitFor();
    expect(await page.locator('iframe').count()).toBe(0);
  });
});

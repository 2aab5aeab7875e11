import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { logOf, logView, openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** Whole events, as they come. */
const keeping = `Page({ data: { log: [] }, keep(event) { const { type } = event; this.setData({ last: event, log: this.data.log.concat(type) }); } })`;
const last =
  '<sjs module="j">module.exports = function (a) { return JSON.stringify(a) };</sjs><view id="last">{{j(last)}}</view>';

describe('a touch', () => {
  it('tells its fingers, on the screen and on the page, and a tap where it was', async () => {
    const page = await stage.show(
      {
        'pages/a/a.js': keeping,
        'pages/a/a.ttml': `<view id="pad" data-alpha-beta="1" data-alphaBeta="2" style="height: 1500px" bindtap="keep" bindtouchstart="keep" bindtouchend="keep"><view style="position: fixed; top: 400px">${last}</view></view>`,
      },
      { context: { hasTouch: true } },
    );
    await page.locator('.sim-screen').evaluate((screen) => screen.scrollTo(0, 100));
    await page.touchscreen.tap(50, 144);
    const event = JSON.parse((await page.locator('#last').textContent()) ?? '');
    const finger = { pageX: 50, pageY: 200, clientX: 50, clientY: 100 };
    expect(event).toMatchObject({
      type: 'tap',
      detail: { x: 50, y: 200 },
      target: { id: 'pad', dataset: { alphaBeta: '1', alphabeta: '2' } },
      touches: [finger],
      changedTouches: [finger],
    });
  });

  it('is told to a function that its page was given while it ran, as frameworks do', async () => {
    const page = await stage.show(
      {
        'pages/a/a.js': `Page({ data: { name: '', said: '' }, onLoad() {
          this.later = () => this.setData({ said: 'heard' });
          this.setData({ name: 'later' });
        } });`,
        'pages/a/a.ttml': '<view id="pad" bindtap="{{name}}">{{said}}</view><view bindtap="nobody">nobody</view>',
      },
      { context: { hasTouch: true } },
    );
    await page.locator('#pad').evaluate((pad) => pad.setAttribute('style', 'height: 50px'));
    await page.locator('#pad').tap();
    await page.getByText('heard').waitFor();
    await page.getByText('nobody', { exact: true }).tap();
    await page.getByText('handler nobody does not exist in pages/a/a.js').waitFor();
  });

  it('that rests is a long press, which takes the place of the tap where somebody hears it', async () => {
    const page = await stage.show({
      'pages/a/a.js': keeping,
      'pages/a/a.ttml': `<view id="long" bindlongpress="keep" bindtap="keep">long</view><view id="plain" bindtap="keep" bindlongtap="keep">plain</view>
        <sjs module="s">module.exports.join = function (a) { return a.join('|') };</sjs><view id="log">{{s.join(log)}}</view>`,
    });
    for (const id of ['long', 'plain']) {
      await page.locator(`#${id}`).hover();
      await page.mouse.down();
      await page.waitForTimeout(450);
      await page.mouse.up();
    }
    await page.locator('#long').click();
    expect(await logOf(page)).toEqual(['longpress', 'longtap', 'tap', 'tap']);
  });

  it('is made by a mouse too, beside the mouse’s own events', async () => {
    const page = await stage.show({
      'pages/a/a.js': keeping,
      'pages/a/a.ttml': `<view id="pad" style="height: 200px" bindtouchstart="keep" bindtouchmove="keep" bindtouchend="keep" bindmousedown="keep" bindtap="keep"/>${last}${logView}`,
    });
    await page.mouse.move(100, 100);
    await page.mouse.down();
    await page.mouse.move(105, 100);
    await page.mouse.up();
    expect(await logOf(page)).toEqual(['touchstart', 'mousedown', 'touchmove', 'touchend', 'tap']);
  });

  it('shows that an element is pressed, a moment later and a moment longer', async () => {
    const page = await stage.show({
      'pages/a/a.js': 'Page({})',
      'pages/a/a.ttml': `<view id="outer" hover-class="outer"><view id="inner" hover-class="inner" hover-stop-propagation hover-stay-time="200">x</view></view>`,
      'pages/a/a.ttss': '.inner { color: rgb(1, 2, 3); } .outer { color: rgb(9, 9, 9); }',
    });
    const color = () => page.locator('#inner').evaluate((element) => getComputedStyle(element).color);
    await page.locator('#inner').hover();
    await page.mouse.down();
    await page.waitForFunction(() => document.querySelector('#inner')?.classList.contains('inner'));
    expect([await color(), await page.locator('#outer').getAttribute('class')]).toEqual(['rgb(1, 2, 3)', null]);
    await page.mouse.up();
    await page.waitForFunction(() => !document.querySelector('#inner')?.classList.contains('inner'));
  });

  it('bubbles up to who catches it; animations bubble too', async () => {
    const page = await stage.show({
      'pages/a/a.js': keeping,
      'pages/a/a.ttml': `<view bindtap="keep" bindanimationend="keep" bindtransitionend="keep"><view catchtap="keep" id="stop">stop</view><view id="on">on</view><view class="moving">moves</view></view>${logView}`,
      'pages/a/a.ttss': '@keyframes move { to { opacity: 0.5; } } .moving { animation: move 0.05s; }',
    });
    await page.waitForFunction(() => document.querySelector('#log')?.textContent === 'animationend');
    await page.locator('#stop').click();
    await page.locator('#on').click();
    expect(await logOf(page)).toEqual(['animationend', 'tap', 'tap']);
  });
});

describe('a component', () => {
  const parts = {
    'parts/card/card.json': '{"component": true}',
    'parts/card/card.js': `Component({ options: { multipleSlots: true }, externalClasses: ['own-class'],
      pageLifetimes: { show() { this.setData({ seen: (this.data.seen || 0) + 1 }); } } })`,
    'parts/card/card.ttml': `<view class="box own-class">inside {{seen}}</view><slot name="before"/><view>middle</view><slot name="after"/>`,
    'parts/card/card.ttss': `:host { display: block; padding: 7px; } .box { font-weight: 700; } .outside { color: rgb(9, 9, 9); }`,
    'pages/a/a.json': '{"usingComponents": {"my-card": "/parts/card/card", "open-card": "/parts/open/open"}}',
    'parts/open/open.json': '{"component": true}',
    'parts/open/open.js': `Component({ options: { addGlobalClass: true } })`,
    'parts/open/open.ttml': `<view id="open" class="box">open</view>`,
  };

  it('keeps its styles to itself, and takes those that it is given', async () => {
    const page = await stage.show({
      ...parts,
      'app.ttss': '.box { color: rgb(1, 1, 1); } .red { color: rgb(255, 0, 0); } text { color: rgb(3, 3, 3); }',
      'pages/a/a.js': 'Page({})',
      'pages/a/a.ttml': `<my-card own-class="red"><text slot="after" class="outside">last</text><text slot="before">first</text></my-card><view id="mine" class="box">mine</view><open-card/>`,
    });
    const look = (selector: string) =>
      page.locator(selector).evaluate((element) => {
        const { color, fontWeight } = getComputedStyle(element);
        return `${color} ${fontWeight}`;
      });
    const black = 'rgb(0, 0, 0)';
    expect(await look('[data-is="parts/card/card"] > .box')).toBe('rgb(255, 0, 0) 700');
    expect(await look('#mine')).toBe('rgb(1, 1, 1) 400');
    expect(await look('#open')).toBe('rgb(1, 1, 1) 400');
    expect(await look('.outside')).not.toContain(black);
    expect(await look('.outside')).toBe('rgb(3, 3, 3) 400');
    const host = page.locator('[data-is="parts/card/card"]');
    expect(await host.evaluate((element) => getComputedStyle(element).padding)).toBe('7px');
    expect(await host.textContent()).toBe('inside 1firstmiddlelast');
  });
});

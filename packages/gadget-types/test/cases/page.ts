/** Checked by the compiler, never run: a line below `@ts-expect-error` is wrong in a Feishu mini program. */
Page({
  data: { count: 0, rows: [{ label: 'a' }], user: { name: 'x' } },
  timer: 0,
  onLoad(query) {
    const order: string | undefined = query.order;
    this.setData({ count: this.data.count + 1 });
    this.setData({ 'rows[0].label': order, 'user.name': 'y' }, () => undefined);
    const at = 2;
    this.setData({ [`rows[${at}].label`]: 'b' });
    this.timer = setInterval(() => this.tap(), 1000);
    const route: string = this.route;
    console.log(route);
    // @ts-expect-error not in the page's data
    this.setData({ nope: 1 });
    // @ts-expect-error of another type
    this.setData({ count: 'one' });
    // @ts-expect-error data changes through setData only
    this.data.count = 2;
    // @ts-expect-error no such function
    this.untap();
    // @ts-expect-error the query holds texts
    query.order.toFixed();
  },
  onUnload() {
    clearInterval(this.timer);
  },
  onShareAppMessage() {
    return { title: 'Orders', path: 'pages/orders/orders' };
  },
  onPageScroll({ scrollTop }) {
    scrollTop.toFixed();
  },
  onReachBottom() {},
  tap() {},
  choose({ currentTarget: { dataset } }: FeishuGadget.TouchEvent<{ id: string }>) {
    dataset.id.trim();
    // @ts-expect-error no such attribute
    dataset.name;
  },
  typed({ detail }: FeishuGadget.InputEvent) {
    detail.value.trim();
  },
});

Page({
  onLoad() {
    // A page without data of its own.
    this.route.trim();
  },
});

App({
  globalData: { user: '' },
  onLaunch({ path, query, scene }) {
    this.globalData.user = `${path} ${query.id} ${scene}`;
    // @ts-expect-error the scene is a text, WeChat's is a number
    scene?.toFixed();
  },
  onError(message) {
    message.trim();
  },
});

getApp<{ globalData: { user: string } }>().globalData.user.trim();
// @ts-expect-error what the app has is to be said
getApp().globalData.user;
getCurrentPages().map((page) => page.route);
// @ts-expect-error a page's data may be anything
getCurrentPages()[0]?.data.count.toFixed();
// @ts-expect-error WeChat's
getCurrentPages()[0]?.getTabBar();

const soon: number = setTimeout((name: string) => name.trim(), 100, 'x');
clearTimeout(soon);
clearTimeout(undefined);
clearInterval(setInterval(() => undefined));
// @ts-expect-error a text is no code
setTimeout('tap()', 100);
// @ts-expect-error the browser's
requestAnimationFrame(() => undefined);
console.log('orders', 1, {});
console.debug();
console.info('a');
console.warn(new Error('a'));
console.error('a', undefined);
// @ts-expect-error the browser's
console.table([]);

const util = require<{ formatTime(date: Date): string }>('./plain/format.js');
util.formatTime(new Date());
module.exports = { util };

export {};

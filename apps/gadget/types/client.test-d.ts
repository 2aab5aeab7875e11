/**
 * Checked by the compiler, never run: each line below is wrong in a Feishu mini program, and must be refused.
 */

// @ts-expect-error WeChat's global does not exist here
wx.login({});
// @ts-expect-error old clients have no requestAccess
tt.requestAccess({ scopeList: [] });
// @ts-expect-error scopeList is required, if only empty
tt.requestAccess?.({});
// @ts-expect-error the option is Douyin's
tt.login?.({ force: true });
// @ts-expect-error there are no promises
tt.login?.({}).then(() => undefined);
// @ts-expect-error errno is absent on clients before 5.15
tt.login?.({ fail: (error) => error.errno.toFixed() });
// @ts-expect-error the field's name is Douyin's
tt.login?.({ fail: (error) => error.errNo });
// @ts-expect-error cookies cannot be seen
tt.request({ url: '', success: (result) => result.cookies });
// @ts-expect-error the method is not supported
tt.request({ url: '', method: 'PATCH' });
// @ts-expect-error a single request has no time-out
tt.request({ url: '', timeout: 1 });
// @ts-expect-error there are no promises
tt.showModal({ title: '' }).then(() => undefined);
// @ts-expect-error the text cannot be edited, as WeChat's can
tt.showModal({ title: '', editable: true });
// @ts-expect-error storage may hold anything
tt.getStorageSync('key').length;
// @ts-expect-error any of it may be missing
tt.getSystemInfoSync().language.startsWith('zh');
// @ts-expect-error no browser
fetch('/');
// @ts-expect-error no browser
window.location;
// @ts-expect-error no Node
process.exit();
// @ts-expect-error not in ES2017
Promise.resolve().finally(() => undefined);

Page({
  data: { count: 0 },
  onLoad() {
    this.setData({ count: this.data.count + 1 });
    this.tap();
    // @ts-expect-error not in the page's data
    this.setData({ nope: 1 });
    // @ts-expect-error of another type
    this.setData({ count: 'one' });
    // @ts-expect-error data changes through setData only
    this.data.count = 2;
    // @ts-expect-error no such method
    this.untap();
  },
  tap() {},
});

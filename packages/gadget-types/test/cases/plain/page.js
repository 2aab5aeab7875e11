/** As most mini programs are written: JavaScript, held against the types by an editor or by `checkJs`. */
const { formatTime } = require('./format');

Page({
  data: { now: '' },
  onLoad() {
    this.setData({ now: formatTime(new Date()) });
    tt.showToast({ title: this.data.now });
    // @ts-expect-error WeChat's
    wx.showToast({ title: '' });
    // @ts-expect-error no such function
    tt.showToasts({ title: '' });
  },
});

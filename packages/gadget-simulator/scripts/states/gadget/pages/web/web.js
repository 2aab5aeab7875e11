Page({
  onLoad({ src }) {
    this.setData({ src });
  },
});

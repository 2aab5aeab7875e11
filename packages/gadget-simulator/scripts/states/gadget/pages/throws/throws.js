Page({
  onLoad() {
    this.nothing.here();
  },
});

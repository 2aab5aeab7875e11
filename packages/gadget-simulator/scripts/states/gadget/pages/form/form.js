Page({
  data: { sent: '' },
  sent({ detail }) {
    this.setData({ sent: JSON.stringify(detail.value, null, 1) });
  },
});

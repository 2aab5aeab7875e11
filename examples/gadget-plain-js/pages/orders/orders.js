const { login } = getApp();

Page({
  data: { url: '' },
  /** The web page opens as the same person: the address works once, within sixty seconds. */
  async onLoad() {
    const { url } = await login.request('POST /api/v1/auth/handoff', { body: { return_to: '/' } });
    this.setData({ url });
  },
});

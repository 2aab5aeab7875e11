const { login, enter, words, explain } = require('../../login.js');

Page({
  data: { url: '', trouble: null, words },
  onLoad() {
    return this.open(login.session);
  },
  enter() {
    return this.open(enter);
  },
  /** The web page opens as the same person: the address works once, within sixty seconds. */
  async open(arrive) {
    this.setData({ trouble: null });
    try {
      await arrive();
      const { url } = await login.request('POST /api/v1/auth/handoff', { body: { return_to: '/' } });
      this.setData({ url });
    } catch (failure) {
      this.setData({ trouble: await explain(failure) });
    }
  },
});

const { login, enter, words, explain } = require('../../login.js');

Page({
  data: { ready: false, name: '', devices: 0, trouble: null, words },
  onLoad() {
    return this.show(login.session);
  },
  enter() {
    return this.show(enter);
  },
  async show(arrive) {
    this.setData({ ready: false, trouble: null });
    try {
      const session = await arrive();
      const { sessions } = session ? await login.request('GET /api/v1/sessions') : { sessions: [] };
      this.setData({ ready: true, name: session ? session.user.name : '', devices: sessions.length });
    } catch (failure) {
      this.setData({ ready: true, trouble: await explain(failure) });
    }
  },
  open() {
    tt.navigateTo({ url: '/pages/orders/orders' });
  },
  async leave() {
    await login.signOut();
    this.setData({ name: '' });
  },
});

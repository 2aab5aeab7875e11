const { login } = getApp();

Page({
  data: { name: '', devices: 0, failure: '' },
  async onLoad() {
    try {
      const session = await login.session();
      if (session === undefined) return; // who signed out waits for a button with login.signIn()
      const { sessions } = await login.request('GET /api/v1/sessions');
      this.setData({ name: session.user.name, devices: sessions.length });
    } catch (failure) {
      this.setData({ failure: failure.code });
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

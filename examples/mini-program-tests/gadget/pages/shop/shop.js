Page({
  data: { name: '', cart: 0, told: '' },

  onLoad() {
    tt.requestAccess({
      scopeList: [],
      // The code is for your server: it knows who this is.
      success: ({ code }) => this.setData({ name: code === '' ? 'nobody' : 'Welcome' }),
      fail: ({ errno }) => this.setData({ name: `nobody (${errno})` }),
    });
  },

  buy() {
    this.setData({ cart: this.data.cart + 1 });
  },

  order() {
    tt.request({
      url: 'https://shop.example.com/orders',
      method: 'POST',
      data: { count: this.data.cart },
      success: ({ data }) => this.setData({ told: `order ${data.id}` }),
      fail: ({ errMsg }) => this.setData({ told: errMsg }),
    });
  },
});

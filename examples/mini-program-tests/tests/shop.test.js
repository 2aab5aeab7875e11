const { join } = require('node:path');
const { launch, TtFailure } = require('gadget-simulator');

const folder = join(__dirname, '../gadget');
let gadget;
beforeAll(async () => {
  gadget = await launch({ folder });
}, 60_000);
afterAll(() => gadget?.close());
afterEach(() => gadget.restore());

test('a tap puts something into the cart', async () => {
  await gadget.page.$('.buy').tap();
  expect(await gadget.page.$('.cart').text()).toBe('1');
});

test('the order goes to the server', async () => {
  const request = await gadget.mock('request', ({ data }) => ({
    statusCode: 201,
    header: {},
    data: { id: data.count },
  }));
  await gadget.page.setData({ cart: 3 });
  await gadget.page.$('.order').tap();
  await gadget.page.waitFor(async (page) => (await page.data('told')) === 'order 3');
  expect(request.calls).toMatchObject([{ url: 'https://shop.example.com/orders', data: { count: 3 } }]);
});

test('whoever refuses is told so', async () => {
  await gadget.mock('requestAccess', () => {
    throw new TtFailure(2700002, 'refused');
  });
  await gadget.restart();
  await gadget.page.waitFor(async (page) => (await page.data('name')) === 'nobody (2700002)');
});

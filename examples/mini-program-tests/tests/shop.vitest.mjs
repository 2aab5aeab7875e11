import { fileURLToPath } from 'node:url';
import { launch } from 'gadget-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../gadget', import.meta.url));
let gadget;
beforeAll(async () => {
  gadget = await launch({ folder, person: '李四' });
}, 60_000);
afterAll(() => gadget?.close());

it('signs in the one who holds the device, and puts things into the cart', async () => {
  const { page } = gadget;
  await page.waitFor(async () => (await page.data('name')) === 'Welcome');
  await page.$('.buy').tap();
  expect(await page.data('cart')).toBe(1);
  expect(gadget.console.errors()).toEqual([]);
});

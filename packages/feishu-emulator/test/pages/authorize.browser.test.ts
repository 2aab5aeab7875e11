import { describe, expect, it } from '@jest/globals';
import { startWorld } from '../world.ts';
import { useChromium } from './chromium.ts';
import { startSampleApp } from './sample-app.ts';
import { authorizePath } from './visitor.ts';

describe('the authorize page in a browser', () => {
  const { open } = useChromium();

  async function start(change: Record<string, string> = {}) {
    const world = await startWorld();
    const origin = await startSampleApp(world);
    const path = authorizePath({ redirect_uri: `${origin}/callback`, scope: 'task:task:read', ...change });
    return { world, origin, path, ...(await open(world.url + path)) };
  }

  it('signs in, allows, and arrives with a code', async () => {
    const { world, origin, page, complaints } = await start();
    await page.getByRole('button', { name: /张三/ }).click();
    await page.getByText('See your tasks').waitFor();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(`${origin}/callback?**`);
    const { code, state } = JSON.parse((await page.locator('#result').textContent()) ?? '');
    expect(state).toBe('st-1');
    expect((await world.exchange(code)).body.code).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('refuses, and arrives with access_denied', async () => {
    const { page } = await start();
    await page.getByRole('button', { name: /李四/ }).click();
    await page.getByRole('button', { name: 'Refuse' }).click();
    await expect(page.locator('#result').textContent()).resolves.toBe('{"error":"access_denied","state":"st-1"}');
  });

  it('switches to another user', async () => {
    const { page } = await start();
    await page.getByRole('button', { name: /张三/ }).click();
    await page.getByRole('button', { name: 'Switch user' }).click();
    await page.getByRole('button', { name: /李四/ }).click();
    await page.getByText('Li Si').waitFor();
  });

  it('explains an address that is not registered and stays where it is, in the language that was chosen', async () => {
    const { world, page } = await start({ redirect_uri: 'http://localhost:1/callback' });
    expect(await page.locator('html').getAttribute('data-code')).toBe('20029');
    expect(page.url()).toContain(world.url);
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByRole('heading', { name: 'redirect_uri 请求不合法' }).waitFor();
    await page.getByRole('link', { name: '重试' }).click();
    await page.getByRole('heading', { name: 'redirect_uri 请求不合法' }).waitFor();
  });
});

import { describe, expect, it } from '@jest/globals';
import { startWorld } from '../world.ts';
import { useChromium } from './chromium.ts';
import { startSampleApp } from './sample-app.ts';

describe('the QR page in its frame', () => {
  const { open } = useChromium();

  it('is scanned and confirmed, and the page around it arrives with a code', async () => {
    const world = await startWorld();
    const origin = await startSampleApp(world);
    const { page, complaints } = await open(`${origin}/qr`);
    const frame = page.frameLocator('#qr iframe');
    await frame.getByRole('button', { name: 'Tap the code to play a scan with Feishu' }).click();
    await frame.getByRole('button', { name: /张三/ }).click();
    await frame.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${origin}/callback?**`);
    const { code, state } = JSON.parse((await page.locator('#result').textContent()) ?? '');
    expect(state).toBe('qr-1');
    expect((await world.exchange(code)).body.code).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('tells the page nothing when the scan is cancelled, and can be scanned again', async () => {
    const world = await startWorld();
    const origin = await startSampleApp(world);
    const { page } = await open(`${origin}/qr`);
    const frame = page.frameLocator('#qr iframe');
    await frame.locator('.code').click();
    await frame.getByRole('button', { name: /张三/ }).click();
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await frame.getByText('Cancelled on the phone').waitFor();
    expect(page.url()).toBe(`${origin}/qr`);
    await frame.locator('.code').click();
    await frame.getByRole('button', { name: /李四/ }).waitFor();
  });

  it('says why a user may not sign in', async () => {
    const world = await startWorld();
    const origin = await startSampleApp(world);
    const { page } = await open(`${origin}/qr`);
    const frame = page.frameLocator('#qr iframe');
    await frame.locator('.code').click();
    await frame.getByRole('button', { name: /赵六/ }).click();
    await frame.getByRole('button', { name: 'Sign in' }).click();
    await frame.getByText('20010').waitFor();
  });

  it('is told from messages of anybody else by matchOrigin', async () => {
    const world = await startWorld();
    const origin = await startSampleApp(world);
    const { page } = await open(`${origin}/qr`);
    await page.evaluate(() => window.postMessage({ tmp_code: 'forged' }, '*'));
    await page.waitForFunction('window.ignored === 1');
    expect(page.url()).toBe(`${origin}/qr`);
  });
});

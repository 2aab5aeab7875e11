import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

describe('signing in by QR code', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  const goto = () => `${world.feishu.origin}/authorize.html?client_id=cli_1&state=s1`;

  async function openQr() {
    world.stub.replies['POST /api/v1/auth/qr/start'] = { status: 200, body: { goto: goto() } };
    const page = await world.open();
    await page.getByRole('tab', { name: '扫码' }).click();
    const frame = page.frameLocator('iframe[title="飞书登录二维码"]');
    await frame.getByRole('button', { name: 'scan' }).waitFor();
    return { page, frame };
  }

  it('starts nothing before its tab is chosen', async () => {
    const page = await world.open();
    await page.getByRole('tab', { name: '扫码' }).waitFor();
    expect(world.stub.asked).toEqual([]);
  });

  it('is not offered where there is none', async () => {
    const page = await world.open({ boot: { qr_origin: null } });
    await page.getByRole('button', { name: '飞书' }).first().waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
  });

  it('shows Feishu’s code for an attempt of its own, and follows a scan', async () => {
    const { page, frame } = await openQr();
    expect(world.stub.asked).toEqual([
      { request: 'POST /api/v1/auth/qr/start', body: { return_to: `${world.stub.origin}/` } },
    ]);
    expect(page.frames().map((one) => one.url())).toContain(
      `${world.feishu.origin}/qr.html?goto=${encodeURIComponent(goto())}`,
    );
    await frame.getByRole('button', { name: 'scan' }).click();
    await page.waitForURL(`${goto()}&tmp_code=tmp%2F1%20%262`);
    expect(world.complaints).toEqual([]);
  });

  it('H12: ignores the page’s own messages and those of other origins', async () => {
    const { page } = await openQr();
    await page.evaluate(() => window.postMessage({ tmp_code: 'forged' }, '*'));
    const stranger = await page.context().newPage();
    await stranger.goto(`${world.feishu.stranger}/stranger.html?page=${encodeURIComponent(world.stub.origin)}`);
    const opened = page.context().waitForEvent('page');
    await stranger.getByRole('button', { name: 'open' }).click();
    const victim = await opened;
    await victim.getByRole('tab', { name: '扫码' }).click();
    await victim.frameLocator('iframe').getByRole('button', { name: 'scan' }).waitFor();
    await stranger.evaluate('window.ours.postMessage({ tmp_code: "forged" }, "*")');
    await victim.waitForTimeout(300);
    expect([page.url(), victim.url()]).toEqual([`${world.stub.origin}/`, `${world.stub.origin}/`]);
  });

  it('stops listening when another way is chosen', async () => {
    const { page } = await openQr();
    await page.getByRole('tab', { name: '飞书账号' }).click();
    expect(await page.locator('iframe').count()).toBe(0);
  });

  it('offers another try when the server or the SDK is not there', async () => {
    world.stub.replies['POST /api/v1/auth/qr/start'] = refusal(503, 'upstream_unavailable', { retry_after: 1 });
    const page = await world.open();
    await page.getByRole('tab', { name: '扫码' }).click();
    await page.getByText('二维码没有加载出来。').first().waitFor();
    world.stub.replies['POST /api/v1/auth/qr/start'] = { status: 200, body: { goto: goto() } };
    await page.getByRole('button', { name: '重新获取' }).click();
    await page.frameLocator('iframe').getByRole('button', { name: 'scan' }).waitFor();
  });

  it('replaces a code before its attempt ends', async () => {
    world.stub.replies['POST /api/v1/auth/qr/start'] = { status: 200, body: { goto: goto() } };
    const page = await world.open();
    await page.clock.install();
    await page.getByRole('tab', { name: '扫码' }).click();
    await page.frameLocator('iframe').getByRole('button', { name: 'scan' }).waitFor();
    await page.clock.fastForward('08:30');
    expect(await page.getByText('二维码已过期。').count()).toBe(0);
    await page.clock.fastForward('00:40');
    // The old code's frame stands until the new one is asked for.
    const askedAgain = page.waitForRequest((request) => request.url().endsWith('/api/v1/auth/qr/start'));
    await page.getByRole('button', { name: '重新获取' }).click();
    await askedAgain;
    await page.frameLocator('iframe').getByRole('button', { name: 'scan' }).waitFor();
    expect(world.stub.asked).toHaveLength(2);
  });

  it('moves between the tabs with the arrow keys', async () => {
    world.stub.replies['POST /api/v1/auth/qr/start'] = { status: 200, body: { goto: goto() } };
    const page = await world.open();
    await page.getByRole('tab', { name: '飞书账号' }).focus();
    await page.keyboard.press('ArrowRight');
    const chosen = page.getByRole('tab', { name: '扫码', selected: true });
    await chosen.waitFor();
    expect(await chosen.evaluate((tab) => tab === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: '飞书账号', selected: true }).waitFor();
  });
});

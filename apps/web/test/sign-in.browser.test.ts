import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { thisBrowser, zhangSan } from './people.ts';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

describe('the sign-in page', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  const requests = () => world.stub.asked.map(({ request }) => request);

  it('asks the server for nothing and loads nothing of Feishu until it is tapped', async () => {
    const page = await world.open();
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(requests()).toEqual([]);
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.filter((url) => !url.startsWith(`${world.stub.origin}/assets/`))).toEqual([]);
    expect(world.complaints).toEqual([]);
  });

  it('shows its card before any script has come', async () => {
    const page = await world.open({ scripts: 'late' });
    await page.locator('.badge .blank').waitFor();
    expect(await page.locator('.badge').evaluate((badge) => badge.getBoundingClientRect().width)).toBeGreaterThan(200);
  });

  it('leads to the sign-in without JavaScript, in the first view of a small phone', async () => {
    const page = await world.open({ scripts: 'off', width: 360 });
    const link = page.getByRole('link', { name: 'Sign in with Feishu' });
    const box = await link.boundingBox();
    expect((box?.y ?? 1_000) + (box?.height ?? 0)).toBeLessThan(800);
    await link.click();
    await page.waitForURL('**/auth/login');
    expect(requests()).toEqual(['GET /auth/login']);
  });

  it('leaves for Feishu on a tap, with the way back', async () => {
    const page = await world.open({ boot: { return_to: 'https://other.example.com/a?b=c&d=e#f' } });
    await page.getByRole('button', { name: '使用飞书登录' }).click();
    await page.waitForURL('**/auth/login?*');
    expect(new URL(page.url()).searchParams.get('return_to')).toBe('https://other.example.com/a?b=c&d=e#f');
    expect(requests()).toHaveLength(1);
  });

  it('is usable with the keyboard alone', async () => {
    const page = await world.open();
    for (const name of ['English', '飞书账号', '使用飞书登录']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**/auth/login?*');
  });

  it('works again when the reader stops the departure and comes back', async () => {
    world.stub.replies['GET /api/v1/me'] = refusal(401, 'unauthorized');
    const page = await world.open();
    await page.getByRole('button', { name: '使用飞书登录' }).click();
    await page.waitForURL('**/auth/login?*');
    await page.goBack();
    await page.getByRole('button', { name: '使用飞书登录' }).click();
    await page.waitForURL('**/auth/login?*');
  });

  it('speaks the language of the browser, can be switched, and remembers that', async () => {
    const page = await world.open({ locale: 'en-US' });
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.title])).toEqual([
      'en',
      'Sign in · Feishu sign-in',
    ]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.title])).toEqual([
      'zh-CN',
      '登录 · 飞书登录',
    ]);
  });

  it('renders nothing of its address', async () => {
    const page = await world.open({ path: '/login?return_to=SPOOF&error=SPOOF&name=SPOOF#SPOOF' });
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('SPOOF');
  });

  it('shows a session that began in another tab when the reader returns', async () => {
    const page = await world.open();
    world.stub.replies['GET /api/v1/me'] = { status: 200, body: { user: zhangSan, session: thisBrowser } };
    world.stub.replies['GET /api/v1/sessions'] = {
      status: 200,
      body: { sessions: [thisBrowser], apps: [], feishu_sign_out: false },
    };
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
  });

  it.each([
    ['a phone on its side', 740, 360],
    ['a small one', 568, 320],
    ['a window at 200 %', 640, 400],
  ])('has its button in the first view of %s', async (_, width, height) => {
    for (const scripts of ['on', 'off'] as const) {
      const page = await world.open({ width, height, scripts });
      const box = await page.locator('.primary').boundingBox();
      expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    }
  });

  it.each([
    ['a narrow window with a mouse', { width: 320 }, true],
    ['a wide tablet under a finger', { width: 1280, touch: true }, false],
  ] as const)('offers the QR code to whoever can scan it: %s', async (_, look, offered) => {
    const page = await world.open(look);
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    const tab = page.getByRole('tab', { name: '扫码' });
    expect(await tab.isVisible()).toBe(offered);
    if (!offered) return;
    world.stub.replies['POST /api/v1/auth/qr/start'] = { status: 200, body: { goto: `${world.feishu.origin}/x?a=b` } };
    await tab.click();
    await page.locator('.qr__code iframe').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('shows in forced colours which way in is chosen, and where the button is', async () => {
    const page = await world.open({ forcedColors: true });
    const borderOf = (name: string) =>
      page.getByRole('tab', { name }).evaluate((tab) => getComputedStyle(tab).outlineStyle);
    expect([await borderOf('飞书账号'), await borderOf('扫码')]).toEqual(['solid', 'none']);
    const primary = await page.locator('.primary').evaluate((button) => {
      const { borderTopColor, backgroundColor } = getComputedStyle(button);
      return borderTopColor !== backgroundColor;
    });
    expect(primary).toBe(true);
  });

  it.each([320, 375, 768, 1280])('fits a window %i pixels wide', async (width) => {
    const page = await world.open({ width, locale: 'en-US' });
    await page.getByRole('button', { name: 'Sign in with Feishu' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});

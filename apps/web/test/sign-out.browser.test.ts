import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { phone, thisBrowser, zhangSan } from './people.ts';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

describe('signing out further than this device', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  beforeEach(() => {
    Object.assign(world.stub.replies, {
      'GET /api/v1/sessions': {
        status: 200,
        body: { sessions: [thisBrowser, phone], apps: [], feishu_sign_out: true },
      },
      'POST /api/v1/auth/logout/everywhere': { status: 204 },
      'POST /api/v1/auth/logout/feishu': { status: 204 },
    });
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  const boot = { session: { user: zhangSan, session: thisBrowser } };
  const acts = [
    {
      name: '在所有设备退出登录',
      request: 'POST /api/v1/auth/logout/everywhere',
      consequence: '你在这里的所有登录都会结束，包括本机。飞书本身保持登录。',
      farewell: '你已在所有设备退出登录。',
    },
    {
      name: '同时退出飞书',
      request: 'POST /api/v1/auth/logout/feishu',
      consequence: '你的飞书会在所有设备上退出，你在这里的所有登录都会结束，已保存的飞书授权也会删除。',
      farewell: '你已在所有设备退出登录，也已退出飞书。',
    },
  ] as const;
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const signOuts = () => world.stub.asked.map(({ request }) => request).filter((one) => one.includes('logout'));
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

  it.each(acts)('says what it will do and does it on the second tap: $name', async (act) => {
    const page = await world.open({ boot });
    await button(page, act.name).click();
    await page.getByRole('group', { name: act.consequence }).waitFor();
    expect(await focused(page)).toContain(act.consequence);
    expect(signOuts()).toEqual([]);
    await button(page, act.name).click();
    await page.getByText(act.farewell).waitFor();
    expect(signOuts()).toEqual([act.request]);
    expect(await focused(page)).toBe('登录');
    expect(world.complaints).toEqual([]);
  });

  it.each(acts)('does nothing when it is cancelled: $name', async (act) => {
    const page = await world.open({ boot });
    for (const cancel of [() => button(page, '取消').click(), () => page.keyboard.press('Escape')]) {
      await button(page, act.name).click();
      await page.getByText(act.consequence).waitFor();
      await cancel();
      await page.getByText(act.consequence).waitFor({ state: 'detached' });
      expect(await focused(page)).toBe(act.name);
    }
    expect(signOuts()).toEqual([]);
  });

  it('speaks English too', async () => {
    const page = await world.open({ boot, locale: 'en-US' });
    await button(page, 'Sign out of Feishu too').click();
    await page.getByText(/^Feishu will sign you out on all your devices, all your sessions here will end/).waitFor();
    await button(page, 'Cancel').click();
    await button(page, 'Sign out everywhere').click();
    await page.getByText('All your sessions here will end, this device included.').waitFor();
  });

  it('of Feishu itself is offered only where the server can', async () => {
    const body = { sessions: [thisBrowser, phone], apps: [], feishu_sign_out: false };
    world.stub.replies['GET /api/v1/sessions'] = { status: 200, body };
    const page = await world.open({ boot });
    await button(page, '退出其他所有设备').waitFor();
    await button(page, '在所有设备退出登录').waitFor();
    expect(await button(page, '同时退出飞书').count()).toBe(0);
  });

  it('of Feishu itself leaves everything as it was while Feishu does not answer, and says so', async () => {
    world.stub.replies['POST /api/v1/auth/logout/feishu'] = refusal(503, 'upstream_unavailable');
    const page = await world.open({ boot });
    await button(page, '同时退出飞书').click();
    await button(page, '同时退出飞书').click();
    const words = '飞书没有回应。你在这里仍处于登录状态；飞书可能已在其他设备上退出。请稍后重试。';
    await page.getByRole('group').getByText(words).waitFor();
    await page.getByRole('status').getByText(words).waitFor({ state: 'attached' });
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
    world.stub.replies['POST /api/v1/auth/logout/feishu'] = { status: 204 };
    await button(page, '同时退出飞书').click();
    await page.getByText('也已退出飞书').waitFor();
  });

  it('of Feishu itself names who can change it where Feishu does not let the app', async () => {
    world.stub.replies['POST /api/v1/auth/logout/feishu'] = refusal(503, 'upstream_unavailable', {
      platform_code: 99_991_672,
    });
    const page = await world.open({ boot });
    await button(page, '同时退出飞书').click();
    await button(page, '同时退出飞书').click();
    await page.getByRole('group').getByText('需由应用的开发者开通（飞书错误码 99991672）').waitFor();
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
  });

  it('stays signed in when the server could not be told', async () => {
    world.stub.replies['POST /api/v1/auth/logout/everywhere'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot });
    await button(page, '在所有设备退出登录').click();
    await button(page, '在所有设备退出登录').click();
    await page.getByRole('group').getByText('没能退出登录，请重试。').waitFor();
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
  });

  it('does not claim to have ended other sessions with one that was over already', async () => {
    world.stub.replies['POST /api/v1/auth/logout/everywhere'] = refusal(401, 'unauthorized');
    const page = await world.open({ boot });
    await button(page, '在所有设备退出登录').click();
    await button(page, '在所有设备退出登录').click();
    await page.getByText('登录已结束：已过期，或已在别处被结束。').waitFor();
  });

  it('is possible while the list of devices cannot be read', async () => {
    world.stub.replies['GET /api/v1/sessions'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot });
    await page.getByRole('alert').getByText('没能读取其他设备。').waitFor();
    await button(page, '在所有设备退出登录').click();
    await button(page, '在所有设备退出登录').click();
    await page.getByText('你已在所有设备退出登录。').waitFor();
  });

  it('is sent once, however often it is tapped', async () => {
    world.stub.replies['POST /api/v1/auth/logout/everywhere'] = { status: 204, delay: 300 };
    const page = await world.open({ boot });
    await button(page, '在所有设备退出登录').click();
    await button(page, '在所有设备退出登录').dblclick();
    await page.getByText('你已在所有设备退出登录。').waitFor();
    expect(signOuts()).toHaveLength(1);
  });

  it.each([320, 375])('fits a window %i pixels wide', async (width) => {
    const page = await world.open({ boot, width, locale: 'en-US' });
    for (const name of ['Sign out everywhere', 'Sign out of Feishu too']) await button(page, name).click();
    await page.getByRole('group').nth(1).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});

import type { Session } from '@feishu-login/auth-types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inClient, phone, thisBrowser, zhangSan } from './people.ts';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

describe('the session page', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  /** The stub's sessions, which really end. */
  function serve(...sessions: Session[]): void {
    let live = sessions;
    Object.assign(world.stub.replies, {
      'GET /api/v1/sessions': () => ({ status: 200, body: { sessions: live, apps: [], feishu_sign_out: false } }),
      'DELETE /api/v1/sessions/:id': (_: unknown, path: string) => {
        live = live.filter(({ id }) => !path.endsWith(id));
        return { status: 204 };
      },
      'DELETE /api/v1/sessions': () => {
        live = live.filter(({ current }) => current);
        return { status: 204 };
      },
      'GET /api/v1/me': { status: 200, body: { user: zhangSan, session: thisBrowser } },
      'POST /api/v1/auth/logout': { status: 204 },
    });
  }

  const boot = { session: { user: zhangSan, session: thisBrowser } };
  const devices = (page: Page) => page.getByRole('region', { name: '登录设备' }).getByRole('listitem');
  const requests = () => world.stub.asked.map(({ request }) => request);
  const announced = (page: Page, text: string) =>
    page.getByRole('status').getByText(text).waitFor({ state: 'attached' });
  const returns = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')));
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

  it('shows who is signed in from the first paint, before any request', async () => {
    world.stub.replies['GET /api/v1/sessions'] = { status: 200, delay: 600_000 };
    const page = await world.open({ boot });
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
    for (const text of ['Zhang San', 'zhangsan@example.com']) await page.getByText(text).waitFor();
    expect(await devices(page).allInnerTexts()).toEqual([expect.stringContaining('Chrome 156 · macOS')]);
    expect(requests()).toEqual(['GET /api/v1/sessions']);
    expect(world.complaints).toEqual([]);
  });

  it('shows where somebody is in their organisation, as far as it has names', async () => {
    serve(thisBrowser);
    const organisation = {
      departments: [
        { id: 'od-1', own_id: null, name: '前端组', direct: true },
        { id: 'od-2', own_id: null, name: '研发中心', direct: false },
        { id: 'od-3', own_id: null, name: '设计组', direct: true },
      ],
      groups: ['g1'],
      job_title: '工程师',
      employee_number: null,
      checked_at: '2026-11-23T02:00:00.000Z',
    };
    const page = await world.open({ boot: { session: { user: zhangSan, session: thisBrowser, organisation } } });
    expect(await page.locator('.place dt, .place dd').allInnerTexts()).toEqual([
      '部门',
      '前端组、设计组',
      '职务',
      '工程师',
    ]);
    const nothing = { ...organisation, departments: null, job_title: null };
    const bare = await world.open({
      boot: { session: { user: zhangSan, session: thisBrowser, organisation: nothing } },
    });
    await bare.getByRole('button', { name: '退出登录', exact: true }).waitFor();
    expect(await bare.locator('.place').count()).toBe(0);
  });

  it('lists devices, this one first and then by last use', async () => {
    serve(inClient, thisBrowser, phone);
    const page = await world.open({ boot });
    await devices(page).nth(2).waitFor();
    expect(await devices(page).allInnerTexts()).toEqual([
      expect.stringMatching(/Chrome 156 · macOS[\s\S]*本机/),
      expect.stringMatching(/iPhone 15 · 飞书 7\.48[\s\S]*3分钟前使用过/),
      expect.stringMatching(/飞书 7\.46 · Windows[\s\S]*2小时前使用过/),
    ]);
  });

  it('ends one device and says so', async () => {
    serve(thisBrowser, phone, inClient);
    const page = await world.open({ boot });
    await page.getByRole('button', { name: '让“iPhone 15 · 飞书 7.48”退出登录' }).click();
    await announced(page, '已让“iPhone 15 · 飞书 7.48”退出登录。');
    expect(await devices(page).count()).toBe(2);
    expect(requests()).toContain(`DELETE /api/v1/sessions/${phone.id}`);
    expect(await focused(page)).toBe('登录设备');
  });

  it('ends all other devices', async () => {
    serve(thisBrowser, phone, inClient);
    const page = await world.open({ boot });
    await page.getByRole('button', { name: '退出其他所有设备' }).click();
    await page.getByRole('group', { name: '除本机以外，你在这里的所有登录都会结束。' }).waitFor();
    expect(requests()).not.toContain('DELETE /api/v1/sessions?others=true');
    await page.getByRole('button', { name: '退出其他所有设备' }).click();
    await announced(page, '其他设备都已退出登录。');
    await page.getByText('没有其他设备登录。').waitFor();
    expect(requests()).toContain('DELETE /api/v1/sessions?others=true');
    expect(await devices(page).count()).toBe(1);
  });

  it('ends no other device of whoever thinks better of it', async () => {
    serve(thisBrowser, phone, inClient);
    const page = await world.open({ boot });
    await page.getByRole('button', { name: '退出其他所有设备' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '退出其他所有设备' }).waitFor();
    expect(await devices(page).count()).toBe(3);
    expect(requests()).not.toContain('DELETE /api/v1/sessions?others=true');
  });

  it('shows identifiers below what can be done, and only when asked', async () => {
    serve(thisBrowser);
    const page = await world.open({ boot });
    const [signOut, identifiers] = await Promise.all([
      page.getByRole('button', { name: '退出登录', exact: true }).boundingBox(),
      page.getByText('身份标识').boundingBox(),
    ]);
    expect(identifiers?.y).toBeGreaterThan(signOut?.y ?? Number.POSITIVE_INFINITY);
    expect(await page.getByText(zhangSan.open_id).isVisible()).toBe(false);
    await page.getByText('身份标识').click();
    for (const id of [zhangSan.id, zhangSan.open_id]) await page.getByText(id).waitFor();
  });

  it('keeps a device that could not be ended, and says so', async () => {
    serve(thisBrowser, phone);
    world.stub.replies['DELETE /api/v1/sessions/:id'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot });
    await page.getByRole('button', { name: /让“iPhone/ }).click();
    await page.getByText('没有成功，请重试。').first().waitFor();
    expect(await devices(page).count()).toBe(2);
  });

  it('takes a device that is gone already for ended', async () => {
    serve(thisBrowser, phone);
    world.stub.replies['DELETE /api/v1/sessions/:id'] = refusal(404, 'not_found');
    const page = await world.open({ boot });
    await page.getByRole('button', { name: /让“iPhone/ }).click();
    await page.getByText('没有其他设备登录。').waitFor();
  });

  it('lists the apps that know who somebody is, and takes that back', async () => {
    const app = { id: 'c1', name: '访客应用', scopes: ['openid', 'profile', 'unheard'], allowed_at: phone.created_at };
    const body = { sessions: [thisBrowser], apps: [app, { ...app, id: 'c2', name: '报表' }], feishu_sign_out: false };
    Object.assign(world.stub.replies, {
      'GET /api/v1/sessions': { status: 200, body },
      'DELETE /api/v1/apps/:id': refusal(503, 'db_unavailable'),
    });
    const page = await world.open({ boot });
    const apps = page.getByRole('region', { name: '知道你是谁的应用' });
    expect(await apps.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/访客应用\s+识别你是谁、姓名和头像\s+.*允许/),
      expect.stringContaining('报表'),
    ]);
    const take = page.getByRole('button', { name: '收回对“访客应用”的允许' });
    await take.click();
    await apps.getByText('没有成功，请重试。').waitFor();
    world.stub.replies['DELETE /api/v1/apps/:id'] = { status: 204 };
    await take.click();
    await announced(page, '“访客应用”不再知道你是谁。');
    expect(requests().at(-1)).toBe('DELETE /api/v1/apps/c1');
    expect(await apps.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('报表')]);
    expect(await focused(page)).toBe('知道你是谁的应用');
  });

  it('can read the list again after a failure', async () => {
    world.stub.replies['GET /api/v1/sessions'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot });
    await page.getByRole('alert').getByText('没能读取其他设备。').waitFor();
    serve(thisBrowser, phone);
    await page.getByRole('button', { name: '再试一次' }).click();
    await devices(page).nth(1).waitFor();
  });

  it('signs out of this device and returns to the sign-in page', async () => {
    serve(thisBrowser);
    const page = await world.open({ boot });
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    await page.getByText('你已退出登录。').waitFor();
    expect(await focused(page)).toBe('登录');
    expect(requests()).toContain('POST /api/v1/auth/logout');
  });

  it('stays signed in when the server could not be told', async () => {
    serve(thisBrowser);
    world.stub.replies['POST /api/v1/auth/logout'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot });
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    await page.getByText('没能退出登录，请重试。').first().waitFor();
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
  });

  it('notices on return that the session was ended elsewhere, without loading anything again', async () => {
    serve(thisBrowser);
    const page = await world.open({ boot });
    await page.getByText('没有其他设备登录。').waitFor();
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    world.stub.replies['GET /api/v1/me'] = refusal(401, 'unauthorized');
    await returns(page);
    await page.getByText('登录已结束：已过期，或已在别处被结束。').waitFor();
    expect(await focused(page)).toBe('登录');
    await page.waitForTimeout(300);
    expect(loads).toBe(0);
    expect(requests().filter((request) => request === 'GET /api/v1/me')).toHaveLength(1);
  });

  it('keeps the session on return while the server is in trouble', async () => {
    serve(thisBrowser);
    const page = await world.open({ boot });
    await page.getByText('没有其他设备登录。').waitFor();
    world.stub.replies['GET /api/v1/me'] = refusal(503, 'db_unavailable');
    await returns(page);
    await page.waitForTimeout(300);
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
  });

  it('does not bring a session back that ended while the server was asked about it', async () => {
    serve(thisBrowser);
    const page = await world.open({ boot });
    await page.getByText('没有其他设备登录。').waitFor();
    world.stub.replies['GET /api/v1/me'] = { status: 200, delay: 400, body: { user: zhangSan, session: thisBrowser } };
    await returns(page);
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    await page.getByText('你已退出登录。').waitFor();
    await page.waitForTimeout(600);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('登录');
  });

  it('asks for the list and finds the session over', async () => {
    world.stub.replies['GET /api/v1/sessions'] = refusal(401, 'unauthorized');
    const page = await world.open({ boot });
    await page.getByText('登录已结束：已过期，或已在别处被结束。').waitFor();
  });

  it.each([
    ['a picture that cannot be loaded', 'https://127.0.0.1:9/avatar.png'],
    ['a picture without encryption', 'http://www.feishu.cn/avatar.png'],
    ['an address without a scheme', 'www.feishu.cn/avatar/icon'],
    ['an address that is a script', 'javascript:alert(1)'],
    ['no picture', null],
  ])('shows initials instead of %s', async (_, avatar) => {
    serve(thisBrowser);
    const user = { ...zhangSan, name: '欧阳娜娜', avatar_url: avatar };
    const page = await world.open({ boot: { session: { user, session: thisBrowser } } });
    await page.getByText('娜娜', { exact: true }).waitFor();
    await page.locator('main img').waitFor({ state: 'detached' });
    // The security policy would complain of a picture it has to stop.
    expect(world.complaints).toEqual([]);
  });

  it('shows a name as text, whatever it contains', async () => {
    serve(thisBrowser);
    const name = '</script><img src=x onerror=alert(1)>$& "张"';
    const page = await world.open({ boot: { session: { user: { ...zhangSan, name }, session: thisBrowser } } });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    expect(world.complaints).toEqual([]);
  });

  it.each([320, 375, 1280])('fits a window %i pixels wide', async (width) => {
    serve(thisBrowser, phone, inClient);
    const user = {
      ...zhangSan,
      name: 'Wolfeschlegelsteinhausenbergerdorff',
      email: `${'long'.repeat(20)}@example.com`,
    };
    const page = await world.open({ width, locale: 'en-US', boot: { session: { user, session: thisBrowser } } });
    await page.getByRole('button', { name: 'Sign out of all other devices' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});

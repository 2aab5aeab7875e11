import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expenses, liSi, report, thisBrowser, zhangSan } from './people.ts';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

describe('the reader’s Feishu tasks', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  beforeEach(() => {
    Object.assign(world.stub.replies, {
      'GET /api/v1/sessions': { status: 200, body: { sessions: [thisBrowser], apps: [], feishu_sign_out: false } },
      'GET /api/v1/feishu/grant': { status: 200, body: { status: 'none', scopes: [], expires_at: null } },
    });
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  const boot = { session: { user: zhangSan, session: thisBrowser } };
  const granted = { status: 200, body: { tasks: [expenses, report] } };
  const grant = {
    status: 'active',
    scopes: ['task:task:read', 'offline_access'],
    expires_at: '2026-02-10T04:05:00.000Z',
  };
  const answer = (reply: object) => Object.assign(world.stub.replies, { 'GET /api/v1/feishu/tasks': reply });
  const requests = () => world.stub.asked.map(({ request }) => request);
  const readings = () => requests().filter((request) => request === 'GET /api/v1/feishu/tasks').length;
  const section = (page: Page) => page.getByRole('region', { name: '我的飞书任务' });
  const showButton = (page: Page) => page.getByRole('button', { name: '显示我的任务' });
  const announced = (page: Page, text: string) =>
    page.getByRole('status').getByText(text).waitFor({ state: 'attached' });
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

  it('are not read before they are asked for', async () => {
    answer(granted);
    const page = await world.open({ boot });
    await showButton(page).waitFor();
    await page.getByText('没有其他设备登录。').waitFor();
    expect(requests()).toEqual(['GET /api/v1/sessions']);
    expect(world.complaints).toEqual([]);
  });

  it('are shown with what is still to be done first, each with its way into Feishu', async () => {
    answer(granted);
    const page = await world.open({ boot });
    await showButton(page).click();
    const items = section(page).getByRole('listitem');
    await items.nth(1).waitFor();
    expect(await items.allInnerTexts()).toEqual([
      expect.stringMatching(/准备周会材料\s+截止 .*2月3日/),
      expect.stringMatching(/提交报销单\s+已完成/),
    ]);
    expect(await page.getByRole('link', { name: '准备周会材料' }).getAttribute('href')).toBe(report.url);
    await announced(page, '共 2 项任务');
    expect(await focused(page)).toBe('我的飞书任务');
    expect(world.complaints).toEqual([]);
  });

  it.each(['http://applink.feishu.cn/x', 'javascript:alert(1)', null])(
    'lead nowhere with the address %s',
    async (url) => {
      answer({ status: 200, body: { tasks: [{ ...report, url, summary: '<b>准备</b>' }] } });
      const page = await world.open({ boot });
      await showButton(page).click();
      await section(page).getByText('<b>准备</b>').waitFor();
      expect(await section(page).getByRole('link').count()).toBe(0);
    },
  );

  it('may be none at all', async () => {
    answer({ status: 200, body: { tasks: [] } });
    const page = await world.open({ boot, locale: 'en-US' });
    await page.getByRole('button', { name: 'Show my tasks' }).click();
    await page.getByText('No tasks are assigned to you. New ones in Feishu will show up here.').waitFor();
  });

  it('are not asked for again by a second tap', async () => {
    answer({ ...granted, delay: 300 });
    const page = await world.open({ boot });
    await showButton(page).click();
    await page.getByRole('button', { name: '正在读取任务…' }).click({ force: true });
    await section(page).getByRole('listitem').first().waitFor();
    expect(readings()).toBe(1);
  });

  it('are not there where the app asks nobody for them', async () => {
    answer(refusal(403, 'reauth_required', { scopes: [] }));
    const page = await world.open({ boot });
    await showButton(page).click();
    await section(page).getByText('这个应用没有开启任务功能。').waitFor();
    expect(await section(page).getByRole('button').count()).toBe(0);
  });

  it('can be read again after a failure, which is explained', async () => {
    answer(refusal(503, 'upstream_unavailable'));
    const page = await world.open({ boot });
    await showButton(page).click();
    await section(page).getByText('飞书暂时没有回应').waitFor();
    await section(page).getByText('req_stub').waitFor();
    answer(granted);
    await section(page).getByRole('button', { name: '重试' }).click();
    await section(page).getByRole('listitem').nth(1).waitFor();
  });

  it('find the session over', async () => {
    answer(refusal(401, 'unauthorized'));
    const page = await world.open({ boot });
    await showButton(page).click();
    await page.getByText('登录已结束：已过期，或已在别处被结束。').waitFor();
  });

  it('of one person are not shown to the next', async () => {
    answer(granted);
    const page = await world.open({ boot });
    await showButton(page).click();
    await section(page).getByText('准备周会材料').waitFor();
    const body = { user: liSi, session: { ...thisBrowser, id: 'ses_of_li_si' } };
    world.stub.replies['GET /api/v1/me'] = { status: 200, body };
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('heading', { level: 1, name: '李四' }).waitFor();
    expect(await page.getByText('准备周会材料').count()).toBe(0);
    await showButton(page).waitFor();
  });

  it('come with the permission that is stored for them, which can be deleted', async () => {
    answer(granted);
    world.stub.replies['GET /api/v1/feishu/grant'] = { status: 200, body: grant };
    world.stub.replies['DELETE /api/v1/feishu/grant'] = { status: 204 };
    const page = await world.open({ boot });
    await showButton(page).click();
    await section(page)
      .getByText(/已保存的飞书授权：查看任务、在你不使用时保持授权。 有效期至 .*2月10日/)
      .waitFor();
    await page.getByRole('button', { name: '删除授权' }).click();
    await section(page)
      .getByText(/已删除这里保存的授权/)
      .waitFor();
    await showButton(page).waitFor();
    expect(await page.getByText('准备周会材料').count()).toBe(0);
    expect(await focused(page)).toBe('我的飞书任务');
    expect(requests()).toContain('DELETE /api/v1/feishu/grant');
  });

  it('stay when the permission could not be deleted', async () => {
    answer(granted);
    world.stub.replies['GET /api/v1/feishu/grant'] = { status: 200, body: grant };
    world.stub.replies['DELETE /api/v1/feishu/grant'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot });
    await showButton(page).click();
    await page.getByRole('button', { name: '删除授权' }).click();
    await announced(page, '没能删除授权，请重试。');
    await page.getByText('准备周会材料').waitFor();
  });

  it('stay when the permission cannot be read, which can be tried again', async () => {
    answer(granted);
    world.stub.replies['GET /api/v1/feishu/grant'] = refusal(503, 'db_unavailable');
    const page = await world.open({ boot });
    await showButton(page).click();
    await section(page).getByText('没能读取已保存的授权。').waitFor();
    world.stub.replies['GET /api/v1/feishu/grant'] = { status: 200, body: grant };
    await section(page).getByRole('button', { name: '再试一次' }).click();
    await page.getByRole('button', { name: '删除授权' }).waitFor();
    await page.getByText('准备周会材料').waitFor();
  });
});

import type { PageBoot } from '@feishu-login/auth-types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { examine } from '../../../scripts/chromium/axe.ts';
import { expenses, inClient, phone, report, thisBrowser, zhangSan } from './people.ts';
import { refusal } from './stub-server.ts';
import { openWorld, type World } from './world.ts';

const failed = (code: 'user_not_allowed' | 'state_invalid', platform_code: number | null): Partial<PageBoot> => ({
  failure: { code, platform_code, request_id: '01HZX3K9Q2M7V8' },
});
const named: Partial<PageBoot> = { session: { user: zhangSan, session: thisBrowser } };

const views: [string, Partial<PageBoot>, (page: Page, world: World) => Promise<unknown>][] = [
  ['sign-in', {}, (page) => page.getByRole('button', { name: '使用飞书登录' }).waitFor()],
  [
    'QR code',
    {},
    async (page) => {
      await page.getByRole('tab', { name: '扫码' }).click();
      await page.getByRole('button', { name: '重新获取' }).waitFor();
    },
  ],
  [
    'sign-out',
    named,
    async (page) => {
      await page.getByRole('button', { name: '退出登录', exact: true }).click();
      await page.getByText('你已退出登录。').waitFor();
    },
  ],
  [
    'session',
    named,
    async (page) => {
      await page.getByText('身份标识').click();
      await page.getByRole('button', { name: '退出其他所有设备' }).waitFor();
    },
  ],
  [
    'consent',
    named,
    async (page, { stub }) => {
      stub.replies['GET /api/v1/feishu/tasks'] = refusal(403, 'reauth_required', { scopes: ['task:task:read'] });
      await page.getByRole('button', { name: '显示我的任务' }).click();
      await page.getByRole('button', { name: '允许并查看任务' }).waitFor();
    },
  ],
  [
    'tasks',
    named,
    async (page, { stub }) => {
      const grant = { status: 'active', scopes: ['task:task:read'], expires_at: report.due_at };
      stub.replies['GET /api/v1/feishu/tasks'] = { status: 200, body: { tasks: [report, expenses] } };
      stub.replies['GET /api/v1/feishu/grant'] = { status: 200, body: grant };
      await page.getByRole('button', { name: '显示我的任务' }).click();
      await page.getByRole('button', { name: '删除授权' }).waitFor();
    },
  ],
  [
    'trouble with tasks and with signing out of Feishu',
    named,
    async (page, { stub }) => {
      stub.replies['GET /api/v1/feishu/tasks'] = refusal(503, 'upstream_unavailable');
      stub.replies['POST /api/v1/auth/logout/feishu'] = refusal(503, 'upstream_unavailable');
      await page.getByRole('button', { name: '显示我的任务' }).click();
      await page.getByRole('button', { name: '重试' }).waitFor();
      await page.getByRole('button', { name: '同时退出飞书' }).click();
      await page.getByRole('button', { name: '同时退出飞书' }).click();
      await page.getByRole('group').getByText('飞书没有回应').waitFor();
    },
  ],
  ['failure of the developer', failed('user_not_allowed', 20_029), (page) => page.getByText('20029').waitFor()],
  ['failure of the administrator', failed('user_not_allowed', 20_010), (page) => page.getByText('20010').waitFor()],
  ['failure of the user', failed('state_invalid', null), (page) => page.getByText('这次登录已失效').waitFor()],
];

describe('every view', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  it.each(
    views.flatMap(([name, boot, reach]) => [
      { name, boot, reach, scheme: 'light' as const, width: 1280 },
      // Phones show no tab for the QR code.
      { name, boot, reach, scheme: 'dark' as const, width: name === 'QR code' ? 1280 : 375 },
    ]),
  )('has no accessibility problem: $name, $scheme, $width', async ({ boot, reach, scheme, width }) => {
    Object.assign(world.stub.replies, {
      'GET /api/v1/sessions': {
        status: 200,
        body: {
          sessions: [thisBrowser, phone, inClient],
          apps: [{ id: 'c1', name: '访客应用', scopes: ['openid', 'profile'], allowed_at: phone.created_at }],
          feishu_sign_out: true,
        },
      },
      'POST /api/v1/auth/logout': { status: 204 },
      'POST /api/v1/auth/qr/start': refusal(503, 'upstream_unavailable'),
    });
    const page = await world.open({ boot, scheme, width });
    await reach(page, world);
    const { violations, passes } = await examine(page);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(passes.length).toBeGreaterThan(10);
  });

  it('keeps still for readers who ask for that', async () => {
    world.stub.replies['POST /api/v1/auth/h5/start'] = { status: 200, delay: 60_000 };
    const page = await world.open({ client: 'new', reducedMotion: true });
    await page.locator('.spinner').waitFor();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    const lively = await world.open({ client: 'new', reducedMotion: false });
    await lively.locator('.spinner').waitFor();
    expect(await lively.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0);
  });
});

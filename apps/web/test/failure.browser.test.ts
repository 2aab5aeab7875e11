import type { PageFailure } from '@feishu-login/auth-types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { thisBrowser, zhangSan } from './people.ts';
import { openWorld, type World } from './world.ts';

describe('the failure page', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());

  const failed = (code: PageFailure['code'], platform_code: number | null = null) => ({
    failure: { code, platform_code, request_id: '01HZX3K9Q2M7V8' },
  });

  it.each([
    ['upstream_unavailable', 20_027, '应用还没有开通所需权限', '需要应用开发者处理', '开发者后台→权限管理'],
    ['upstream_unavailable', 20_029, '登录地址没有登记', '需要应用开发者处理', '开发者后台→安全设置→重定向 URL'],
    ['internal', 20_002, '应用密钥不对', '需要应用开发者处理', '开发者后台→凭证与基础信息'],
    [
      'user_not_allowed',
      20_010,
      '你不在这个应用的可用范围内',
      '需要企业管理员处理',
      '管理后台→工作台→应用管理→应用可用范围',
    ],
    ['user_not_allowed', 20_022, '这个飞书账号已被暂停使用', '需要企业管理员处理', '管理后台→组织架构→成员与部门'],
    ['user_not_allowed', 20_023, '你的飞书账号还没有激活', '你可以自己解决', ''],
    ['state_invalid', null, '这次登录已失效', '你可以自己解决', ''],
    ['upstream_unavailable', null, '飞书暂时没有回应', '稍等就会恢复', ''],
    ['db_unavailable', null, '服务暂时不可用', '稍等就会恢复', ''],
  ] as const)('says for %s %s what happened, who can fix it and where', async (code, platform, title, need, path) => {
    const page = await world.open({ boot: failed(code, platform) });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText(need, { exact: true }).waitFor();
    expect(await page.locator('main ol').textContent()).toContain(path);
    await page.getByText('01HZX3K9Q2M7V8').waitFor();
    if (platform !== null) await page.getByText(String(platform), { exact: true }).waitFor();
    expect(await page.title()).toBe(`${title} · 飞书登录`);
    expect(world.complaints).toEqual([]);
  });

  it.each([
    ['zh-CN', '请联系： IT 服务台 it@example.com'],
    ['en-US', 'Ask: IT 服务台 it@example.com'],
  ] as const)('names in %s whom to ask, where the operator says so', async (locale, text) => {
    const { failure } = failed('user_not_allowed');
    const page = await world.open({ locale, boot: { failure: { ...failure, contact: 'IT 服务台 it@example.com' } } });
    await page.getByText(text).waitFor();
    expect(world.complaints).toEqual([]);
  });

  it.each([
    ['zh-CN', '这里什么都没有', '前往首页'],
    ['en-US', 'There is nothing here', 'Go to the front page'],
  ] as const)(
    'says in %s that there is nothing at an address, and asks nobody to sign in',
    async (locale, title, home) => {
      const page = await world.open({ locale, path: '/auth/callback', boot: failed('not_found') });
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(page.url()).toBe(`${world.stub.origin}/auth/callback`);
      expect(await page.getByRole('link', { name: home }).getAttribute('href')).toBe('/');
      expect(await page.locator('main button').count()).toBe(0);
      expect(world.complaints).toEqual([]);
    },
  );

  it('speaks English too, and names places in the console in English with the Chinese beside it', async () => {
    const page = await world.open({ locale: 'en-US', boot: failed('user_not_allowed', 20_010) });
    await page.getByRole('heading', { level: 1, name: 'This app is not available to you' }).waitFor();
    await page.getByText('Needs your administrator').waitFor();
    expect(await page.locator('.path__place').allInnerTexts()).toEqual([
      'Admin Console (管理后台)',
      'Workplace (工作台)',
      'App Management (应用管理)',
      'App availability (应用可用范围)',
    ]);
    await page.getByRole('button', { name: 'Copy a note for the administrator' }).click();
    const note = await page.evaluate(() => navigator.clipboard.readText());
    expect(note).toContain('Admin Console (管理后台) → Workplace (工作台) → ');
  });

  it.each([
    ['upstream_unavailable', null, '重试', []],
    ['internal', null, '重试', []],
    ['user_not_allowed', 20_010, '复制说明，发给管理员', ['换一个账号登录', '重试']],
    ['user_not_allowed', 20_027, '复制说明，发给开发者', ['重试']],
    ['user_not_allowed', 20_023, undefined, ['重试']],
  ] as const)('offers first, for %s %s, what can help: %s', async (code, platform, first, others) => {
    const page = await world.open({ boot: failed(code, platform) });
    await page.getByRole('button', { name: '重试' }).waitFor();
    const buttons = page.locator('.actions button');
    expect(await page.locator('.actions .primary').allInnerTexts()).toEqual(first === undefined ? [] : [first]);
    expect(await buttons.allInnerTexts()).toEqual([...(first === undefined ? [] : [first]), ...others]);
  });

  it('leads whoever may not come in to Feishu’s page, where another account can be chosen', async () => {
    const page = await world.open({ boot: failed('user_not_allowed', 20_010) });
    await page.getByRole('button', { name: '换一个账号登录' }).click();
    await page.waitForURL('**/auth/login?*');
  });

  it('points at nobody while Feishu is not answering', async () => {
    const page = await world.open({ boot: failed('upstream_unavailable') });
    await page.getByText('稍等就会恢复').waitFor();
    for (const somebody of ['管理员', '你可以', '需要']) expect(await page.getByText(somebody).count()).toBe(0);
    expect(await page.locator('[aria-current]').count()).toBe(0);
  });

  it('takes a refusal of the reader’s own for no failure', async () => {
    const page = await world.open({ path: '/login?error=access_denied&return_to=%2Fx', boot: failed('access_denied') });
    await page.getByText('你取消了授权，没有登录。').waitFor();
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(page.url()).toBe(`${world.stub.origin}/login?return_to=%2Fx`);
    expect(world.stub.asked).toEqual([]);
  });

  it('removes the code from the address bar and from the history', async () => {
    const page = await world.open({
      path: '/auth/callback?code=SECRET-CODE&state=SECRET-STATE',
      boot: failed('code_invalid'),
    });
    await page.getByRole('heading', { level: 1, name: '登录码已失效' }).waitFor();
    expect(page.url()).toBe(`${world.stub.origin}/login`);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('SECRET');
    await page.goto('about:blank');
    world.stub.boot = { ...world.stub.boot, failure: null };
    await page.goBack();
    await page.getByRole('button', { name: '使用飞书登录' }).waitFor();
    expect(page.url()).toBe(`${world.stub.origin}/login`);
  });

  it('does not try again by itself, and does so on a tap', async () => {
    const page = await world.open({ client: 'never-ready', boot: failed('upstream_unavailable') });
    await page.getByRole('button', { name: '重试' }).waitFor();
    expect(world.stub.asked).toEqual([]);
    await page.getByRole('button', { name: '重试' }).click();
    await page.waitForURL('**/auth/login?*');
  });

  it('names the addresses to register, from the site’s own origin', async () => {
    const page = await world.open({ path: '/auth/callback?x=1', boot: failed('upstream_unavailable', 20_029) });
    const { origin } = world.stub;
    expect(await page.locator('main code').allInnerTexts()).toEqual([
      `${origin}/auth/callback`,
      `${origin}/`,
      `${origin}/login`,
    ]);
    await page.getByRole('button', { name: `复制 ${origin}/auth/callback` }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${origin}/auth/callback`);
    await page.getByRole('status').getByText('已复制').waitFor({ state: 'attached' });
  });

  it('has a note ready for whoever can fix it', async () => {
    const page = await world.open({ boot: failed('user_not_allowed', 20_010) });
    await page.getByRole('button', { name: '复制说明，发给管理员' }).click();
    const note = await page.evaluate(() => navigator.clipboard.readText());
    expect(note).toContain('你不在这个应用的可用范围内');
    expect(note).toContain('管理后台 → 工作台 → 应用管理 → 应用可用范围');
    expect(note).toContain('飞书错误码: 20010\n请求编号: 01HZX3K9Q2M7V8\nApp ID: cli_a1b2c3d4e5f60718');
  });

  it('says so when nothing can be copied', async () => {
    const page = await world.open({ boot: failed('internal') });
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.getByRole('button', { name: '复制 请求编号' }).click();
    await page.getByRole('status').getByText('无法复制').waitFor({ state: 'attached' });
  });

  it('leads back to a session that is still there', async () => {
    world.stub.replies['GET /api/v1/sessions'] = {
      status: 200,
      body: { sessions: [thisBrowser], apps: [], feishu_sign_out: false },
    };
    const page = await world.open({
      boot: { ...failed('state_invalid'), session: { user: zhangSan, session: thisBrowser } },
    });
    await page.getByRole('button', { name: '回到已登录的页面' }).click();
    await page.getByRole('heading', { level: 1, name: '张三' }).waitFor();
  });

  it('explains itself when the page came without its data', async () => {
    const page = await world.open();
    await page.route('**/', async (route) => {
      const answer = await route.fetch();
      const html = (await answer.text()).replace(/(<script id="boot"[^>]*>)[^<]*/, '$1null');
      await route.fulfill({ response: answer, body: html });
    });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '出了点问题' }).waitFor();
  });

  it.each([320, 375, 1280])('fits a window %i pixels wide', async (width) => {
    const page = await world.open({ width, locale: 'en-US', boot: failed('user_not_allowed', 20_029) });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { built, open, phone, refused, type ServerAnswer, tokens } from './phone.ts';

let program: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  program = await built();
});
afterAll(() => program.remove());

const gadgetLogin = 'POST /api/v1/auth/gadget';

describe('signing in', () => {
  it('waits for a tap', async () => {
    const p = phone();
    const { onLogin } = await open(program.dist, p);
    const page = await onLogin();
    expect(page.data).toMatchObject({ heading: '欢迎使用', button: '使用飞书登录', busy: false, failed: false });
    expect(p.asked).toEqual([]);
    expect(p.sent).toEqual([]);
  });

  it('asks a new client for identity alone, sends the code at once, and shows who signed in', async () => {
    const p = phone();
    const { tap, onHome } = await open(program.dist, p);
    await tap();
    const page = await onHome();
    expect(p.asked).toEqual(['requestAccess []']);
    expect(p.sent[0]).toMatchObject({
      path: gadgetLogin,
      data: {
        code: 'code-1',
        via: 'requestAccess',
        device: { platform: 'ios', model: 'Apple iPhone', client_version: '7.20.1' },
      },
    });
    expect(page.data.profile).toMatchObject({ name: '张三', secondName: 'San Zhang', initials: '张三' });
  });

  it('goes on with login where requestAccess answers 103', async () => {
    const p = phone();
    p.requestAccess = [{ errno: 103 }];
    const { tap, onHome } = await open(program.dist, p);
    await tap();
    await onHome();
    expect(p.asked).toEqual(['requestAccess []', 'login']);
    expect(p.sent[0]?.data).toMatchObject({ code: 'login-1', via: 'login' });
  });

  it('uses login on a client without requestAccess', async () => {
    const p = phone();
    p.requestAccess = undefined;
    const { tap, onHome } = await open(program.dist, p);
    await tap();
    await onHome();
    expect(p.asked).toEqual(['login']);
    expect(p.sent[0]?.data).toMatchObject({ code: 'login-1', via: 'login' });
  });

  it('signs in once however often the button is tapped', async () => {
    const p = phone();
    const { gadget, tap, onHome } = await open(program.dist, p);
    const page = await gadget.until(({ path }) => path === 'pages/login/login');
    await Promise.all([tap(), page.call('signIn'), page.call('signIn')]);
    await onHome();
    expect(p.paths().filter((path) => path === gadgetLogin)).toHaveLength(1);
  });

  it('works without storage, as long as the mini program is open', async () => {
    const p = phone();
    p.storageBroken = true;
    const { tap, onHome } = await open(program.dist, p);
    await tap();
    expect((await onHome()).data).toMatchObject({ profile: { name: '张三' }, failed: false });
    expect(p.warnings).toContain('the session cannot be stored');
  });

  it('speaks English to a client that is not Chinese', async () => {
    const p = phone({ language: 'en_US' });
    p.requestAccess = [{ errno: 107 }];
    const { tap } = await open(program.dist, p);
    const page = await tap();
    expect(page.data).toMatchObject({ button: 'Try again', notice: { title: 'Feishu does not allow it' } });
    expect(p.titles).toContain('Sign in');
  });
});

describe('when the client gives no code', () => {
  it.each<[number | null, string, string]>([
    [107, 'access_denied', '飞书不允许授权'],
    [2700002, 'access_denied', '你取消了授权'],
    [303, 'no_network', '网络没有连通'],
    [302, 'no_network', '网络没有连通'],
    [2700001, 'code_unavailable', '飞书客户端的登录已失效'],
    [null, 'code_unavailable', '飞书客户端没有发出登录码'],
  ])('errno %s is %s, said in words, and the server hears nothing', async (errno, code, title) => {
    const p = phone();
    p.requestAccess = [{ errno }, 'code-2'];
    const { tap, onHome } = await open(program.dist, p);
    const page = await tap();
    expect(page.data).toMatchObject({ busy: false, failed: true, button: '重试', notice: { code, title } });
    expect(p.sent).toEqual([]);
    expect(p.asked).toEqual(['requestAccess []']);

    await tap();
    await onHome();
  });

  it('says so when login fails after 103 too, and does not go round', async () => {
    const p = phone();
    p.requestAccess = [{ errno: 103 }];
    p.login = [{ errno: 103 }];
    const { tap } = await open(program.dist, p);
    expect((await tap()).data).toMatchObject({ notice: { code: 'code_unavailable' } });
    expect(p.asked).toEqual(['requestAccess []', 'login']);
  });

  it('says so on a client that has neither function', async () => {
    const p = phone();
    p.requestAccess = undefined;
    p.login = undefined;
    const { tap } = await open(program.dist, p);
    expect((await tap()).data).toMatchObject({ notice: { code: 'code_unavailable' } });
  });
});

describe('when the server gives no session', () => {
  it.each<[string, ServerAnswer, string, string]>([
    ['nothing comes back', 'nothing', 'no_network', '网络没有连通'],
    ['the code is not good', refused(401, 'code_invalid'), 'code_invalid', '登录码已失效'],
    ['the code is being exchanged already', refused(409, 'code_in_progress'), 'code_in_progress', '登录码已失效'],
    ['the user may not', refused(403, 'user_not_allowed'), 'user_not_allowed', '这个账号不能使用本应用'],
    ['Feishu is down', refused(503, 'upstream_unavailable'), 'upstream_unavailable', '飞书暂时没有回应'],
    ['its database is down', refused(503, 'db_unavailable'), 'db_unavailable', '服务暂时不可用'],
    ['there were too many attempts', refused(429, 'rate_limited'), 'rate_limited', '登录的人太多了'],
    ['it made a mistake', refused(500, 'internal'), 'internal', '出了点问题'],
    ['somebody else answered', { status: 502, body: '<html>' }, 'bad_answer', '服务暂时不可用'],
  ])('because %s, it says so, and the next tap sends a new code', async (_, answer, code, title) => {
    const p = phone();
    p.server[gadgetLogin] = [answer, tokens()];
    const { tap, onHome } = await open(program.dist, p);
    const page = await tap();
    expect(page.data).toMatchObject({ busy: false, failed: true, button: '重试', notice: { code, title } });
    expect(p.paths()).toEqual([gadgetLogin]);

    await tap();
    await onHome();
    expect(p.sent.slice(0, 2).map(({ data }) => data)).toMatchObject([{ code: 'code-1' }, { code: 'code-2' }]);
  });

  it('gets a new code by itself, once, when the first was spent for nothing', async () => {
    const p = phone();
    p.server[gadgetLogin] = [refused(409, 'code_retry'), tokens()];
    const { tap, onHome } = await open(program.dist, p);
    await tap();
    await onHome();
    expect(p.sent.slice(0, 2).map(({ data }) => data)).toMatchObject([{ code: 'code-1' }, { code: 'code-2' }]);
  });

  it('says so when the second code was spent for nothing too, and asks for no third', async () => {
    const p = phone();
    p.server[gadgetLogin] = [refused(409, 'code_retry')];
    const { tap } = await open(program.dist, p);
    const page = await tap();
    expect(page.data).toMatchObject({ notice: { code: 'code_retry', title: '登录码已失效' } });
    expect(p.paths()).toEqual([gadgetLogin, gadgetLogin]);
  });

  it.each([
    [20_010, '你不在这个应用的可用范围内'],
    [20_021, '这个飞书账号已离职'],
    [20_022, '这个飞书账号已被暂停使用'],
    [undefined, '这个账号不能使用本应用'],
  ])('tells whoever Feishu refused with %s what that is, as the web page does', async (number, title) => {
    const p = phone();
    p.server[gadgetLogin] = [refused(403, 'user_not_allowed', { platform_code: number })];
    const { tap } = await open(program.dist, p);
    const detail = number === undefined ? '' : `飞书错误码 ${number}`;
    expect((await tap()).data).toMatchObject({ notice: { code: 'user_not_allowed', title, detail } });
  });

  it('explains a refusal as the web page does: whom it takes, where to click, and a note to copy for them', async () => {
    const p = phone({ language: 'en_US' });
    p.server[gadgetLogin] = [refused(403, 'user_not_allowed', { platform_code: 20_010, contact: 'it@example.com' })];
    const { gadget, tap } = await open(program.dist, p);
    const page = await tap();
    expect(page.data.notice).toMatchObject({
      needText: 'Needs your administrator',
      ask: 'Ask: it@example.com',
      detail: 'Feishu code 20010',
      reference: 'Request ID req-7',
    });
    expect((page.data.notice as { steps: { path: string }[] }).steps[0]?.path).toBe(
      'Admin Console (管理后台) → Workplace (工作台) → App Management (应用管理) → App availability (应用可用范围)',
    );
    expect(page.data.copyLabel).toBe('Copy a note for the administrator');
    await page.call('copyReport');
    expect(p.clipboard).toContain('This app is not available to you');
    expect(p.clipboard).toContain(
      'Feishu code: 20010\nAsk: it@example.com\nRequest ID: req-7\nApp ID: cli_a1b2c3d4e5f60718',
    );
    expect(p.clipboard).not.toContain('code-1');
    expect(gadget.page.data.copyLabel).toBe('Copied');
  });

  it('says so when its note cannot be copied', async () => {
    const p = phone();
    p.clipboard = undefined;
    p.server[gadgetLogin] = [refused(403, 'user_not_allowed')];
    const { gadget, tap } = await open(program.dist, p);
    const page = await tap();
    await page.call('copyReport');
    expect(gadget.page.data.copyLabel).toBe('无法复制，请手动选择文字');
  });

  it('gives the reference for whoever looks into it', async () => {
    const p = phone();
    p.server[gadgetLogin] = [refused(500, 'internal')];
    const { tap } = await open(program.dist, p);
    expect((await tap()).data).toMatchObject({ notice: { reference: '请求编号 req-7' } });
  });
});

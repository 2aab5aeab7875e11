import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { built, me, open, refused, signedInPhone, tokens, user } from './phone.ts';

let program: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  program = await built();
});
afterAll(() => program.remove());

const refresh = 'POST /api/v1/auth/refresh';

describe('a signed-in user', () => {
  it('is shown from what the device knows, then from what the server says', async () => {
    const p = signedInPhone();
    const { gadget, onHome } = await open(program.dist, p);
    expect((await onHome()).data.profile).toMatchObject({ name: '张三', avatarUrl: user.avatar_url });
    const page = await gadget.until(({ data }) => JSON.stringify(data).includes('"until"'));
    expect(page.data.profile).toMatchObject({
      rows: [
        { key: 'email', value: 'san@example.test' },
        { key: 'until', label: '有效期至', value: expect.stringMatching(/^2026年11月30日 \d\d:05$/) },
        { key: 'since', label: '登录时间' },
        { key: 'device', value: 'ios iPhone' },
      ],
      identifiers: [
        { key: 'tenant', label: '企业', value: 'tenant-1' },
        { key: 'user-id', value: user.id },
        { key: 'open-id', value: user.open_id },
      ],
    });
    expect(p.sent).toMatchObject([{ path: 'GET /api/v1/me', header: { authorization: 'Bearer fla_1' } }]);
    expect(p.titles).toEqual(['我的账号']);
  });

  it('is shown where they are in their organisation, as far as it has names', async () => {
    const p = signedInPhone();
    const organisation = {
      departments: [
        { id: 'od-1', own_id: null, name: '前端组', direct: true },
        { id: 'od-2', own_id: null, name: '研发中心', direct: false },
        { id: 'od-3', own_id: null, name: null, direct: true },
      ],
      groups: ['g1'],
      job_title: '工程师',
      employee_number: null,
      checked_at: '2026-11-23T02:00:00.000Z',
    };
    p.server['GET /api/v1/me'] = [{ status: 200, body: { ...Object(me).body, organisation } }];
    const { gadget } = await open(program.dist, p);
    await gadget.until(({ data }) => JSON.stringify(data).includes('工程师'));
    const rows = Object(gadget.page.data.profile).rows.map(({ label, value }: Record<string, string>) => [
      label,
      value,
    ]);
    expect(rows.slice(1, 4)).toEqual([
      ['部门', '前端组'],
      ['职务', '工程师'],
      ['有效期至', expect.any(String)],
    ]);
  });

  it('has initials where the picture does not load', async () => {
    const { onHome } = await open(program.dist, signedInPhone());
    const page = await onHome();
    await page.call('avatarFailed');
    const again = await onHome();
    expect(again.data.profile).toMatchObject({ avatarUrl: '', initials: '张三' });
  });

  it.each([
    ['欧阳修远', '修远'],
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['王', '王'],
  ])('named %s has the initials %s', async (name, initials) => {
    const p = signedInPhone();
    p.server['GET /api/v1/me'] = [{ status: 200, body: { ...Object(me).body, user: { ...user, name } } }];
    const { gadget } = await open(program.dist, p);
    await gadget.until(({ data }) => Object(data.profile).name === name);
    expect(gadget.page.data.profile).toMatchObject({ initials });
  });

  it('gets new tokens before the old ones end, and keeps them', async () => {
    const p = signedInPhone({ access: 30 });
    const { gadget } = await open(program.dist, p);
    await gadget.until(() => p.paths().includes('GET /api/v1/me'));
    expect(p.sent).toMatchObject([{ data: { refresh_token: 'flr_1' } }, { header: { authorization: 'Bearer fla_2' } }]);
    expect(p.storage.get('feishu-login.session')).toMatchObject({ refreshToken: 'flr_2' });
  });

  it('gets new tokens once, however many requests were refused', async () => {
    const p = signedInPhone();
    p.server['GET /api/v1/me'] = [1, 2, 3, 4].map(() => refused(401, 'unauthorized'));
    p.server['GET /api/v1/me'].push(me);
    const { gadget } = await open(program.dist, p);
    for (let times = 0; times < 3; times += 1) gadget.show();
    await gadget.until(() => p.paths().filter((path) => path === 'GET /api/v1/me').length === 8);
    expect(p.paths().filter((path) => path === refresh)).toHaveLength(1);
    expect((await gadget.until(({ data }) => data.ready === true)).data.failed).toBe(false);
  });

  it('stays signed in, and is told, when the server cannot be asked', async () => {
    const p = signedInPhone({ access: -1, language: 'en_US' });
    p.server[refresh] = [refused(503, 'db_unavailable', { retry_after: 1 }), tokens(2)];
    const { gadget } = await open(program.dist, p);
    const page = await gadget.until(({ data }) => data.failed === true);
    expect(page).toMatchObject({
      path: 'pages/home/home',
      data: {
        profile: { name: '张三' },
        notice: { title: 'The service is not available right now' },
        hint: 'Try again in 1 s',
      },
    });
    await page.call('refresh');
    expect(gadget.page.data).toMatchObject({ failed: false, notice: null });
    gadget.hide();
  });

  it('whose session has ended is told so on the login page', async () => {
    const p = signedInPhone({ access: -1 });
    p.server[refresh] = [refused(401, 'unauthorized')];
    const { onLogin } = await open(program.dist, p);
    const page = await onLogin();
    expect(page.data).toMatchObject({ heading: '登录已过期', button: '使用飞书登录' });
    expect(p.storage.has('feishu-login.session')).toBe(false);
    expect(p.asked).toEqual([]);
  });

  it('whose session has ended is told so once, however many calls are refused, and again the next time', async () => {
    const p = signedInPhone();
    p.server['GET /api/v1/me'] = [refused(401, 'unauthorized')];
    p.server[refresh] = [refused(401, 'unauthorized')];
    const { gadget, onHome, onLogin, tap } = await open(program.dist, p);
    for (let times = 0; times < 3; times += 1) gadget.show();
    await onLogin();
    const told = () => p.titles.filter((title) => title === '登录').length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([told(), gadget.page.data.heading]).toEqual([1, '登录已过期']);
    p.server['GET /api/v1/me'] = [me, refused(401, 'unauthorized')];
    await tap();
    await onHome();
    await gadget.until(() => p.sent.at(-1)?.path === 'GET /api/v1/me');
    gadget.show();
    await onLogin();
    expect(told()).toBe(2);
  });

  it('whose renewed token is refused too is not sent back and forth', async () => {
    const p = signedInPhone();
    p.server['GET /api/v1/me'] = [refused(401, 'unauthorized')];
    const { gadget } = await open(program.dist, p);
    const page = await gadget.until(({ data }) => data.failed === true);
    expect(page).toMatchObject({ path: 'pages/home/home', data: { notice: { code: 'unauthorized' } } });
  });

  it('who opens the login page is led home', async () => {
    const p = signedInPhone();
    const { gadget, onHome } = await open(program.dist, p);
    await onHome();
    expect(gadget.pages).toEqual(['pages/home/home']);
  });
});

describe('signing out', () => {
  it('ends the session here and on the server, and remembers that it was wanted', async () => {
    const p = signedInPhone();
    const { onHome, onLogin } = await open(program.dist, p);
    await (await onHome()).call('signOut');
    const page = await onLogin();
    expect(page.data.heading).toBe('你已退出登录');
    expect(p.sent.at(-1)).toMatchObject({
      path: 'POST /api/v1/auth/logout',
      header: { authorization: 'Bearer fla_1' },
    });
    expect(p.storage.has('feishu-login.session')).toBe(false);
  });

  it('is not undone by opening the mini program again; a tap signs in', async () => {
    const p = signedInPhone();
    const first = await open(program.dist, p);
    await (await first.onHome()).call('signOut');

    const second = await open(program.dist, p);
    const page = await second.onLogin();
    expect(page.data.heading).toBe('你已退出登录');
    expect(p.asked).toEqual([]);

    await second.tap();
    await second.onHome();
    const third = await open(program.dist, p);
    await third.onHome();
    expect(p.storage.has('feishu-login.signed-out')).toBe(false);
  });

  it('counts on this device even when the server cannot be told, and says so', async () => {
    const p = signedInPhone();
    p.server['POST /api/v1/auth/logout'] = ['nothing'];
    const { onHome, onLogin } = await open(program.dist, p);
    await (await onHome()).call('signOut');
    expect((await onLogin()).data).toMatchObject({
      heading: '你已退出登录',
      text: '本机已退出，但没能通知服务器；之前的登录会自行失效。',
    });
    expect(p.storage.has('feishu-login.session')).toBe(false);
  });
});

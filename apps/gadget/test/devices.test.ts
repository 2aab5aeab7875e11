import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { built, open, refused, type ServerAnswer, signedInPhone } from './phone.ts';

let program: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  program = await built();
});
afterAll(() => program.remove());

const sessions = 'GET /api/v1/sessions';
const seen = (minute: number) => `2026-11-23T02:0${minute}:00.000Z`;
const phoneSession = { id: 's1', kind: 'gadget', device: 'Apple iPhone · ios', created_at: seen(0), current: true };
const desk = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36';
const list = {
  status: 200,
  body: {
    sessions: [
      { id: 's2', kind: 'h5', device: null, created_at: seen(0), last_seen_at: seen(1), current: false },
      { id: 's3', kind: 'browser', device: desk, created_at: seen(0), last_seen_at: seen(2), current: false },
      { ...phoneSession, last_seen_at: seen(0) },
    ],
    feishu_sign_out: true,
  },
};

/** The page of devices, as its user opens it. */
async function openDevices({ language = 'zh_CN', answers = [list] as ServerAnswer[] } = {}) {
  const p = signedInPhone({ language });
  p.server[sessions] = answers;
  const { gadget, onHome, onLogin } = await open(program.dist, p);
  await (await onHome()).call('openDevices');
  const page = await gadget.until(
    ({ path, data }) => path === 'pages/devices/devices' && Boolean(data.ready || data.failed),
  );
  const end = (id: string) => page.call('end', { currentTarget: { dataset: { id } } });
  const shown = () => (gadget.page.data.devices as { id: string }[]).map(({ id }) => id);
  return { p, gadget, page, end, shown, onLogin };
}

describe('the page of devices', () => {
  it('shows this session first, then the others by last use, in words', async () => {
    const { gadget, p } = await openDevices();
    expect(gadget.pages).toEqual(['pages/home/home', 'pages/devices/devices']);
    expect(p.titles.at(-1)).toBe('登录设备');
    expect(gadget.page.data.devices).toMatchObject([
      {
        id: 's1',
        name: 'iPhone',
        current: true,
        facts: expect.stringMatching(/^飞书小程序 · 最近使用 2026年/),
        since: expect.stringMatching(/^登录于 2026年/),
      },
      {
        id: 's3',
        name: 'Chrome 131 · macOS',
        current: false,
        facts: expect.stringMatching(/^浏览器 · 最近使用 2026年/),
      },
      { id: 's2', name: '飞书客户端', current: false, facts: expect.stringMatching(/^最近使用 2026年/) },
    ]);
  });

  it('speaks English', async () => {
    const { gadget } = await openDevices({ language: 'en_US' });
    expect(gadget.page.data).toMatchObject({
      t: { others: { name: 'Sign out of all other devices' }, current: 'This device', end: 'Sign out' },
    });
  });

  it('ends one session', async () => {
    const { p, end, shown } = await openDevices();
    p.server['DELETE /api/v1/sessions/s2'] = [{ status: 204 }];
    await end('s2');
    expect(shown()).toEqual(['s1', 's3']);
    expect(p.sent.at(-1)).toMatchObject({ header: { authorization: 'Bearer fla_1' } });
  });

  it('takes a session that has ended meanwhile for ended', async () => {
    const { p, gadget, end, shown } = await openDevices();
    p.server['DELETE /api/v1/sessions/s2'] = [refused(404, 'not_found')];
    await end('s2');
    expect(shown()).toEqual(['s1', 's3']);
    expect(gadget.page.data).toMatchObject({ failed: false, busy: '' });
  });

  it('ends all others at once, once', async () => {
    const { p, page, shown } = await openDevices();
    p.server['DELETE /api/v1/sessions?others=true'] = [{ status: 204 }];
    await Promise.all([page.call('endOthers'), page.call('endOthers')]);
    expect(shown()).toEqual(['s1']);
    expect(p.paths().filter((path) => path.startsWith('DELETE'))).toHaveLength(1);
  });

  it('ends no other session before the user has agreed to that', async () => {
    const { p, page, shown } = await openDevices();
    p.confirms = false;
    await page.call('endOthers');
    expect(p.questions).toMatchObject([
      { title: '退出其他所有设备？', content: '除本机以外，你在这里的所有登录都会结束。' },
    ]);
    expect(shown()).toHaveLength(3);
    expect(p.paths().filter((path) => path.startsWith('DELETE'))).toEqual([]);
  });

  it('says when ending did not work, and keeps the session in the list', async () => {
    const { p, gadget, end, shown } = await openDevices();
    p.server['DELETE /api/v1/sessions/s2'] = [refused(503, 'db_unavailable')];
    await end('s2');
    expect(gadget.page.data).toMatchObject({ failed: true, notice: { title: '服务暂时不可用' }, busy: '' });
    expect(shown()).toHaveLength(3);
  });

  it('says when the list cannot be had, and tries again on a tap', async () => {
    const { gadget, page } = await openDevices({ answers: [refused(503, 'db_unavailable'), list] });
    expect(gadget.page.data).toMatchObject({ ready: false, failed: true });
    await page.call('load');
    expect(gadget.page.data).toMatchObject({ ready: true, failed: false });
  });

  it('leads to the login page when this session was ended elsewhere, and does not go round', async () => {
    const { p, gadget, onLogin } = await openDevices();
    p.server[sessions] = [refused(401, 'unauthorized')];
    p.server['POST /api/v1/auth/refresh'] = [refused(401, 'unauthorized')];
    gadget.hide();
    gadget.show();
    expect((await onLogin()).data).toMatchObject({ heading: '登录已过期' });
    expect(gadget.pages).toEqual(['pages/login/login']);
    const asked = p.sent.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(p.sent).toHaveLength(asked);
    expect(p.storage.has('feishu-login.session')).toBe(false);
  });
});

describe.each([
  ['everywhere', 'signOutEverywhere', '在所有设备退出登录', 'Sign out everywhere'],
  ['of Feishu too', 'signOutOfFeishu', '同时退出飞书', 'Sign out of Feishu too'],
] as const)('signing out %s', (_, act, chinese, english) => {
  const way = act === 'signOutEverywhere' ? 'everywhere' : 'feishu';
  const path = `POST /api/v1/auth/logout/${way}`;

  it('says in one sentence what will happen, and does it once the user has agreed', async () => {
    const { p, page, gadget, onLogin } = await openDevices();
    p.server[path] = [{ status: 204 }];
    await page.call(act);
    expect(p.questions).toMatchObject([
      { title: `${chinese}？`, content: expect.stringMatching(/^[^。]+。([^。]+。)?$/) },
    ]);
    expect((await onLogin()).data).toMatchObject({
      heading: '你已退出登录',
      text: expect.stringMatching(/^你在/),
      button: '使用飞书登录',
    });
    expect(p.paths().filter((sent) => sent.startsWith('POST'))).toEqual([path]);
    expect(p.storage.has('feishu-login.session')).toBe(false);
    expect(p.asked).toEqual([]);
    expect(gadget.pages).toEqual(['pages/login/login']);
  });

  it('only a tap signs in again', async () => {
    const { p, page, onLogin } = await openDevices();
    p.server[path] = [{ status: 204 }];
    await page.call(act);
    await onLogin();
    const again = await open(program.dist, p);
    expect((await again.onLogin()).data.heading).toBe('你已退出登录');
    expect(p.asked).toEqual([]);
    await again.tap();
    await again.onHome();
  });

  it('does nothing when the user thinks better of it', async () => {
    const { p, page, gadget } = await openDevices();
    p.confirms = false;
    await page.call(act);
    expect(p.paths()).not.toContain(path);
    expect(gadget.page).toMatchObject({ path: 'pages/devices/devices', data: { busy: '', failed: false } });
  });

  it.each<[string, ServerAnswer, string]>([
    ['cannot do it', refused(503, 'upstream_unavailable'), '飞书暂时没有回应'],
    ['cannot be reached', 'nothing', '网络没有连通'],
  ])('is told to have failed when the server %s, to a user who is still signed in', async (__, answer, title) => {
    const { p, page, gadget } = await openDevices();
    p.server[path] = [answer];
    await page.call(act);
    expect(gadget.page).toMatchObject({
      path: 'pages/devices/devices',
      data: { busy: '', failed: true, notice: { title } },
    });
    expect(p.storage.get('feishu-login.session')).toMatchObject({ sessionId: 's1' });
    expect(p.storage.has('feishu-login.signed-out')).toBe(false);
  });

  it('tells a user whose session has ended meanwhile that it was not done', async () => {
    const { p, page, onLogin } = await openDevices();
    p.server[path] = [refused(401, 'unauthorized')];
    p.server['POST /api/v1/auth/refresh'] = [refused(401, 'unauthorized')];
    await page.call(act);
    expect((await onLogin()).data.heading).toBe('登录已过期');
  });

  it('does nothing, and says so, on a client that cannot ask', async () => {
    const { p, page, gadget } = await openDevices();
    p.confirms = 'never';
    await page.call(act);
    expect(p.paths()).not.toContain(path);
    expect(gadget.page.data).toMatchObject({ busy: '', failed: true, notice: { title: '出了点问题' } });
  });

  it('asks once, however often it is tapped', async () => {
    const { p, page } = await openDevices();
    p.server[path] = [{ status: 204 }];
    await Promise.all([page.call(act), page.call(act)]);
    expect(p.questions).toHaveLength(1);
  });

  it('speaks English, in buttons that old clients take', async () => {
    const { p, page, gadget } = await openDevices({ language: 'en_US' });
    p.confirms = false;
    await page.call(act);
    expect(gadget.page.data.t).toMatchObject({ [way]: { name: english } });
    expect(p.questions).toMatchObject([{ title: `${english}?`, confirmText: 'Sign out', cancelText: 'Cancel' }]);
  });
});

it('offers to sign out of Feishu only where the server does', async () => {
  const { gadget } = await openDevices();
  expect(gadget.page.data.feishu).toBe(true);
  const without = { status: 200, body: { ...list.body, feishu_sign_out: false } };
  expect((await openDevices({ answers: [without] })).gadget.page.data.feishu).toBe(false);
});

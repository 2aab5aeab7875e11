import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { built, type CodeAnswer, open, refused, type ServerAnswer, signedInPhone, tokens } from './phone.ts';

let program: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  program = await built();
});
afterAll(() => program.remove());

const fetchTasks = 'GET /api/v1/feishu/tasks';
const scopes = ['task:task:read', 'offline_access'];
const forbidden = refused(403, 'reauth_required', { scopes });
const task = { id: 't1', summary: '写周报', url: null, due_at: '2026-11-30T02:05:00.000Z', completed: false };
const list: ServerAnswer = {
  status: 200,
  body: { tasks: [{ ...task, id: 't0', completed: true }, task, { ...task, id: 't2', due_at: null }] },
};

/** The page of tasks, as its user opens it. */
async function openTasks(
  answers: ServerAnswer[],
  { language = 'zh_CN', codes = ['code-1'] as CodeAnswer[] | 'none', grant = 'none' } = {},
) {
  const p = signedInPhone({ language });
  p.server[fetchTasks] = answers;
  p.server['GET /api/v1/feishu/grant'] = [{ status: 200, body: { scopes: [], expires_at: null, status: grant } }];
  p.server['POST /api/v1/auth/gadget'] = [tokens(2, { session_id: 's2' })];
  p.requestAccess = codes === 'none' ? undefined : codes;
  const { gadget, onHome, onLogin } = await open(program.dist, p);
  await (await onHome()).call('openTasks');
  const page = await gadget.until(({ path, data }) => path === 'pages/tasks/tasks' && data.state !== 'loading');
  return { p, gadget, onLogin, allow: () => page.call('allow'), load: () => page.call('load') };
}

describe('the page of tasks', () => {
  it('shows what is still to be done first', async () => {
    const { p, gadget } = await openTasks([list]);
    expect(p.titles.at(-1)).toBe('我的飞书任务');
    expect(gadget.page.data).toMatchObject({
      state: 'tasks',
      tasks: [
        { id: 't1', summary: '写周报', facts: expect.stringMatching(/^截止 2026年11月30日/) },
        { id: 't2', facts: '' },
        { id: 't0', facts: '已完成', completed: true },
      ],
    });
    expect(p.asked).toEqual([]);
  });

  it('explains why it needs consent, and asks on a tap alone', async () => {
    const { p, gadget } = await openTasks([forbidden]);
    expect(gadget.page.data).toMatchObject({ state: 'consent', failed: false, t: { consentTitle: '需要你的同意' } });
    expect(p.asked).toEqual([]);
  });

  it('asks for the scopes, replaces the session, ends the one before, and shows the tasks', async () => {
    const { p, gadget, allow } = await openTasks([forbidden, forbidden, list]);
    p.sent.length = 0;
    await allow();
    expect(p.asked).toEqual([`requestAccess ${JSON.stringify(scopes)}`]);
    expect(p.sent).toMatchObject([
      { path: fetchTasks },
      { path: 'POST /api/v1/auth/gadget', data: { code: 'code-1', via: 'requestAccess' } },
      { path: 'POST /api/v1/auth/logout', header: { authorization: 'Bearer fla_1' } },
      { path: fetchTasks, header: { authorization: 'Bearer fla_2' } },
    ]);
    expect(gadget.page.data).toMatchObject({ state: 'tasks', busy: false });
    expect(p.storage.get('feishu-login.session')).toMatchObject({ sessionId: 's2' });
  });

  it('says when to tap again where somebody who consents has to wait for Feishu', async () => {
    const { p, gadget, allow } = await openTasks([forbidden]);
    const line = { ticket: 'ticket-1', ahead: 12, seconds: 90 };
    p.server['POST /api/v1/auth/gadget'] = [refused(503, 'overloaded', { retry_after: 1, line })];
    await allow();
    expect(gadget.page.data).toMatchObject({ state: 'consent', busy: false, hint: '请在 1 秒后重试' });
  });

  it.each([
    ['none', false],
    ['active', false],
    ['reauth_required', true],
  ])('knows consent of status %s from consent that is over', async (status, again) => {
    const { gadget } = await openTasks([forbidden], { grant: status });
    expect(gadget.page.data).toMatchObject({ state: 'consent', again, t: { consentAgainTitle: '需要你再次同意' } });
  });

  it('asks nothing where consent was given elsewhere meanwhile', async () => {
    const { p, gadget, allow } = await openTasks([forbidden, list]);
    await allow();
    expect(gadget.page.data.state).toBe('tasks');
    expect(p.asked).toEqual([]);
  });

  it('repeats the operation once, and then says that something is missing still', async () => {
    const { p, gadget, allow } = await openTasks([forbidden]);
    await allow();
    expect(p.asked).toHaveLength(1);
    expect(p.paths().filter((path) => path === fetchTasks)).toHaveLength(3);
    expect(gadget.page.data).toMatchObject({ state: 'consent', busy: false, notice: { title: '授权还不完整' } });
  });

  it.each<[string, CodeAnswer[] | 'none', string, string]>([
    ['who refuses', [{ errno: 2700002 }], 'access_denied', '你取消了授权'],
    ['whose device forbids it', [{ errno: 107 }], 'access_denied', '飞书不允许授权'],
    ['who is offline', [{ errno: 303 }], 'no_network', '网络没有连通'],
    ['whose client has no requestAccess', 'none', 'client_too_old', '需要更新飞书'],
    ['whose client answers errno 103', [{ errno: 103 }], 'client_too_old', '需要更新飞书'],
  ])('tells a user %s, who stays signed in and may try again', async (_, codes, code, title) => {
    const { p, gadget, allow } = await openTasks([forbidden], { codes });
    await allow();
    expect(gadget.page).toMatchObject({
      path: 'pages/tasks/tasks',
      data: { state: 'consent', busy: false, notice: { code, title } },
    });
    expect(p.asked).not.toContain('login');
    expect(p.paths()).not.toContain('POST /api/v1/auth/gadget');
    expect(p.storage.get('feishu-login.session')).toMatchObject({ sessionId: 's1' });
  });

  it('offers no consent where the app asks for no scopes', async () => {
    const { gadget } = await openTasks([refused(403, 'reauth_required', { scopes: [] })]);
    expect(gadget.page.data).toMatchObject({ state: 'off', failed: false });
  });

  it('says when Feishu cannot be asked, and tries again on a tap', async () => {
    const { gadget, load } = await openTasks([refused(503, 'upstream_unavailable'), list], { language: 'en_US' });
    expect(gadget.page.data).toMatchObject({ state: 'failed', notice: { title: 'Feishu is not answering' } });
    await load();
    expect(gadget.page.data).toMatchObject({ state: 'tasks', failed: false });
  });

  it('leads to the login page when the session was ended elsewhere', async () => {
    const p = signedInPhone();
    p.server[fetchTasks] = [refused(401, 'unauthorized')];
    p.server['POST /api/v1/auth/refresh'] = [refused(401, 'unauthorized')];
    const { onHome, onLogin } = await open(program.dist, p);
    await (await onHome()).call('openTasks');
    expect((await onLogin()).data).toMatchObject({ heading: '登录已过期' });
  });
});

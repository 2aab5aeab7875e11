import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runGadget } from 'gadget-simulator';
import { built, me, phone, refused, type ServerAnswer, signedInPhone, tokens, user } from './phone.ts';

/** As it is shipped: whoever opens it is signed in without a tap. */
let program: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  program = await built({ automatic: true });
});
afterAll(() => program.remove());

type Phone = ReturnType<typeof phone>;
type Callbacks = { success(result?: unknown): void; fail(error?: unknown): void };
type Launch = { path: string; query: Record<string, string> };

const gadgetLogin = 'POST /api/v1/auth/gadget';
const sessionKey = 'feishu-login.session';
const signedOutKey = 'feishu-login.signed-out';

/** Has a function of the client behave in its own way. */
function replace(p: Phone, name: string, behave: unknown): void {
  Object.defineProperty(p.tt, name, { value: behave, configurable: true, writable: true });
}

/** Opens the mini program, and lets time pass until a page has something to say. */
async function open(p: Phone, launch?: Launch) {
  const console = { warn: (what: string) => p.warnings.push(what) };
  const gadget = await runGadget({ dist: program.dist, tt: p.tt, console, ...(launch && { launch }) });
  return { gadget, settled: () => settled(gadget) };
}

type Gadget = Awaited<ReturnType<typeof runGadget>>;

/** Time passes, and whatever it brings is handled. */
async function pass(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Where somebody ends up who waits for ten minutes at most, and what they read there. */
async function settled(gadget: Gadget): Promise<string> {
  await pass(0);
  for (let second = 0; second < 600 && !isSettled(gadget); second += 1) await pass(1000);
  const { path, data } = gadget.page;
  const name = path.split('/')[1] ?? '';
  if (!isSettled(gadget)) throw new Error(`nothing to read on ${path}: ${JSON.stringify(data)}`);
  return data.failed === true ? `${name}: ${(data.notice as { code: string }).code}` : name;
}

/** The sign-in page waits for a tap; any other has its content, or says why not. */
function isSettled({ page: { path, data } }: Gadget): boolean {
  return data.failed === true || (path === 'pages/login/login' ? data.busy === false : data.ready === true);
}

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance', 'nextTick', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

const bodyOf = (answer: ServerAnswer): unknown => (answer === 'nothing' ? undefined : answer.body);

const throws = () => {
  throw new TypeError('not a function');
};
const never = () => undefined;
const fails =
  (error?: unknown) =>
  ({ fail }: Callbacks) =>
    fail(error);
const succeeds =
  (result?: unknown) =>
  ({ success }: Callbacks) =>
    success(result);

/** How either function that gives codes may behave, and where that ends. */
const ofCodes: readonly [string, string, unknown][] = [
  ['never calls back', 'login: code_unavailable', never],
  ['throws', 'login: code_unavailable', throws],
  ['succeeds with nothing', 'login: code_unavailable', succeeds()],
  ['succeeds with an empty code', 'login: code_unavailable', succeeds({ code: '' })],
  ['fails with nothing', 'login: code_unavailable', fails()],
  ['fails with a text', 'login: code_unavailable', fails('login:fail')],
  ['says errno 107', 'login: access_denied', fails({ errno: 107 })],
  ['says errCode 303', 'login: no_network', fails({ errCode: 303 })],
  ['says its number in JSON', 'login: no_network', fails('{"errno":"303"}')],
  ['answers in JSON', 'home', succeeds('{"code":"code-9"}')],
];

describe('whatever the client does instead of answering', () => {
  it.each<[string, string, string, unknown]>([
    ...['requestAccess', 'login'].flatMap((name) =>
      ofCodes.map(([what, ends, behave]): [string, string, string, unknown] => [what, name, ends, behave]),
    ),
    ['says errCode 103', 'requestAccess', 'home', fails({ errCode: 103 })],
    ['says errCode 103', 'login', 'login: code_unavailable', fails({ errCode: 103 })],
    ['never calls back', 'request', 'login: no_network', never],
    ['throws', 'request', 'login: no_network', throws],
    ['succeeds with nothing', 'request', 'login: no_network', succeeds()],
    ['succeeds with a text', 'request', 'login: no_network', succeeds('request:ok')],
    ['fails with nothing', 'request', 'login: no_network', fails()],
    ['fails with a text', 'request', 'login: no_network', fails('request:fail')],
    ['says errCode 305', 'request', 'login: no_network', fails({ errCode: 305 })],
    ['answers in JSON', 'request', 'home', succeeds(JSON.stringify({ statusCode: 200, data: bodyOf(tokens()) }))],
    ['says its status as text', 'request', 'home', succeeds({ statusCode: '200', data: bodyOf(tokens()) })],
    [
      'hands the body over as text',
      'request',
      'home',
      succeeds({ statusCode: 200, data: JSON.stringify(bodyOf(tokens())) }),
    ],
    [
      'fails with a status',
      'request',
      'login: rate_limited',
      fails({ statusCode: 429, data: bodyOf(refused(429, 'rate_limited')) }),
    ],
    [
      'fails after networkTimeout',
      'request',
      'login: no_network',
      fails({ errno: 304, errMsg: 'request:fail timeout' }),
    ],
    ['throws', 'getStorageSync', 'home', throws],
    ['gives nothing', 'getStorageSync', 'home', never],
    ['throws', 'setStorageSync', 'home', throws],
    ['throws', 'removeStorageSync', 'home', throws],
    ['throws', 'getSystemInfoSync', 'home', throws],
    ['gives nothing', 'getSystemInfoSync', 'home', never],
    ['gives JSON', 'getSystemInfoSync', 'home', () => '{"language":"en","platform":"windows"}'],
    ['throws', 'setNavigationBarTitle', 'home', throws],
    ['lacks it', 'setNavigationBarTitle', 'home', undefined],
  ])('(%s: %s) there is something to read: %s', async (_what, name, outcome, behave) => {
    const p = phone();
    if (name === 'login') p.requestAccess = undefined;
    replace(p, name, behave);
    const { settled: ends } = await open(p);
    expect(await ends()).toBe(outcome);
  });

  it.each(['requestAccess', 'login'])('%s is heard once when it calls back twice', async (name) => {
    const p = phone();
    if (name === 'login') p.requestAccess = undefined;
    replace(p, name, ({ success, fail }: Callbacks) => {
      success({ code: 'a' });
      success({ code: 'b' });
      fail({ errno: 107 });
    });
    expect(await (await open(p)).settled()).toBe('home');
    expect(p.sent.filter(({ path }) => path === gadgetLogin).map(({ data }) => data)).toMatchObject([{ code: 'a' }]);
  });

  it('its words and Feishu’s number are there to be copied', async () => {
    const p = phone();
    replace(p, 'requestAccess', fails({ errno: 2_700_001, errMsg: 'requestAccess:fail internal' }));
    const { gadget, settled: ends } = await open(p);
    await ends();
    expect(gadget.page.data).toMatchObject({ notice: { detail: 'requestAccess:fail internal · 飞书错误码 2700001' } });
    const template = await readFile(join(program.dist, 'parts/notice.ttml'), 'utf8');
    expect(template).toContain('<text selectable="{{true}}">{{notice.detail}}</text>');
  });

  it('an answer is waited for longer than the client itself waits', async () => {
    const { networkTimeout } = JSON.parse(await readFile(join(program.dist, 'app.json'), 'utf8')) as {
      networkTimeout: { request: number };
    };
    const p = phone();
    replace(p, 'request', never);
    const { gadget } = await open(p);
    await pass(0);
    await pass(networkTimeout.request + 1000);
    expect(gadget.page.data.failed).not.toBe(true);
    await pass(5000);
    expect(gadget.page.data).toMatchObject({ failed: true, notice: { code: 'no_network' } });
  });
});

describe('a link or a message card to a page', () => {
  it.each([
    ['home', { from: 'card' }],
    ['devices', { from: 'card', list: 'a&b 1' }],
    ['tasks', { id: '7' }],
  ])('opens %s with its query, and signs in there without a tap', async (name, query) => {
    const p = phone();
    const { gadget, settled: ends } = await open(p, { path: `pages/${name}/${name}`, query });
    expect(await ends()).toContain(name);
    expect(gadget.page).toMatchObject({ path: `pages/${name}/${name}`, query });
    expect(p.asked[0]).toBe('requestAccess []');
  });

  it.each([
    ['home', { from: 'card' }],
    ['devices', { from: 'card', list: 'a&b 1' }],
    ['tasks', { id: '7' }],
  ])('leads whoever signed out to the sign-in, and after a tap to %s with its query', async (name, query) => {
    const p = phone();
    p.storage.set(signedOutKey, true);
    const { gadget, settled: ends } = await open(p, { path: `pages/${name}/${name}`, query });
    expect(await ends()).toBe('login');
    expect([p.asked, p.sent]).toEqual([[], []]);
    await gadget.page.call('signIn');
    expect(await ends()).toContain(name);
    expect(gadget.page).toMatchObject({ path: `pages/${name}/${name}`, query });
    expect(p.storage.has(signedOutKey)).toBe(false);
  });
});

describe('somebody else who holds the device', () => {
  const other = { ...user, id: 'u2', name: '李四', open_id: 'ou_2', tenant_key: 'tenant-2' };

  it('never sees the one before, whose session ends', async () => {
    const p = signedInPhone();
    const sent = tokens(2, { user: other });
    p.server[gadgetLogin] = [sent];
    p.server['GET /api/v1/me'] = [{ status: 200, body: { ...(me as { body: object }).body, user: other } }];
    const names = new Set<unknown>();
    const { gadget } = await open(p);
    for (let look = 0; look < 50; look += 1) {
      await pass(10);
      if (gadget.page.data.ready === true) names.add((gadget.page.data.profile as { name: string }).name);
    }
    expect([...names]).toEqual(['李四']);
    expect(p.sent.find(({ path }) => path === 'POST /api/v1/auth/logout')?.header).toMatchObject({
      authorization: 'Bearer fla_1',
    });
  });

  it('and may not come in, finds nobody signed in', async () => {
    const p = signedInPhone();
    p.server[gadgetLogin] = [refused(403, 'user_not_allowed', { platform_code: 20_010 })];
    const { gadget, settled: ends } = await open(p);
    expect(await ends()).toBe('login: user_not_allowed');
    expect(gadget.page.data).toMatchObject({ notice: { title: '你不在这个应用的可用范围内' } });
    expect(p.storage.has(sessionKey)).toBe(false);
  });
});

describe('a connection', () => {
  it('that is back is used at the next tap', async () => {
    const p = phone();
    p.server[gadgetLogin] = ['nothing', tokens()];
    const { gadget, settled: ends } = await open(p);
    expect(await ends()).toBe('login: no_network');
    await gadget.page.call('signIn');
    expect(await ends()).toBe('home');
  });

  it('that is gone leaves whoever is signed in what the device knows', async () => {
    const p = signedInPhone();
    p.requestAccess = [{ errno: 303 }];
    p.server['GET /api/v1/me'] = ['nothing', me];
    const { gadget, settled: ends } = await open(p);
    await ends();
    await pass(100);
    expect(gadget.page).toMatchObject({ path: 'pages/home/home', data: { ready: true, failed: true } });
    gadget.hide();
    gadget.show();
    await pass(100);
    expect(gadget.page.data.failed).toBe(false);
  });
});

describe('what the client keeps', () => {
  const refreshKept = (p: Phone) => (p.storage.get(sessionKey) as { refreshToken?: string } | undefined)?.refreshToken;

  it.each([1, 2, 3, 4])('full from the %s. write on, never holds a refresh token that was used', async (from) => {
    const p = signedInPhone({ access: 10 });
    p.requestAccess = [{ errno: 303 }];
    let writes = 0;
    const write = p.tt.setStorageSync;
    replace(p, 'setStorageSync', (key: string, value: unknown) => {
      writes += 1;
      if (writes >= from) throw new Error('storage is full');
      write(key, value);
    });
    p.server['POST /api/v1/auth/refresh'] = [tokens(2), tokens(3)];
    const { gadget } = await open(p);
    await pass(100);
    expect(gadget.page.path).toBe('pages/home/home');
    expect(p.paths()).toContain('POST /api/v1/auth/refresh');
    expect([undefined, 'flr_2']).toContain(refreshKept(p));
  });

  it('evicted while it is open, costs nothing until it is closed', async () => {
    const p = phone();
    const { gadget, settled: ends } = await open(p);
    expect(await ends()).toBe('home');
    p.storage.clear();
    gadget.hide();
    gadget.show();
    await pass(100);
    expect(gadget.page.data).toMatchObject({ ready: true, failed: false });
    expect(p.asked).toHaveLength(1);
  });

  it('handed over as text, is understood', async () => {
    const p = signedInPhone();
    p.storage.set(sessionKey, JSON.stringify(p.storage.get(sessionKey)));
    p.requestAccess = [{ errno: 303 }];
    expect(await (await open(p)).settled()).toContain('home');
    expect(p.sent[0]?.header).toMatchObject({ authorization: 'Bearer fla_1' });
  });

  it.each([-1, 1])('on a device whose clock is %s day off, is renewed where it must, and goes on', async (days) => {
    const p = signedInPhone();
    p.requestAccess = [{ errno: 303 }];
    jest.setSystemTime(Date.now() + days * 86_400_000);
    p.server['GET /api/v1/me'] = days < 0 ? [refused(401, 'unauthorized'), me] : [me];
    p.server['POST /api/v1/auth/refresh'] = [tokens(2)];
    const { gadget } = await open(p);
    await pass(100);
    expect(gadget.page.data).toMatchObject({ ready: true, failed: false });
    expect(p.paths()).toContain('POST /api/v1/auth/refresh');
  });
});

describe('while it is open', () => {
  it('it speaks another language as soon as it comes back', async () => {
    const p = phone();
    const { gadget, settled: ends } = await open(p);
    await ends();
    expect(gadget.page.data.signOutButton).toBe('退出登录');
    gadget.hide();
    replace(p, 'getSystemInfoSync', () => ({ language: 'en_US' }));
    gadget.show();
    await pass(100);
    expect(gadget.page.data.signOutButton).toBe('Sign out');
    expect(p.titles.at(-1)).toBe('My account');
  });

  it('a refusal that is shown is told in the other language, too, with nothing asked again', async () => {
    const p = phone();
    p.server['POST /api/v1/auth/gadget'] = [refused(403, 'user_not_allowed', { platform_code: 20_021 })];
    const { gadget, settled: ends } = await open(p);
    expect(await ends()).toBe('login: user_not_allowed');
    expect(gadget.page.data).toMatchObject({
      notice: { title: '这个飞书账号已离职' },
      copyLabel: '复制说明，发给管理员',
    });
    gadget.hide();
    replace(p, 'getSystemInfoSync', () => ({ language: 'en_US' }));
    gadget.show();
    await pass(100);
    expect(gadget.page.data).toMatchObject({
      notice: { title: 'This Feishu account has left the organization', needText: 'Needs your administrator' },
      copyLabel: 'Copy a note for the administrator',
      button: 'Try again',
    });
    expect(p.explanations).toHaveLength(1);
  });

  it('its colours follow the client’s, without code', async () => {
    const [config, styles] = await Promise.all(
      ['app.json', 'app.ttss'].map((name) => readFile(join(program.dist, name), 'utf8')),
    );
    expect(JSON.parse(config ?? '')).toMatchObject({ darkmode: true, themeLocation: 'theme.json' });
    expect(styles).toMatch(/@media ?\(prefers-color-scheme: ?dark\)/);
  });

  it('it waits for somebody who takes two minutes over the sheet that asks for consent', async () => {
    const tasks = 'GET /api/v1/feishu/tasks';
    const wanting = refused(403, 'reauth_required', { scopes: ['task:task:read'] });
    const p = signedInPhone();
    p.server[tasks] = [wanting, wanting, { status: 200, body: { tasks: [] } }];
    const { gadget } = await open(p, { path: 'pages/tasks/tasks', query: {} });
    await pass(100);
    expect(gadget.page.data.state).toBe('consent');
    replace(p, 'requestAccess', ({ success }: Callbacks) => setTimeout(() => success({ code: 'late' }), 125_000));
    const allowing = gadget.page.call('allow');
    await pass(0);
    await pass(124_000);
    expect(gadget.page.data).toMatchObject({ state: 'consent', failed: false, busy: true });
    await pass(2000);
    await allowing;
    expect(gadget.page.data).toMatchObject({ state: 'tasks', failed: false, busy: false });
  });

  it('it is put aside for a day and comes back signed in, with new tokens', async () => {
    const p = phone();
    const { gadget, settled: ends } = await open(p);
    await ends();
    gadget.hide();
    jest.setSystemTime(Date.now() + 86_400_000);
    gadget.show();
    await pass(100);
    expect(gadget.page.data).toMatchObject({ ready: true, failed: false });
    expect(p.paths().filter((path) => path.includes('refresh'))).toHaveLength(1);
  });

  it('in a window of the PC client, it says so to whoever looks at their devices', async () => {
    const p = phone();
    replace(p, 'getSystemInfoSync', () => ({ language: 'zh_CN', platform: 'windows', model: 'PC', version: '7.20.1' }));
    await (await open(p)).settled();
    expect(p.sent[0]?.data).toMatchObject({ device: { platform: 'windows', model: 'PC', client_version: '7.20.1' } });
  });
});

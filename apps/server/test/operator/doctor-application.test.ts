import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/doctor/finding.ts';
import { json, type ScriptedPlatform } from '../scripted-platform.ts';
import { found, healthy } from './doctor-world.ts';
import { notFound, openHealthyPlatform, tokenOfTheTenant } from './healthy-platform.ts';
import type { Env } from './run-operator.ts';

const me = '/open-apis/application/v6/applications/me';
const origin = 'https://login.example.com';

/** The console as it should be; a test spoils one thing. */
const rightly = {
  app_id: 'cli_a1b2c3d4e5f60718',
  status: 1,
  online_version_id: 'oav_1',
  redirect_urls: [`${origin}/auth/callback`, `${origin}/`, `${origin}/login`],
  security: { h5_trusted_domains: ['login.example.com'] },
  allow_refresh_token: true,
  event: {
    subscription_type: 'webhook',
    request_url: `${origin}/feishu/events`,
    subscribed_events: ['contact.user.deleted_v3', 'contact.user.updated_v3'],
  },
};

let platform: ScriptedPlatform;
beforeEach(async () => {
  platform = await openHealthyPlatform();
});
afterEach(() => platform.close());

const env = (changes: Env = {}) =>
  healthy(platform, { PUBLIC_URL: origin, FEISHU_SCOPES: 'offline_access task:task:read', ...changes });
const look = (check: string, app: object, changes: Env = {}) => {
  platform.on(me, json({ code: 0, msg: 'success', data: { app: { ...rightly, ...app } } }));
  return found(env(changes), check);
};
/** Everything a reader of that language sees of the findings. */
const shown = (findings: readonly Finding[], language: 'zh' | 'en') =>
  findings
    .flatMap(({ level, what, meaning, fix, lines = [] }) => [
      `${level}: ${what[language]}`,
      ...(meaning === undefined ? [] : [meaning[language]]),
      ...lines,
      ...(fix === undefined ? [] : [`→ ${fix[language]}`]),
    ])
    .join('\n');

describe('The app, asked about itself,', () => {
  it('is asked once, in Chinese, with the tenant’s token, and finds a console in order', async () => {
    for (const check of ['application', 'redirect_accepted', 'refresh', 'jsapi_ticket', 'events']) {
      const before = platform.asked.length;
      expect([check, (await look(check, {})).map(({ level }) => level)]).toEqual([
        check,
        expect.not.arrayContaining(['problem', 'warning', 'note', 'unasked']),
      ]);
      const asked = platform.asked.slice(before).filter(({ path }) => path === me);
      expect(asked.map(({ query, headers }) => [query.get('lang'), headers.authorization])).toEqual([
        ['zh_cn', `Bearer ${tokenOfTheTenant}`],
      ]);
    }
  });

  it.each([
    [
      'a callback that is not registered',
      'redirect_accepted',
      { redirect_urls: [`${origin}/`, `${origin}/login`] },
      {},
      ['problem: 1 个地址未登记', `${origin}/auth/callback`, '安全设置 → 重定向 URL'],
      ['problem: 1 not registered', `${origin}/auth/callback`, 'Security Settings → Redirect URLs'],
    ],
    [
      'a callback registered with another scheme, and pages with another port',
      'redirect_accepted',
      { redirect_urls: ['http://login.example.com/auth/callback', origin, 'https://login.example.com:8443/login/'] },
      {},
      [
        'problem: 2 个地址未登记',
        `${origin}/auth/callback  ≠  http://login.example.com/auth/callback`,
        `${origin}/login  ≠  https://login.example.com:8443/login/`,
      ],
      ['problem: 2 not registered', 'never come back to the app'],
    ],
    [
      'the renewal switch off',
      'refresh',
      { allow_refresh_token: false },
      {},
      ['problem: 续期开关已关闭', '20074', '安全设置 → 刷新 user_access_token'],
      ['problem: the renewal switch is off', '20074', 'takes effect with a release'],
    ],
    [
      'a page’s domain that is not trusted',
      'jsapi_ticket',
      { security: { h5_trusted_domains: ['https://other.example.com'] } },
      {},
      ['login.example.com 不在可信域名里', 'H5 可信域名'],
      ['login.example.com is no trusted domain', 'H5 trusted domains'],
    ],
    [
      'an app that is switched off',
      'application',
      { status: 0 },
      {},
      ['problem: 应用未启用', '谁都无法登录', '企业管理员'],
      ['problem: is not enabled', 'Nobody can sign in', 'administrator'],
    ],
    [
      'an app that was never released',
      'application',
      { online_version_id: '' },
      {},
      ['problem: 还没有发布过版本', '版本管理与发布'],
      ['problem: has no released version', 'Version Management & Release'],
    ],
    [
      'events that go elsewhere',
      'events',
      { event: { ...rightly.event, request_url: 'https://old.example.com/feishu/events' } },
      {},
      ['warning: 请求地址不是本服务', `${origin}/feishu/events  ≠  https://old.example.com/feishu/events`, '事件配置'],
      ['warning: the request URL is not this server’s', 'No event reaches the server', 'Event configuration'],
    ],
    [
      'events without an address',
      'events',
      { event: { ...rightly.event, request_url: '' } },
      {},
      ['warning: 没有填请求地址', `${origin}/feishu/events`],
      ['warning: no request URL is set', `${origin}/feishu/events`],
    ],
    [
      'events that nobody subscribed',
      'events',
      { event: { ...rightly.event, subscribed_events: ['contact.user.deleted_v3'] } },
      {},
      ['warning: 1 个事件未订阅', 'contact.user.updated_v3', '版本管理与发布'],
      ['warning: 1 events are not subscribed', 'contact.user.updated_v3', 'stays signed in'],
    ],
    [
      'the long connection in the console, and pushes here',
      'events',
      { event: { ...rightly.event, subscription_type: 'websocket' } },
      {},
      ['warning: 控制台选择的是长连接，服务等的是推送', 'FEISHU_EVENTS'],
      ['warning: the console uses the long connection, the server takes pushes', 'FEISHU_EVENTS'],
    ],
    [
      'pushes in the console, and the long connection here',
      'events',
      {},
      { FEISHU_EVENTS: 'ws' },
      ['warning: 控制台选择的是推送，服务用的是长连接', '事件到不了服务'],
      ['warning: the console pushes, the server uses the long connection', 'No event reaches the server'],
    ],
  ] as const)('shows %s, and how to mend it', async (_mistake, check, app, changes, zh, en) => {
    const findings = await look(check, app, changes);
    for (const words of zh) expect(shown(findings, 'zh')).toContain(words);
    for (const words of en) expect(shown(findings, 'en')).toContain(words);
  });

  it('takes the home page registered in either form, and the events of schema 1.0', async () => {
    const redirect_urls = [`${origin}/auth/callback`, origin, `${origin}/login`];
    expect(await look('redirect_accepted', { redirect_urls })).toMatchObject([{ level: 'ok' }]);
    const event = { ...rightly.event, subscribed_events: ['user_leave', 'user_status_change'] };
    expect((await look('events', { event })).at(-1)).toMatchObject({ level: 'ok' });
  });

  it('tells how many long connections are open, where the platform does', async () => {
    platform.on('/open-apis/event/v1/connection', json({ code: 0, msg: 'success', data: { online_instance_cnt: 2 } }));
    const event = { ...rightly.event, subscription_type: 'websocket' };
    const findings = await look('events', { event }, { FEISHU_EVENTS: 'ws' });
    expect(findings.map(({ level, what }) => `${level}: ${what.en}`)).toEqual([
      'ok: the long connection is open to this app',
      'note: 2 long connections are open now',
      'ok: the events are subscribed',
    ]);
  });

  it('says plainly that it may not be asked, and judges nothing by that', async () => {
    platform.on(me, json({ code: 99991672, msg: 'Access denied.' }, 400));
    const findings = await found(env(), 'application');
    expect(findings).toMatchObject([
      {
        level: 'note',
        platformCode: 99991672,
        lines: ['application:application:self_manage', 'admin:app.info:readonly'],
      },
    ]);
    expect(shown(findings, 'zh')).toContain('没有查询自身设置的权限');
    expect(shown(findings, 'en')).toContain('may not read its own settings');
    for (const check of ['refresh', 'jsapi_ticket', 'redirect_accepted']) {
      const levels = (await found(env(), check)).map(({ level }) => level);
      expect(levels.filter((level) => level === 'problem' || level === 'warning')).toEqual([]);
    }
  });

  it.each([
    ['a platform without that call', notFound],
    ['an answer that says nothing', json({ code: 0, msg: 'success', data: { app: { app_id: 'cli_1' } } })],
    [
      'an answer of another shape',
      json({
        code: 0,
        data: {
          app: { app_id: 'cli_1', status: '1', redirect_urls: 'x', security: [], event: 7, allow_refresh_token: 1 },
        },
      }),
    ],
  ])('draws no conclusion from %s', async (_what, reply) => {
    platform.on(me, reply);
    expect((await found(env(), 'application')).map(({ level }) => level)).toEqual(['note']);
    expect((await found(env(), 'refresh')).map(({ level }) => level)).toEqual(['note']);
    expect((await found(env(), 'events')).at(-1)).toMatchObject({ level: 'note' });
  });
});

describe('The platform’s own words beside 10014', () => {
  const token = '/open-apis/auth/v3/tenant_access_token/internal';
  it.each([
    ['app secret invalid', 'App Secret 无效', 'the App Secret is invalid'],
    ['app id not exists', '没有这个 App ID', 'there is no such App ID'],
    ['app unauthorized', '也可能是应用已停用', 'may also be disabled or never released'],
  ])('“%s” decide what is shown, and are shown', async (msg, zh, en) => {
    platform.on(token, json({ code: 10014, msg }));
    const findings = await found(env(), 'credentials');
    for (const words of [msg, zh, '凭证与基础信息', 'problem']) expect(shown(findings, 'zh')).toContain(words);
    for (const words of [msg, en, 'FEISHU_APP_SECRET']) expect(shown(findings, 'en')).toContain(words);
  });
});

describe('A long connection that is refused', () => {
  it.each([1000040344, 1000040346])('with %i is a matter of the credentials', async (code) => {
    platform.on('/callback/ws/endpoint', json({ code, msg: 'app_id is invalid' }));
    const findings = await found(env({ FEISHU_EVENTS: 'ws' }), 'events');
    expect(findings).toMatchObject([{ level: 'problem', platformCode: code }]);
    expect(shown(findings, 'zh')).toContain('凭证与基础信息');
    expect(shown(findings, 'en')).toContain('See “Credentials”');
  });
});

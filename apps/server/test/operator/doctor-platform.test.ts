import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { html, json, redirect, type ScriptedPlatform, silence } from '../scripted-platform.ts';
import { selfSigned } from '../self-signed.ts';
import { found, healthy } from './doctor-world.ts';
import { notFound, openHealthyPlatform, tokenOfTheTenant } from './healthy-platform.ts';
import type { Env } from './run-operator.ts';

let platform: ScriptedPlatform;
const look = (check: string, changes: Env = {}, timeout?: number) => found(healthy(platform, changes), check, timeout);

beforeEach(async () => {
  platform = await openHealthyPlatform();
});
afterEach(() => platform.close());

describe('The hosts', () => {
  it('are asked once where one address stands for all of them', async () => {
    expect(await look('hosts')).toMatchObject([
      { level: 'ok', what: { en: expect.stringContaining(platform.url.origin) } },
    ]);
    expect(platform.asked.filter(({ method }) => method === 'HEAD')).toHaveLength(1);
  });

  it('are asked one by one where they differ, and any answer will do', async () => {
    const other = await openHealthyPlatform();
    other.on('/', html('', 404));
    const findings = await look('hosts', { FEISHU_ACCOUNTS_URL: other.url.origin });
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok']);
    await other.close();
  });

  it('that refuse connections could not be asked, and neither could whatever depends on them', async () => {
    const env = healthy(platform);
    await platform.close();
    expect(await found(env, 'hosts')).toMatchObject([
      { level: 'unasked', what: { en: expect.stringContaining('ECONNREFUSED') } },
    ]);
    for (const check of ['clock', 'credentials', 'redirect_accepted']) {
      expect(await found(env, check)).toMatchObject([
        { level: 'unasked', what: { en: 'cannot be asked: see “Hosts”' } },
      ]);
    }
    platform = await openHealthyPlatform();
  });

  it('whose name is unknown are told from hosts that are down', async () => {
    const [finding] = await look('hosts', { FEISHU_OPEN_URL: 'http://nowhere.invalid' });
    expect(finding).toMatchObject({ level: 'unasked', what: { zh: expect.stringContaining('域名解析失败') } });
  });

  it('that never answer are given up on', async () => {
    platform.on('/', silence);
    expect(await look('hosts', {}, 300)).toMatchObject([
      { level: 'unasked', what: { en: expect.stringContaining('does not answer in time') } },
    ]);
  });

  it('with a certificate nobody vouches for are a problem, with the way to add a root', async () => {
    const untrusted = await openHealthyPlatform(selfSigned());
    const [finding] = await look('hosts', { FEISHU_OPEN_URL: untrusted.url.origin });
    expect(finding).toMatchObject({
      level: 'problem',
      what: { en: expect.stringContaining('certificate is not trusted') },
      fix: { en: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    });
    await untrusted.close();
  });

  it('that speak no TLS where https was written are a problem', async () => {
    const [finding] = await look('hosts', { FEISHU_OPEN_URL: platform.url.origin.replace('http:', 'https:') });
    expect(finding).toMatchObject({ level: 'problem', what: { en: expect.stringContaining('does not speak TLS') } });
  });
});

describe('The clock', () => {
  const itsDateIs = (ahead: number) =>
    platform.on('/', html('', 200, { date: new Date(Date.now() + ahead).toUTCString() }));

  it('within seconds of the platform’s is well', async () => {
    itsDateIs(2_000);
    expect(await look('clock')).toMatchObject([{ level: 'ok' }]);
  });

  it('that is a minute behind should be set right', async () => {
    itsDateIs(60_000);
    const [finding] = await look('clock');
    expect(finding).toMatchObject({ level: 'warning', what: { en: expect.stringMatching(/^(59|60|61) s behind/) } });
  });

  it('that is ten minutes ahead must be', async () => {
    itsDateIs(-600_000);
    const [finding] = await look('clock');
    expect(finding).toMatchObject({
      level: 'problem',
      what: { en: '10 min ahead of the platform', zh: '比平台快 10 min' },
    });
  });

  it('cannot be compared with a platform that tells no time', async () => {
    platform.on('/', html('', 200, { date: 'today' }));
    expect(await look('clock')).toMatchObject([{ level: 'note' }]);
  });
});

describe('The credentials', () => {
  const internal = '/open-apis/auth/v3/tenant_access_token/internal';

  it('that bring both tokens are well, and are sent as documented', async () => {
    expect(await look('credentials')).toMatchObject([{ level: 'ok' }]);
    const sent = platform.asked.find(({ path }) => path === internal);
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      app_id: 'cli_a1b2c3d4e5f60718',
      app_secret: 'secret-of-the-app-0123456789',
    });
  });

  it.each([
    [10003, 'FEISHU_APP_ID'],
    [10005, 'FEISHU_APP_ID'],
    [10014, '版本管理与发布'],
    [10015, '凭证与基础信息'],
    [99991543, '凭证与基础信息'],
    [99991401, 'IP 白名单'],
  ])('refused with %i are a problem, and the fix says where', async (code, where) => {
    platform.on(internal, json({ code, msg: 'no' }));
    const [finding] = await look('credentials');
    expect(finding).toMatchObject({
      level: 'problem',
      platformCode: code,
      fix: { zh: expect.stringContaining(where) },
    });
    expect(finding?.meaning?.en).toBeTruthy();
  });

  it('refused with a number nobody documented are a problem that names it', async () => {
    platform.on(internal, json({ code: 77777, msg: 'no' }, 400));
    expect(await look('credentials')).toMatchObject([{ level: 'problem', platformCode: 77777 }]);
  });

  it('are not judged by a platform that is busy', async () => {
    platform.on(internal, json({ code: 99991400, msg: 'request trigger frequency limit' }, 429));
    expect(await look('credentials')).toMatchObject([{ level: 'unasked', platformCode: 99991400 }]);
  });

  it('are not judged by a gateway that answers in the platform’s place', async () => {
    platform.on(internal, html('<title>Sign in to the Wi-Fi</title>'));
    expect(await look('credentials')).toMatchObject([
      { level: 'unasked', fix: { en: expect.stringContaining('FEISHU_OPEN_URL') } },
    ]);
  });
});

describe('The redirect URLs', () => {
  it('are printed to the letter, the host without its slash too', async () => {
    const [finding] = await look('redirect_urls', { PUBLIC_URL: 'https://login.example.com' });
    expect(finding?.lines).toEqual([
      'https://login.example.com/auth/callback',
      'https://login.example.com/',
      'https://login.example.com/login',
      'https://login.example.com',
    ]);
    expect(finding?.what.en).toContain('开发者后台 → 安全设置 → 重定向 URL');
  });

  it('keep their port', async () => {
    const [listed] = await look('redirect_urls', { PUBLIC_URL: 'https://example.com:8443' });
    expect(listed?.lines?.[0]).toBe('https://example.com:8443/auth/callback');
  });
});

describe('Whether they are registered', () => {
  const authorize = '/open-apis/authen/v1/authorize';

  it('is told by the emulator’s page', async () => {
    expect(await look('redirect_accepted')).toMatchObject([{ level: 'ok' }]);
    const asked = platform.asked.filter(({ path }) => path === authorize).map(({ query }) => query.get('redirect_uri'));
    expect(asked.sort()).toEqual([
      `${platform.url.origin}/`,
      `${platform.url.origin}/auth/callback`,
      `${platform.url.origin}/login`,
    ]);
  });

  it('is denied by its page 20029, for exactly the addresses that are missing', async () => {
    const refused = html('<!doctype html><html data-page="error" data-code="20029">');
    const page = html('<!doctype html><html data-page="sign-in">');
    platform.on(authorize, (response, asked) =>
      (asked.query.get('redirect_uri')?.endsWith('/login') ? refused : page)(response, asked),
    );
    expect(await look('redirect_accepted')).toMatchObject([
      { level: 'problem', platformCode: 20029, lines: [`${platform.url.origin}/login`] },
    ]);
  });

  it('is certain when the page goes back there at once', async () => {
    platform.on(authorize, (response, asked) =>
      redirect(`${asked.query.get('redirect_uri')}?code=c&state=doctor`)(response, asked),
    );
    expect(await look('redirect_accepted')).toMatchObject([{ level: 'ok' }]);
  });

  it.each([
    ['a page without such marks', html('<html><script>"20029"</script>')],
    ['a redirect to somewhere else', redirect('https://accounts.feishu.cn/accounts/page/login')],
  ])('cannot be verified from %s', async (_what, reply) => {
    platform.on(authorize, reply);
    expect(await look('redirect_accepted')).toMatchObject([
      { level: 'note', what: { en: 'not verifiable from here' } },
    ]);
  });

  it('gives way to a worse refusal', async () => {
    platform.on(authorize, html('<html data-code="20042">'));
    expect(await look('redirect_accepted')).toMatchObject([{ level: 'problem', platformCode: 20042 }]);
  });
});

describe('The scopes', () => {
  const scopes = '/open-apis/application/v6/scopes';
  const wanted = { FEISHU_SCOPES: 'task:task:read contact:user.email:readonly' };
  const given = (list: Record<string, 1 | 2>) =>
    platform.on(
      scopes,
      json({
        code: 0,
        msg: 'success',
        data: { scopes: Object.entries(list).map(([scope_name, grant_status]) => ({ scope_name, grant_status })) },
      }),
    );

  it('need not be asked for where none are wanted', async () => {
    expect(await look('scopes')).toMatchObject([{ level: 'ok', what: { en: expect.stringContaining('is empty') } }]);
  });

  it('are well when all are granted, whatever else is', async () => {
    given({ 'task:task:read': 1, 'contact:user.email:readonly': 1, 'im:message': 2 });
    expect(await look('scopes', wanted)).toMatchObject([{ level: 'ok' }]);
    expect(platform.asked.find(({ path }) => path === scopes)?.headers.authorization).toBe(
      `Bearer ${tokenOfTheTenant}`,
    );
  });

  it('that are not enabled are named, each with its console page', async () => {
    given({ 'task:task:read': 1 });
    const [finding] = await look('scopes', wanted);
    expect(finding).toMatchObject({ level: 'problem', platformCode: 20027 });
    expect(finding?.lines).toEqual([
      `contact:user.email:readonly  ${platform.url.origin}/app/cli_a1b2c3d4e5f60718/auth?q=contact%3Auser.email%3Areadonly`,
    ]);
  });

  it('that wait for the organisation are told from those never enabled', async () => {
    given({ 'task:task:read': 2 });
    const findings = await look('scopes', wanted);
    expect(findings.map(({ lines }) => lines?.length)).toEqual([1, 1]);
    expect(findings[1]).toMatchObject({
      level: 'problem',
      lines: ['task:task:read'],
      fix: { zh: expect.stringContaining('管理员审核') },
    });
  });

  it('are listed for people where the platform does not tell', async () => {
    platform.on(scopes, notFound);
    expect(await look('scopes', wanted)).toMatchObject([
      { level: 'note', lines: ['task:task:read', 'contact:user.email:readonly'] },
    ]);
  });

  it('that tell of leavers are missed, though no sign-in needs them', async () => {
    expect(await look('leavers')).toMatchObject([{ level: 'ok' }]);
    given({ 'contact:contact:readonly_as_app': 1, 'contact:user.employee:readonly': 2 });
    expect(await look('leavers')).toMatchObject([{ level: 'warning', lines: ['contact:user.employee:readonly'] }]);
    given({});
    expect(await look('leavers')).toMatchObject([
      { level: 'warning', lines: ['contact:contact.base:readonly', 'contact:user.employee:readonly'] },
    ]);
  });

  it('that decide who may come in are missed where a rule needs them, and so is what the app does not see', async () => {
    const rules = { ALLOWED_DEPARTMENTS: 'od-1,rd', ALLOWED_GROUPS: 'g1', ALLOWED_PEOPLE: 'a@example.com' };
    const needed = [
      'contact:contact.base:readonly',
      'contact:user.department:readonly',
      'contact:department.base:readonly',
      'contact:group:readonly',
      'contact:user.email:readonly',
    ];
    given({});
    expect(await look('admission')).toMatchObject([{ level: 'ok' }]);
    expect(await look('admission', rules)).toMatchObject([{ level: 'problem', lines: needed }]);
    expect(await look('admission', { PERSON_FACTS: 'job_title' })).toMatchObject([
      { level: 'warning', lines: ['contact:contact.base:readonly', 'contact:user.employee:readonly'] },
    ]);
    given(Object.fromEntries(needed.map((name) => [name, 1 as const])));
    const data = (body: object) => json({ code: 0, msg: 'success', data: body });
    const [range, departments] = ['/open-apis/contact/v3/scopes', '/open-apis/contact/v3/departments/batch'];
    platform.on(range, data({ department_ids: ['od-9'], user_ids: [], group_ids: ['g1'], has_more: false }));
    platform.on(departments, data({ items: [{ open_department_id: 'od-1' }] }));
    expect(await look('admission', rules)).toMatchObject([{ level: 'ok' }]);
    platform.on(range, data({ department_ids: ['od-9'], has_more: false }));
    platform.on(departments, json({ code: 40_004, msg: 'no dept authority error' }, 403));
    expect(await look('admission', rules)).toMatchObject([{ level: 'problem', lines: ['od-1', 'rd', 'g1'] }]);
    platform.on(range, data({ has_more: false }));
    expect(await look('admission', rules)).toMatchObject([
      { level: 'problem', what: { en: 'the app’s contact range is empty' } },
    ]);
  });

  it('that tell who administers are missed where a group does, and so is whoever Feishu does not know', async () => {
    const data = (body: object) => json({ code: 0, msg: 'success', data: body });
    const [range, people] = ['/open-apis/contact/v3/scopes', '/open-apis/contact/v3/users'];
    given({});
    expect(await look('administrators')).toMatchObject([
      { level: 'ok', what: { en: expect.stringContaining('nobody') } },
    ]);
    expect(await look('administrators', { ADMINS: 'a@example.com' })).toMatchObject([{ level: 'ok' }]);
    expect(await look('administrators', { ADMIN_GROUPS: 'g1' })).toMatchObject([
      { level: 'problem', lines: ['contact:group:readonly'], meaning: { en: expect.stringContaining('Nobody') } },
    ]);
    given({ 'contact:group:readonly': 1 });
    platform.on(range, data({ group_ids: ['g1'], has_more: false }));
    expect(await look('administrators', { ADMIN_GROUPS: 'g1' })).toMatchObject([{ level: 'ok' }]);
    expect(await look('administrators', { ADMINS: 'group:g2', ADMIN_GROUPS: 'g1,g3' })).toMatchObject([
      { level: 'problem', lines: ['g2', 'g3'] },
    ]);
    platform.on(`${people}/ou_here`, data({ user: { status: { is_frozen: false } } }));
    platform.on(`${people}/ou_left`, data({ user: { status: { is_resigned: true } } }));
    platform.on(`${people}/on_none`, json({ code: 41_012, msg: 'user id invalid error' }, 400));
    platform.on(`${people}/ou_unseen`, json({ code: 41_050, msg: 'no user authority error' }, 400));
    expect(await look('administrators', { ADMINS: 'ou_here' })).toMatchObject([{ level: 'ok' }]);
    const findings = await look('administrators', { ADMINS: 'ou_here,ou_left,on_none,ou_unseen' });
    expect(findings).toMatchObject([
      { level: 'warning', lines: ['on_none', 'ou_unseen'] },
      { level: 'warning', lines: ['ou_left'] },
    ]);
    platform.on(`${people}/ou_here`, json({ code: 99_991_672, msg: 'Access denied' }, 400));
    expect(await look('administrators', { ADMINS: 'ou_here' })).toMatchObject([{ level: 'ok' }]);
  });

  it('that signing out of Feishu needs are missed where it is offered', async () => {
    const offered = { FEISHU_SIGN_OUT: 'true' };
    given({});
    expect(await look('sign_out')).toMatchObject([{ level: 'ok' }]);
    expect(await look('sign_out', offered)).toMatchObject([
      {
        level: 'problem',
        what: { en: 'passport:session:logout is missing' },
        fix: { zh: expect.stringContaining('权限管理') },
      },
    ]);
    given({ 'passport:session:logout': 2 });
    expect(await look('sign_out', offered)).toMatchObject([{ level: 'problem' }]);
    given({ 'passport:session:logout': 1 });
    expect(await look('sign_out', offered)).toMatchObject([{ level: 'ok' }]);
    platform.on(scopes, notFound);
    expect(await look('sign_out', offered)).toMatchObject([{ level: 'note', lines: ['passport:session:logout'] }]);
  });

  it('are asked for once, whoever wants to know', async () => {
    await look('scopes', wanted);
    expect(platform.asked.filter(({ path }) => path === scopes)).toHaveLength(1);
  });

  it('wait for the credentials', async () => {
    platform.on('/open-apis/auth/v3/tenant_access_token/internal', json({ code: 10015, msg: 'wrong app secret' }));
    expect(await look('scopes', wanted)).toMatchObject([{ level: 'note' }]);
    expect(await look('jsapi_ticket')).toMatchObject([{ level: 'note' }]);
  });
});

describe('The JSAPI ticket', () => {
  it('that can be fetched is well, and the trusted domain is named', async () => {
    expect(await look('jsapi_ticket')).toMatchObject([
      { level: 'ok', fix: { zh: expect.stringContaining('H5 可信域名') } },
    ]);
  });

  it('that is refused is a problem', async () => {
    platform.on('/open-apis/jssdk/ticket/get', json({ code: 99991401, msg: 'ip 1.2.3.4 is denied' }, 403));
    expect(await look('jsapi_ticket')).toMatchObject([{ level: 'problem', platformCode: 99991401 }]);
  });
});

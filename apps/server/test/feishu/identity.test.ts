import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { json, reset } from '../scripted-platform.ts';
import { appId, type FeishuStage, openFeishuStage, outcomeOf, paths, requestAccess, ttLogin } from './stage.ts';

describe('Who the platform says somebody is', () => {
  let stage: FeishuStage;
  beforeEach(async () => {
    stage = await openFeishuStage();
  });
  afterEach(() => stage.close());

  const says = (data: Record<string, unknown>) =>
    stage.platform.on(paths.userInfo, json({ code: 0, msg: 'success', data }));
  const identity = async (code = requestAccess) => (await stage.feishu.identify(code)).identity;

  it('is everything it says', async () => {
    says({
      open_id: 'ou_1',
      union_id: 'on_1',
      tenant_key: 't_1',
      user_id: 'e_1',
      name: '张三',
      en_name: 'Zhang San',
      avatar_url: 'https://s1-imfile.feishucdn.com/a.png',
      email: 'zhang@example.com',
      mobile: '+86130002883xx',
    });
    expect(await identity()).toEqual({
      appId,
      openId: 'ou_1',
      unionId: 'on_1',
      tenantKey: 't_1',
      employeeId: 'e_1',
      name: '张三',
      enName: 'Zhang San',
      avatarUrl: 'https://s1-imfile.feishucdn.com/a.png',
      email: 'zhang@example.com',
      mobile: '+86130002883xx',
    });
  });

  it('has the next name that shows something, and the organisation’s address where there is no other', async () => {
    says({ open_id: 'ou_1', name: '\u200b', en_name: 'Tom', email: '', enterprise_email: 'tom@corp.example.com' });
    expect(await identity()).toEqual({ appId, openId: 'ou_1', enName: 'Tom', email: 'tom@corp.example.com' });
  });

  it('may be an open id and nothing else', async () => {
    says({ open_id: 'ou_1' });
    expect(await identity()).toEqual({ appId, openId: 'ou_1' });
  });

  it.each([
    ['null', null],
    ['empty', ''],
    ['a number', 7],
    ['a list', ['x']],
    ['an object', { x: 1 }],
    ['of blanks and control characters', ' \u0000\u0007\n '],
  ])('E8: leaves out what is %s', async (_what, value) => {
    const fields = ['union_id', 'tenant_key', 'user_id', 'name', 'en_name', 'avatar_url', 'email', 'mobile'];
    says({ open_id: 'ou_1', ...Object.fromEntries(fields.map((field) => [field, value])) });
    expect(await identity()).toEqual({ appId, openId: 'ou_1' });
  });

  it('E3: never takes the union id of tokenLoginValidate for one', async () => {
    says({ open_id: 'ou_1' });
    expect(await identity(ttLogin)).toEqual({ appId, openId: 'ou_1' });
    says({ open_id: 'ou_1', union_id: 'on_1' });
    expect(await identity(ttLogin)).toMatchObject({ unionId: 'on_1' });
  });

  it('E5: is nobody when token and profile are of different people, and that is written down', async () => {
    says({ open_id: 'ou_2', name: '李四' });
    expect(await outcomeOf(stage.feishu.identify(ttLogin))).toMatchObject({
      code: 'upstream_unavailable',
      codeMayBeSpent: true,
    });
    stage.platform.on(paths.token, json({ code: 0, access_token: 'canary-user-token', open_id: 'ou_1' }));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject({ code: 'upstream_unavailable' });
    expect(stage.events).toEqual([
      { name: 'upstream.inconsistent', reason: 'open_id_differs' },
      { name: 'upstream.inconsistent', reason: 'open_id_differs' },
    ]);
  });

  it('M6: is unknown when it will not say after the exchange: the code is spent, whatever the reason', async () => {
    for (const answer of [
      reset,
      json({ code: 20005 }),
      json({ code: 20001 }),
      json({ code: 99991672 }, 400),
      json({ code: 7 }, 404),
    ]) {
      stage.platform.on(paths.userInfo, answer);
      expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject({
        code: 'upstream_unavailable',
        codeMayBeSpent: true,
      });
    }
  });

  it.each([
    ['www.feishu.cn/avatar/icon', 'https://www.feishu.cn/avatar/icon'],
    ['//cdn.example/a b.png', 'https://cdn.example/a%20b.png'],
    ['https://cdn.example/"><img onerror=alert(1)>', 'https://cdn.example/%22%3E%3Cimg%20onerror=alert(1)%3E'],
  ])('shows the picture %j as %s', async (avatarUrl, shown) => {
    says({ open_id: 'ou_1', avatar_url: avatarUrl });
    expect(await identity()).toMatchObject({ avatarUrl: shown });
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:image/png;base64,AA',
    'http://cdn.example/a.png',
    'https://',
    'blob:https://x/1',
    `https://cdn.example/${'a'.repeat(10_000)}`,
  ])('E12: shows no picture for %.40j', async (avatarUrl) => {
    says({ open_id: 'ou_1', avatar_url: avatarUrl });
    expect(await identity()).not.toHaveProperty('avatarUrl');
  });

  it('E7: may have a name of any letters, but not of a megabyte', async () => {
    for (const name of ['张三', 'Zoë Ångström', '👨‍👩‍👧 family', 'نور', '<b>x</b>', `O'Brien; --`]) {
      says({ open_id: 'ou_1', name });
      expect(await identity()).toMatchObject({ name });
    }
    says({ open_id: 'ou_1', name: '名'.repeat(15_000) });
    expect((await identity()).name).toBe('名'.repeat(200));
    says({ open_id: 'ou_1', name: '名'.repeat(400_000) });
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject({ code: 'upstream_unavailable' });
  });
});

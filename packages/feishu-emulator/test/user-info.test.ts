import { userInfoErrors } from '@feishu-login/feishu-types';
import { describe, expect, it } from '@jest/globals';
import { app, lisi, otherApp, outsider, startWorld, zhangsan } from './world.ts';

const everything = [
  'contact:user.email:readonly',
  'contact:user.employee:readonly',
  'contact:user.employee_id:readonly',
  'contact:user.phone:readonly',
];

describe('user_info', () => {
  it('gives every field whose scope the app has enabled', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { scopes: ['offline_access', ...everything] });
    const { status, body } = await world.userInfo((await world.signIn()).access);
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 0,
      msg: 'success',
      data: {
        name: '张三',
        en_name: 'Zhang San',
        avatar_url: expect.any(String),
        avatar_thumb: expect.any(String),
        avatar_middle: expect.any(String),
        avatar_big: expect.any(String),
        open_id: zhangsan,
        union_id: 'on_00000000000000000000000000000001',
        email: 'zhangsan@example.com',
        enterprise_email: 'zhangsan@corp.example.com',
        user_id: 'zhangsan',
        mobile: '+8613000000001',
        tenant_key: '736588c9260f175d',
        employee_no: '1001',
      },
    });
  });

  it('leaves gated fields out when no scope is enabled', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { scopes: ['offline_access'] });
    const { data } = (await world.userInfo((await world.signIn()).access)).body;
    for (const field of ['email', 'enterprise_email', 'user_id', 'mobile', 'employee_no']) {
      expect(data).not.toHaveProperty(field);
    }
  });

  it('keeps the telephone number to itself with the default seed', async () => {
    const world = await startWorld();
    expect((await world.userInfo((await world.signIn()).access)).body.data).not.toHaveProperty('mobile');
  });

  it('leaves out what the user does not have', async () => {
    const world = await startWorld();
    expect((await world.userInfo((await world.signIn({ open_id: lisi })).access)).body.data).not.toHaveProperty(
      'email',
    );
  });

  it('gives an empty text instead when a setting says so', async () => {
    const world = await startWorld({ settings: { empty_fields: 'empty' } });
    expect((await world.userInfo((await world.signIn({ open_id: lisi })).access)).body.data.email).toBe('');
  });

  it('gates by the token as well when a setting says so', async () => {
    const world = await startWorld({ settings: { field_gating: 'app_and_token' } });
    const without = await world.signIn();
    expect((await world.userInfo(without.access)).body.data).not.toHaveProperty('email');
    const granted = await world.signIn({ scopes: ['offline_access', 'contact:user.email:readonly'] });
    expect((await world.userInfo(granted.access)).body.data.email).toBe('zhangsan@example.com');
  });

  it('has no enterprise_email where the tenant does not use Feishu Mail', async () => {
    const world = await startWorld();
    await world.control('PATCH', `users/${outsider}`, { enterprise_email: 'x@corp.example.org' });
    const code = await world.code({ app_id: otherApp.client_id, open_id: outsider });
    const { access_token } = (await world.exchange(code, otherApp)).body;
    expect((await world.userInfo(access_token)).body.data).not.toHaveProperty('enterprise_email');
  });
});

describe('user_info refuses at HTTP 200', () => {
  it.each([
    [20021, 'resigned'],
    [20022, 'frozen'],
    [20023, 'unregistered'],
  ] as const)('with %i a user who is %s', async (code, status) => {
    const world = await startWorld();
    const { access } = await world.signIn();
    await world.control('PATCH', `users/${zhangsan}`, { status });
    expect(await world.userInfo(access)).toMatchObject({ status: 200, body: { code, msg: userInfoErrors[code].msg } });
  });

  it('with 20008 a user who is gone', async () => {
    const world = await startWorld();
    const { access } = await world.signIn({ open_id: lisi });
    await world.control('DELETE', `users/${lisi}`);
    expect(await world.userInfo(access)).toMatchObject({ status: 200, body: { code: 20008 } });
  });

  it('with 20001 a call without a token', async () => {
    const world = await startWorld();
    expect(await world.ask('/open-apis/authen/v1/user_info')).toMatchObject({ status: 200, body: { code: 20001 } });
  });

  it('with 20005 a token that is unknown, expired or withdrawn', async () => {
    const world = await startWorld();
    const expected = { status: 200, body: { code: 20005, msg: userInfoErrors[20005].msg } };
    expect(await world.userInfo('made-up')).toMatchObject(expected);
    const { access } = await world.signIn();
    await world.control('DELETE', 'grants', { open_id: zhangsan });
    expect(await world.userInfo(access)).toMatchObject(expected);
    const second = await world.signIn();
    await world.advance(7200);
    expect(await world.userInfo(second.access)).toMatchObject(expected);
  });

  it('with the gateway’s numbers when settings say so', async () => {
    const world = await startWorld({
      settings: { unknown_token_at_user_info: 99991668, expired_token_at_user_info: 99991677 },
    });
    const unknown = await world.userInfo('made-up');
    expect(unknown).toMatchObject({ status: 400, body: { code: 99991668, error: { log_id: expect.any(String) } } });
    const { access } = await world.signIn();
    await world.advance(7200);
    expect(await world.userInfo(access)).toMatchObject({ status: 401, body: { code: 99991677, msg: 'token expire' } });
  });
});

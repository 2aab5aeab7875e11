import { describe, expect, it } from '@jest/globals';
import { app, lisi, otherApp, startWorld, type World, wangwu, zhangsan, zhaoliu } from './world.ts';

const path = '/open-apis/mina/v2/tokenLoginValidate';

async function open(world: World, code: string, bearer?: string) {
  return world.ask(path, { json: { code }, bearer: bearer ?? (await world.appToken()) });
}

describe('tokenLoginValidate', () => {
  it('turns a tt.login code into a session that ends at an absolute time', async () => {
    const world = await startWorld();
    const { status, body } = await open(world, await world.code({ via: 'login' }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: 0,
      data: {
        open_id: zhangsan,
        employee_id: 'zhangsan',
        session_key: expect.stringMatching(/^[0-9a-f]{32}$/),
        tenant_key: '736588c9260f175d',
        access_token: expect.stringMatching(/^u-/),
        refresh_token: expect.stringMatching(/^ur-/),
      },
    });
    const left = body.data.expires_in - Date.now() / 1000;
    expect(left).toBeGreaterThan(7100);
    expect(left).toBeLessThan(7200);
    expect((await world.userInfo(body.data.access_token)).body.data.open_id).toBe(zhangsan);
  });

  it('hands out a union_id that is not the platform’s', async () => {
    const world = await startWorld();
    const { data } = (await open(world, await world.code({ via: 'login' }))).body;
    const real = (await world.userInfo(data.access_token)).body.data.union_id;
    expect(data.union_id).toMatch(/^ou_/);
    expect(data.union_id).not.toBe(real);
  });

  it('keeps employee_id to itself without its scope', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { scopes: [] });
    expect((await open(world, await world.code({ via: 'login' }))).body.data).not.toHaveProperty('employee_id');
  });

  it('is refreshed at the version 1 endpoint', async () => {
    const world = await startWorld();
    const { data } = (await open(world, await world.code({ via: 'login' }))).body;
    const refreshed = await world.ask('/open-apis/authen/v1/refresh_access_token', {
      json: { grant_type: 'refresh_token', refresh_token: data.refresh_token },
      bearer: await world.appToken(),
    });
    expect(refreshed.body).toMatchObject({ code: 0, data: { open_id: zhangsan } });
  });
});

describe('tokenLoginValidate refuses at HTTP 200', () => {
  it('with 10202 a missing, wrong or expired app token', async () => {
    const world = await startWorld();
    const code = await world.code({ via: 'login' });
    expect(await world.ask(path, { json: { code } })).toMatchObject({ status: 200, body: { code: 10202 } });
    expect((await open(world, code, 'nonsense')).body.code).toBe(10202);
    const bearer = await world.appToken();
    await world.advance(7200);
    expect((await open(world, code, bearer)).body).toEqual({ code: 10202, msg: 'access token invalid' });
  });

  it('with 10213 a code that is used, too old or another app’s', async () => {
    const world = await startWorld();
    const used = await world.code({ via: 'login' });
    await open(world, used);
    expect((await open(world, used)).body.code).toBe(10213);
    const other = await world.code({ via: 'login', app_id: otherApp.client_id });
    expect((await open(world, other)).body.code).toBe(10213);
    const old = await world.code({ via: 'login' });
    await world.advance(180);
    expect((await open(world, old)).body).toEqual({ code: 10213, msg: 'code appid not match' });
  });

  it('with 10226 a code it never gave, and one of requestAccess', async () => {
    const world = await startWorld();
    expect((await open(world, 'nobody-gave-this')).body.code).toBe(10226);
    const code = await world.code({ via: 'requestAccess' });
    expect((await open(world, code)).body).toEqual({ code: 10226, msg: 'invalid code' });
    await world.control('PATCH', 'settings', { request_access_code_at_gadget_session: 'accept' });
    expect((await open(world, code)).body.code).toBe(0);
  });

  it('with 10228 whoever may not use the app', async () => {
    const world = await startWorld();
    for (const open_id of [wangwu, zhaoliu]) {
      expect((await open(world, await world.code({ via: 'login', open_id }))).body.code).toBe(10228);
    }
    const code = await world.code({ via: 'login', open_id: lisi });
    await world.control('DELETE', `users/${lisi}`);
    expect((await open(world, code)).body.code).toBe(10228);
  });
});

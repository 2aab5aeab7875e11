import { describe, expect, it } from '@jest/globals';
import { app, lisi, otherApp, outsider, type Reply, startWorld, type World, zhangsan } from './world.ts';

interface Pair {
  name: string;
  token: string;
  refresh: string;
  /** What the endpoint says to each situation. */
  unknownCode: number;
  expiredCode: number;
  unavailable: number;
  notInstalled: number;
  unknownRefresh: number;
  usedRefresh: number;
  expiredRefresh: number;
  noAppToken: number;
  deadAppToken: number;
  badGrantType: number;
}

const pairs: Pair[] = [
  {
    name: 'oidc',
    token: '/open-apis/authen/v1/oidc/access_token',
    refresh: '/open-apis/authen/v1/oidc/refresh_access_token',
    unknownCode: 20003,
    expiredCode: 20004,
    unavailable: 20008,
    notInstalled: 20042,
    unknownRefresh: 20026,
    usedRefresh: 20038,
    expiredRefresh: 20037,
    noAppToken: 20014,
    deadAppToken: 20014,
    badGrantType: 20036,
  },
  {
    name: 'v1',
    token: '/open-apis/authen/v1/access_token',
    refresh: '/open-apis/authen/v1/refresh_access_token',
    unknownCode: 20007,
    expiredCode: 20007,
    unavailable: 20008,
    notInstalled: 20009,
    unknownRefresh: 20007,
    usedRefresh: 20007,
    expiredRefresh: 20007,
    noAppToken: 20025,
    deadAppToken: 20028,
    badGrantType: 20001,
  },
];

describe.each(pairs)('the historic $name endpoints', (pair) => {
  const exchange = async (world: World, code: string, more: object = {}, bearer?: string): Promise<Reply> =>
    world.ask(pair.token, {
      json: { grant_type: 'authorization_code', code, ...more },
      bearer: bearer ?? (await world.appToken()),
    });
  const refresh = async (world: World, refresh_token: string, more: object = {}): Promise<Reply> =>
    world.ask(pair.refresh, {
      json: { grant_type: 'refresh_token', refresh_token, ...more },
      bearer: await world.appToken(),
    });

  it('answer in an envelope, and always with a refresh token', async () => {
    const world = await startWorld();
    const { status, body } = await exchange(world, await world.code({ via: 'requestAuthCode' }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: 0,
      msg: 'success',
      data: {
        access_token: expect.stringMatching(/^u-.*[._]/),
        refresh_token: expect.stringMatching(/^ur-/),
        token_type: 'Bearer',
        expires_in: pair.name === 'oidc' ? 7199 : 7140,
        refresh_expires_in: pair.name === 'oidc' ? 2_591_999 : 2_591_940,
      },
    });
    expect((await world.userInfo(body.data.access_token)).body.data.open_id).toBe(zhangsan);
  });

  it('rotate the refresh token', async () => {
    const world = await startWorld();
    const first = (await exchange(world, await world.code({ via: 'authorize' }))).body.data;
    const second = await refresh(world, first.refresh_token);
    expect(second.body.data.refresh_token).not.toBe(first.refresh_token);
    expect(await refresh(world, first.refresh_token)).toMatchObject({ status: 200, body: { code: pair.usedRefresh } });
  });

  it('refuse codes that are unknown, used, expired or another app’s, at HTTP 200', async () => {
    const world = await startWorld();
    expect(await exchange(world, 'unknown')).toMatchObject({ status: 200, body: { code: pair.unknownCode } });
    const used = await world.code();
    await exchange(world, used);
    expect((await exchange(world, used)).body.code).toBe(pair.unknownCode);
    const other = await world.code({ app_id: otherApp.client_id, open_id: outsider });
    expect((await exchange(world, other)).body.code).toBe(20024);
    const old = await world.code();
    await world.advance(180);
    expect((await exchange(world, old)).body.code).toBe(pair.expiredCode);
  });

  it('refuse a tt.login code with 20007 unless a setting lets it pass', async () => {
    const world = await startWorld();
    const code = await world.code({ via: 'login' });
    expect((await exchange(world, code)).body.code).toBe(20007);
    await world.control('PATCH', 'settings', { login_code_at_v1: 'accept' });
    expect((await exchange(world, code)).body.code).toBe(0);
  });

  it.each([
    [20021, 'resigned'],
    [20022, 'frozen'],
    [20023, 'unregistered'],
  ] as const)('refuse with %i a user who is %s', async (code, status) => {
    const world = await startWorld();
    const minted = await world.code();
    const { refresh_token } = (await exchange(world, await world.code())).body.data;
    await world.control('PATCH', `users/${zhangsan}`, { status });
    expect((await exchange(world, minted)).body.code).toBe(code);
    expect((await refresh(world, refresh_token)).body.code).toBe(code);
  });

  it('refuse with 20008 a user who is gone, and with their own numbers one who may not use the app', async () => {
    const world = await startWorld();
    const code = await world.code({ open_id: lisi });
    await world.control('DELETE', `users/${lisi}`);
    expect((await exchange(world, code)).body.code).toBe(20008);
    expect((await exchange(world, await world.code({ open_id: outsider }))).body.code).toBe(pair.unavailable);
    await world.control('PUT', `apps/${app.client_id}`, { installed: false });
    expect((await exchange(world, await world.code())).body.code).toBe(pair.notInstalled);
  });

  it('refuse refresh tokens that are unknown, expired or another app’s', async () => {
    const world = await startWorld();
    expect((await refresh(world, 'unknown')).body.code).toBe(pair.unknownRefresh);
    const { refresh: v2 } = await world.signIn();
    expect((await refresh(world, v2)).body.code).toBe(pair.unknownRefresh);
    const { refresh_token } = (await exchange(world, await world.code())).body.data;
    const stranger = await world.ask(pair.refresh, {
      json: { grant_type: 'refresh_token', refresh_token },
      bearer: await world.appToken(otherApp),
    });
    expect(stranger.body.code).toBe(20024);
    await world.advance(31 * 24 * 3600);
    expect((await refresh(world, refresh_token)).body.code).toBe(pair.expiredRefresh);
  });

  it('refuse callers without a living app token', async () => {
    const world = await startWorld();
    const code = await world.code();
    const json = { grant_type: 'authorization_code', code };
    expect((await world.ask(pair.token, { json })).body.code).toBe(pair.noAppToken);
    expect((await exchange(world, code, {}, 't-dead')).body.code).toBe(pair.deadAppToken);
  });

  it('take the app token from the body as early clients sent it, unless strict', async () => {
    const world = await startWorld();
    const json = {
      grant_type: 'authorization_code',
      code: await world.code(),
      app_access_token: await world.appToken(),
    };
    await world.control('PATCH', 'settings', { strict: true });
    expect((await world.ask(pair.token, { json })).body.code).toBe(pair.noAppToken);
    await world.control('PATCH', 'settings', { strict: false });
    expect((await world.ask(pair.token, { json })).body.code).toBe(0);
  });

  it('refuse missing and foreign grant types and fields', async () => {
    const world = await startWorld();
    const code = await world.code();
    expect((await exchange(world, code, { grant_type: 'refresh_token' })).body.code).toBe(pair.badGrantType);
    expect((await exchange(world, code, { grant_type: undefined })).body.code).toBe(20001);
    expect((await exchange(world, '')).body.code).toBe(20001);
    expect((await refresh(world, '')).body.code).toBe(20001);
  });
});

describe('the historic v1 endpoint', () => {
  it('gives the profile beside the tokens, without employee_no', async () => {
    const world = await startWorld();
    const { data } = (
      await world.ask('/open-apis/authen/v1/access_token', {
        json: { grant_type: 'authorization_code', code: await world.code() },
        bearer: await world.appToken(),
      })
    ).body;
    expect(data).toMatchObject({ name: '张三', open_id: zhangsan, email: 'zhangsan@example.com' });
    expect(data).not.toHaveProperty('employee_no');
  });

  it('says 20050 at HTTP 500 when the platform fails', async () => {
    const world = await startWorld({ settings: { health: 'error' } });
    const reply = await world.ask('/open-apis/authen/v1/access_token', { json: {} });
    expect(reply).toMatchObject({ status: 500, body: { code: 20050, msg: 'System error' } });
  });
});

describe('the historic oidc endpoint', () => {
  it('says 20042 to a disabled app', async () => {
    const world = await startWorld();
    const bearer = await world.appToken();
    await world.control('PUT', `apps/${app.client_id}`, { enabled: false });
    const json = { grant_type: 'authorization_code', code: await world.code() };
    expect((await world.ask('/open-apis/authen/v1/oidc/access_token', { json, bearer })).body.code).toBe(20042);
  });

  it('lists every scope ever granted', async () => {
    const world = await startWorld();
    await world.code({ scopes: ['task:task:read'] });
    const json = { grant_type: 'authorization_code', code: await world.code({ via: 'requestAuthCode' }) };
    const { body } = await world.ask('/open-apis/authen/v1/oidc/access_token', {
      json,
      bearer: await world.appToken(),
    });
    expect(body.data.scope).toBe('auth:user.id:read task:task:read');
  });
});

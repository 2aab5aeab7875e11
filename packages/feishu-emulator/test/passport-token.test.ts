import { describe, expect, it } from '@jest/globals';
import { app, lisi, startWorld, type World, wangwu, zhangsan } from './world.ts';

const token = '/suite/passport/oauth/token';
const userinfo = '/suite/passport/oauth/userinfo';
const redirect_uri = 'https://a.example/cb';

const code = (world: World, more: object = {}) => world.code({ via: 'passport', redirect_uri, ...more });
const exchange = (world: World, value: string, more: Record<string, string> = {}) =>
  world.ask(token, { form: { grant_type: 'authorization_code', ...app, code: value, redirect_uri, ...more } });

describe('the passport host', () => {
  it('exchanges a code by form for flat JSON, and tells who it is', async () => {
    const world = await startWorld();
    const { status, body } = await exchange(world, await code(world));
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
      refresh_expires_in: 2_592_000,
    });
    const person = await world.ask(userinfo, { bearer: body.access_token });
    expect(person.body).toMatchObject({ sub: zhangsan, open_id: zhangsan, name: '张三', employee_no: '1001' });
    expect(person.body.picture).toBe(person.body.avatar_url);
    expect(person.body).not.toHaveProperty('enterprise_email');
  });

  it('refreshes with the refresh token alone, once', async () => {
    const world = await startWorld();
    const { refresh_token } = (await exchange(world, await code(world))).body;
    const form = { grant_type: 'refresh_token', refresh_token };
    expect((await world.ask(token, { form })).status).toBe(200);
    expect(await world.ask(token, { form })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('lets the secret be left out with a challenge only', async () => {
    const world = await startWorld();
    const code_challenge = 'c'.repeat(43);
    const form = { grant_type: 'authorization_code', client_id: app.client_id, redirect_uri };
    const bare = { ...form, code: await code(world) };
    expect((await world.ask(token, { form: bare })).body.error).toBe('invalid_client');
    const challenged = { ...form, code: await code(world, { code_challenge }), code_verifier: code_challenge };
    expect((await world.ask(token, { form: challenged })).status).toBe(200);
  });

  it.each([
    ['invalid_client', 'a wrong secret', async (w: World) => exchange(w, await code(w), { client_secret: 'x' })],
    ['invalid_grant', 'an unknown code', (w: World) => exchange(w, 'x')],
    [
      'invalid_grant',
      'another redirect_uri',
      async (w: World) => exchange(w, await code(w), { redirect_uri: 'https://b.example' }),
    ],
    [
      'invalid_grant',
      'a wrong verifier',
      async (w: World) =>
        exchange(w, await code(w, { code_challenge: 'c'.repeat(43) }), { code_verifier: 'd'.repeat(43) }),
    ],
    ['access_denied', 'a frozen user', async (w: World) => exchange(w, await code(w, { open_id: wangwu }))],
    ['unsupported_grant_type', 'another grant type', (w: World) => w.ask(token, { form: { grant_type: 'x' } })],
    ['invalid_token', 'an unknown access token', (w: World) => w.ask(userinfo, { bearer: 'x' })],
  ])('says %s to %s', async (error, _story, act) => {
    const world = await startWorld();
    const { status, body } = await act(world);
    expect(body).toEqual({ error, error_description: expect.any(String) });
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it('says access_denied about a user who has left since', async () => {
    const world = await startWorld();
    const { access_token } = (await exchange(world, await code(world, { open_id: lisi }))).body;
    await world.control('PATCH', `users/${lisi}`, { status: 'resigned' });
    expect((await world.ask(userinfo, { bearer: access_token })).body.error).toBe('access_denied');
  });

  it('hands out codes that version 2 takes too, without scopes', async () => {
    const world = await startWorld();
    await world.code({ scopes: ['task:task:read'] });
    expect((await world.exchange(await code(world))).body.scope).toBe('auth:user.id:read');
  });
});

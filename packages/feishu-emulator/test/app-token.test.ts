import { describe, expect, it } from '@jest/globals';
import { app, otherApp, startWorld, storeApp } from './world.ts';

const internal = '/open-apis/auth/v3/app_access_token/internal';
const tenant = '/open-apis/auth/v3/tenant_access_token/internal';
const credentials = { app_id: app.client_id, app_secret: app.client_secret };

describe('a self-built app', () => {
  it('gets one token that serves as app and tenant token', async () => {
    const world = await startWorld();
    const { status, body } = await world.ask(internal, { json: credentials });
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 0,
      msg: 'ok',
      app_access_token: expect.stringMatching(/^t-.{40}$/),
      tenant_access_token: body.app_access_token,
      expire: expect.closeTo(7200, -1),
    });
    const again = await world.ask(tenant, { json: credentials });
    expect(again.body).toEqual({
      code: 0,
      msg: 'ok',
      tenant_access_token: body.app_access_token,
      expire: expect.any(Number),
    });
  });

  it('gets the same token while half an hour is left, then a new one beside it', async () => {
    const world = await startWorld();
    const first = (await world.ask(tenant, { json: credentials })).body;
    await world.advance(5300);
    const second = (await world.ask(tenant, { json: credentials })).body;
    expect(second.tenant_access_token).toBe(first.tenant_access_token);
    expect(second.expire).toBeLessThanOrEqual(1900);
    await world.advance(200);
    const third = (await world.ask(tenant, { json: credentials })).body;
    expect(third.tenant_access_token).not.toBe(first.tenant_access_token);
    expect(third.expire).toBeGreaterThan(7100);
    // Both work until the old one ends by itself.
    const ticket = (bearer: string) => world.ask('/open-apis/jssdk/ticket/get', { method: 'POST', bearer });
    expect((await ticket(first.tenant_access_token)).body.code).toBe(0);
    expect((await ticket(third.tenant_access_token)).body.code).toBe(0);
    await world.advance(1800);
    expect((await ticket(first.tenant_access_token)).body.code).toBe(99991663);
  });

  it('has a token of its own beside another app', async () => {
    const world = await startWorld();
    expect(await world.appToken(app)).not.toBe(await world.appToken(otherApp));
  });

  it.each([
    [10003, 'without a secret', { app_id: app.client_id }],
    [10003, 'with a number for an id', { ...credentials, app_id: 7 }],
    [10003, 'with an id that is none', { ...credentials, app_id: 'cli_0' }],
    [10014, 'with an unknown id', { ...credentials, app_id: 'cli_0000000000000000' }],
    [10014, 'with a wrong secret', { ...credentials, app_secret: 'x' }],
    [10005, 'as a store app', { app_id: storeApp.client_id, app_secret: storeApp.client_secret }],
  ])('is told %i %s', async (code, _story, json) => {
    const world = await startWorld();
    expect((await world.ask(internal, { json })).body.code).toBe(code);
    expect((await world.ask(tenant, { json })).body.code).toBe(code);
  });

  // Seen on the platform from 2026-05 to 2026-09; 通用错误码 reads otherwise.
  it.each([
    ['an unknown id', { ...credentials, app_id: 'cli_0000000000000000' }, { code: 10014, msg: 'app id not exists' }],
    ['a wrong secret', { ...credentials, app_secret: 'x' }, { code: 10014, msg: 'app secret invalid' }],
    ['an id that is none', { ...credentials, app_id: 'nonsense' }, { code: 10003, data: {}, msg: 'invalid param' }],
    ['empty values', { app_id: '', app_secret: '' }, { code: 10003, data: {}, msg: 'invalid param' }],
    ['an empty body', {}, { code: 10003, data: {}, msg: 'invalid param' }],
  ])('hears of %s at HTTP 200, in these words', async (_story, json, body) => {
    const world = await startWorld();
    for (const path of [internal, tenant]) expect(await world.ask(path, { json })).toMatchObject({ status: 200, body });
    for (const path of [internal, tenant]) expect((await world.ask(path, { json })).body).toEqual(body);
  });

  it('hears the same where it sends no body at all', async () => {
    const world = await startWorld();
    const answer = { status: 200, body: { code: 10003, data: {}, msg: 'invalid param' } };
    expect(await world.ask(internal, { method: 'POST' })).toMatchObject(answer);
  });

  it('is told 10014 when it is disabled', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { enabled: false });
    expect((await world.ask(internal, { json: credentials })).body).toEqual({ code: 10014, msg: 'app unauthorized' });
  });

  it('may call with a slash at the end, by form, and by GET with a query', async () => {
    const world = await startWorld();
    const query = new URLSearchParams(credentials);
    for (const path of [internal, tenant]) {
      expect((await world.ask(`${path}/`, { json: credentials })).body.code).toBe(0);
      expect((await world.ask(path, { form: credentials })).body.code).toBe(0);
      expect((await world.ask(`${path}?${query}`)).body.code).toBe(0);
    }
  });

  it('may do nothing of that when strict', async () => {
    const world = await startWorld({ settings: { strict: true } });
    const query = new URLSearchParams(credentials);
    for (const path of [internal, tenant]) {
      expect((await world.ask(`${path}/`, { json: credentials })).body.code).toBe(10003);
      expect((await world.ask(path, { form: credentials })).body.code).toBe(10003);
      expect((await world.ask(`${path}?${query}`)).body.code).toBe(10003);
      expect((await world.ask(path, { json: credentials })).body.code).toBe(0);
    }
  });
});

describe('a store app', () => {
  const store = { app_id: storeApp.client_id, app_secret: storeApp.client_secret };

  it('needs the pushed ticket for its app token, and that for a tenant’s', async () => {
    const world = await startWorld();
    const app_ticket = world.state.appTokens.mintTicket(storeApp.client_id).value;
    const appToken = await world.ask('/open-apis/auth/v3/app_access_token', { json: { ...store, app_ticket } });
    expect(appToken.body).toEqual({
      code: 0,
      msg: 'success',
      app_access_token: expect.stringMatching(/^a-/),
      expire: expect.any(Number),
    });
    const { app_access_token } = appToken.body;
    const path = '/open-apis/auth/v3/tenant_access_token';
    const tokens = await Promise.all(
      ['736588c9260f175d', '2ed263bf32cf1651'].map((tenant_key) =>
        world.ask(path, { json: { app_access_token, tenant_key } }),
      ),
    );
    expect(tokens.map(({ body }) => body.code)).toEqual([0, 0]);
    expect(tokens[0]?.body.tenant_access_token).not.toBe(tokens[1]?.body.tenant_access_token);
  });

  it('is told 10012 without a living ticket of its own', async () => {
    const world = await startWorld();
    const path = '/open-apis/auth/v3/app_access_token';
    expect((await world.ask(path, { json: store })).body.code).toBe(10012);
    const app_ticket = world.state.appTokens.mintTicket(storeApp.client_id).value;
    await world.advance(3 * 3600);
    expect((await world.ask(path, { json: { ...store, app_ticket } })).body.code).toBe(10012);
  });

  it('is told 10013 for a tenant that has not installed it, or with a dead app token', async () => {
    const world = await startWorld();
    const app_ticket = world.state.appTokens.mintTicket(storeApp.client_id).value;
    const { body } = await world.ask('/open-apis/auth/v3/app_access_token', { json: { ...store, app_ticket } });
    const path = '/open-apis/auth/v3/tenant_access_token';
    const tenant_key = '736588c9260f175d';
    const elsewhere = { app_access_token: body.app_access_token, tenant_key: 'nowhere' };
    expect((await world.ask(path, { json: elsewhere })).body.code).toBe(10013);
    expect((await world.ask(path, { json: { app_access_token: 'a-dead', tenant_key } })).body.code).toBe(10013);
    expect((await world.ask(path, { json: { tenant_key } })).body.code).toBe(10003);
  });

  it('is told 10005 when a self-built app knocks here', async () => {
    const world = await startWorld();
    const json = { ...credentials, app_ticket: 'x' };
    expect((await world.ask('/open-apis/auth/v3/app_access_token', { json })).body.code).toBe(10005);
  });
});

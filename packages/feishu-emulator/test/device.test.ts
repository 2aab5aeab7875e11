import { describe, expect, it } from '@jest/globals';
import { Visitor } from './pages/visitor.ts';
import { app, otherApp, type Reply, startWorld, type World, zhangsan, zhaoliu } from './world.ts';

const begin = '/oauth/v1/device_authorization';
const registration = '/oauth/v1/app/registration';
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const basic = { authorization: `Basic ${btoa(`${app.client_id}:${app.client_secret}`)}` };

const start = async (world: World, scope = 'offline_access') =>
  (await world.ask(begin, { form: { client_id: app.client_id, scope }, headers: basic })).body;
const poll = (world: World, device_code: string, of = app): Promise<Reply> =>
  world.ask('/oauth/v3/token', { form: { ...of, grant_type: deviceGrant, device_code } });
const pathOf = (uri: string) => uri.slice(new URL(uri).origin.length);

/** A person opens the page and presses a button. */
async function decide(world: World, uri: string, decision: string, open_id = zhangsan) {
  const visitor = new Visitor(world);
  const here = pathOf(uri);
  await visitor.signIn(here, open_id);
  return visitor.press('device', here, { decision });
}

describe('device authorization', () => {
  it('is pending until a person has entered the code, signed in and allowed it', async () => {
    const world = await startWorld();
    const device = await start(world, 'offline_access task:task:read');
    expect(device).toEqual({
      device_code: expect.any(String),
      user_code: expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/),
      verification_uri: `${world.url}/oauth/v1/device/verify`,
      verification_uri_complete: `${world.url}/oauth/v1/device/verify?user_code=${device.user_code}`,
      expires_in: 600,
      interval: 5,
    });
    expect(await poll(world, device.device_code)).toMatchObject({
      status: 400,
      body: { error: 'authorization_pending' },
    });

    const visitor = new Visitor(world);
    expect((await visitor.open(pathOf(device.verification_uri))).page).toBe('device-code');
    const typed = `${pathOf(device.verification_uri)}?user_code=${device.user_code.toLowerCase().replace('-', '')}`;
    expect((await visitor.open(typed)).page).toBe('sign-in');
    expect((await visitor.signIn(typed, zhangsan)).location).toBe(typed);
    const consent = await visitor.open(typed);
    expect(consent.page).toBe('device-consent');
    expect(consent.html).toContain(device.user_code);
    expect((await visitor.press('device', typed, { decision: 'accept' })).page).toBe('device-approved');

    await world.advance(5);
    const { body } = await poll(world, device.device_code);
    expect(body).toMatchObject({ code: 0, token_type: 'Bearer', refresh_token: expect.any(String) });
    expect(body.scope).toBe('auth:user.id:read offline_access task:task:read');
    expect((await world.userInfo(body.access_token)).body.data.open_id).toBe(zhangsan);
    expect((await poll(world, device.device_code)).body.error).toBe('invalid_grant');
  });

  it('tells who polls too often to slow down, by five seconds each time', async () => {
    const world = await startWorld();
    const { device_code } = await start(world);
    const errorAfter = async (seconds: number) => {
      await world.advance(seconds);
      return (await poll(world, device_code)).body.error;
    };
    expect(await errorAfter(0)).toBe('authorization_pending');
    expect(await errorAfter(1)).toBe('slow_down');
    expect(await errorAfter(6)).toBe('slow_down');
    expect(await errorAfter(11)).toBe('slow_down');
    expect(await errorAfter(21)).toBe('authorization_pending');
  });

  it('ends with access_denied, and with expired_token after ten minutes', async () => {
    const world = await startWorld();
    const refused = await start(world);
    expect((await decide(world, refused.verification_uri_complete, 'refuse')).page).toBe('device-denied');
    expect((await poll(world, refused.device_code)).body.error).toBe('access_denied');
    const late = await start(world);
    await world.advance(601);
    expect((await decide(world, late.verification_uri_complete, 'accept')).page).toBe('device-code');
    expect(await poll(world, late.device_code)).toMatchObject({ status: 400, body: { error: 'expired_token' } });
  });

  it('is decided once, and by nobody who may not use the app', async () => {
    const world = await startWorld();
    const device = await start(world);
    const outside = await decide(world, device.verification_uri_complete, 'accept', zhaoliu);
    expect([outside.page, outside.code]).toEqual(['error', '20010']);
    expect((await poll(world, device.device_code)).body.error).toBe('authorization_pending');
    await decide(world, device.verification_uri_complete, 'refuse');
    expect((await decide(world, device.verification_uri_complete, 'accept')).page).toBe('device-code');
    expect((await poll(world, device.device_code)).body.error).toBe('access_denied');
  });

  it('hands its tokens to the app that began it alone', async () => {
    const world = await startWorld();
    const device = await start(world);
    await decide(world, device.verification_uri_complete, 'accept');
    expect((await poll(world, device.device_code, otherApp)).body.error).toBe('invalid_grant');
    expect((await poll(world, device.device_code)).body.code).toBe(0);
  });

  it('ends at version 2 as well, as the official cli does it', async () => {
    const world = await startWorld();
    const device = await start(world);
    await decide(world, device.verification_uri_complete, 'accept');
    const form = { ...app, grant_type: deviceGrant, device_code: device.device_code };
    expect((await world.ask('/open-apis/authen/v2/oauth/token', { form })).body.code).toBe(0);
  });

  it('asks nobody where auto_login and auto_consent are set', async () => {
    const world = await startWorld({ settings: { auto_login: zhangsan, auto_consent: true } });
    const device = await start(world);
    expect((await new Visitor(world).open(pathOf(device.verification_uri_complete))).page).toBe('device-approved');
    expect((await poll(world, device.device_code)).body.code).toBe(0);
  });

  it.each([
    [20001, 'without a client', { scope: 'offline_access' }],
    [20002, 'with a wrong secret', { ...app, client_secret: 'x' }],
    [20048, 'for an unknown app', { ...app, client_id: 'cli_0' }],
    [20068, 'for a scope the app has not enabled', { ...app, scope: 'calendar:calendar' }],
  ])('is refused with %i %s', async (code, _story, form) => {
    const world = await startWorld();
    expect(await world.ask(begin, { form })).toMatchObject({ status: 400, body: { code } });
  });

  it('is refused with 20063 without a body, 20069 to a disabled app, 20070 to a client named twice', async () => {
    const world = await startWorld();
    expect((await world.ask(begin, { method: 'POST' })).body.code).toBe(20063);
    expect((await world.ask(begin, { form: { ...app }, headers: basic })).body.code).toBe(20070);
    await world.control('PUT', `apps/${app.client_id}`, { enabled: false });
    expect((await world.ask(begin, { form: { ...app } })).body.code).toBe(20069);
  });

  it('goes with a reset and comes back with a snapshot', async () => {
    const world = await startWorld();
    const { device_code } = await start(world);
    const { id } = (await world.control('POST', 'snapshot')).body;
    await world.control('POST', 'reset');
    expect((await poll(world, device_code)).body.error).toBe('invalid_grant');
    await world.control('POST', 'restore', { id });
    expect((await poll(world, device_code)).body.error).toBe('authorization_pending');
  });
});

describe('an app registered by its user', () => {
  const ask = (world: World, form: Record<string, string>) => world.ask(registration, { form });
  const begun = { action: 'begin', archetype: 'PersonalAgent', auth_method: 'client_secret' };

  it('exists once the person has allowed it, and works', async () => {
    const world = await startWorld();
    expect((await ask(world, { action: 'init' })).status).toBe(200);
    const { body } = await ask(world, { ...begun, request_user_info: 'open_id tenant_brand' });
    expect(body).toMatchObject({ expire_in: 600, interval: 5, user_code: expect.any(String) });
    const poll = () => ask(world, { action: 'poll', device_code: body.device_code });
    expect(await poll()).toMatchObject({ status: 400, body: { error: 'authorization_pending' } });
    await decide(world, body.verification_uri_complete, 'accept');
    await world.advance(5);
    const { client_id, client_secret, user_info } = (await poll()).body;
    expect(client_id).toMatch(/^cli_[0-9a-f]{16}$/);
    expect(user_info).toEqual({ open_id: expect.stringMatching(/^ou_/), tenant_brand: 'feishu' });
    expect(await world.appToken({ client_id, client_secret })).toMatch(/^t-/);
    expect((await poll()).body.error).toBe('invalid_grant');
  });

  it('does not exist when the person refuses or takes too long; who hurries is told to slow down', async () => {
    const world = await startWorld();
    const refused = (await ask(world, begun)).body;
    await decide(world, refused.verification_uri_complete, 'refuse');
    expect((await ask(world, { action: 'poll', device_code: refused.device_code })).body.error).toBe('access_denied');
    const late = (await ask(world, begun)).body;
    const poll = async () => (await ask(world, { action: 'poll', device_code: late.device_code })).body.error;
    expect([await poll(), await poll()]).toEqual(['authorization_pending', 'slow_down']);
    await world.advance(601);
    expect(await poll()).toBe('expired_token');
  });

  it.each([
    [20001, {}],
    [20001, { action: 'poll' }],
    [20063, { action: 'begin' }],
    [20063, { action: 'dance' }],
  ])('is refused with %i for %j', async (code, form) => {
    const world = await startWorld();
    const sent = Object.keys(form).length > 0 ? form : { other: 'x' };
    expect((await ask(world, { ...sent })).body.code).toBe(code);
  });
});

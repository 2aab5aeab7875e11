import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { type Control, ControlRefused, createControl } from '../src/control-api/index.ts';
import { fingerprint } from '../src/index.ts';
import { app, lisi, startWorld, type World, zhangsan } from './world.ts';

async function controlled(): Promise<{ world: World; control: Control }> {
  const world = await startWorld();
  return { world, control: createControl(world.url) };
}

/** What a call was refused with. */
async function refusalOf(call: Promise<unknown>): Promise<ControlRefused> {
  const refused = await call.catch((error: unknown) => error);
  if (refused instanceof ControlRefused) return refused;
  throw new Error('The call was not refused', { cause: refused });
}

describe('the client of the control API', () => {
  it('mints a code that a server can exchange, and finds the exchange in the journal', async () => {
    const { world, control } = await controlled();
    const { code, expires_in, open_id } = await control.mintCode({ via: 'requestAccess', scopes: ['offline_access'] });
    expect([expires_in, open_id]).toEqual([180, zhangsan]);
    expect((await control.codes()).map(({ state }) => state)).toEqual(['live']);
    expect((await world.exchange(code)).status).toBe(200);
    expect((await control.codes()).map(({ state }) => state)).toEqual(['used']);
    const { entries, last } = await control.journal({ hash: fingerprint(code) });
    expect(entries).toMatchObject([{ path: '/open-apis/authen/v2/oauth/token', status: 200, committed: true }]);
    expect((await control.journal({ since: last })).entries).toEqual([]);
    await control.clearJournal();
    expect((await control.journal()).entries).toEqual([]);
  });

  it('adds, changes and takes away people', async () => {
    const { control } = await controlled();
    expect(await control.addUser({ open_id: 'ou_new', name: '新人' })).toMatchObject({
      name: '新人',
      status: 'active',
    });
    expect(await control.changeUser('ou_new', { status: 'frozen' })).toMatchObject({ status: 'frozen' });
    await control.removeUser('ou_new', { push: false });
    expect((await control.users()).map(({ open_id }) => open_id)).not.toContain('ou_new');
  });

  it('sets up apps, and ends their tokens', async () => {
    const { world, control } = await controlled();
    expect(await control.changeApp('cli_mine', { app_secret: 's', encrypt_key: 'k' })).toMatchObject({
      app_id: 'cli_mine',
      encrypted: true,
    });
    await control.removeApp('cli_mine');
    expect((await control.state()).apps.map(({ app_id }) => app_id)).not.toContain('cli_mine');
    const token = await world.appToken();
    await control.revokeAppTokens(app.client_id);
    const path = '/open-apis/authen/v1/oidc/access_token';
    expect((await world.ask(path, { json: {}, bearer: token })).body.code).toBe(20014);
  });

  it('shows and withdraws what people allowed', async () => {
    const { control } = await controlled();
    await control.mintCode({ open_id: lisi, scopes: ['offline_access'] });
    expect(await control.grants()).toMatchObject([{ open_id: lisi, scopes: ['offline_access'] }]);
    await control.withdrawGrant({ open_id: lisi });
    expect(await control.grants()).toEqual([]);
  });

  it('plans faults and calls them off', async () => {
    const { world, control } = await controlled();
    const { id } = await control.addFault({ fault: 'http-500', times: 1 });
    expect((await world.exchange('any')).status).toBe(500);
    const { faults, catalogue } = await control.faults();
    expect(faults).toMatchObject([{ id, struck: 1 }]);
    expect(catalogue.map(({ fault }) => fault)).toContain('http-500');
    await control.removeFault(id);
    await control.addFault({ fault: 'redirect' });
    await control.clearFaults();
    expect((await control.state()).faults).toEqual([]);
    expect(await control.trapped()).toBe(0);
  });

  it('moves the clock and turns the switches', async () => {
    const { control } = await controlled();
    expect((await control.moveClock({ set: '2030-01-01T00:00:00Z' })).now).toMatch(/^2030-01-01T00:00:0/);
    await control.moveClock({ advance_seconds: 3600 });
    expect((await control.clock()).now).toMatch(/^2030-01-01T01:00:0/);
    expect((await control.changeSettings({ strict: true })).strict).toBe(true);
    expect((await control.changeSetting('strict', false)).strict).toBe(false);
    expect((await control.settings()).defaults.strict).toBe(false);
  });

  it('brings back a moment, and the seed', async () => {
    const { control } = await controlled();
    const name = async () => (await control.users())[0]?.name;
    await control.changeUser(zhangsan, { name: '二' });
    const snapshot = await control.snapshot();
    await control.changeUser(zhangsan, { name: '三' });
    await control.restore(snapshot);
    expect(await name()).toBe('二');
    await control.reset();
    expect(await name()).toBe('张三');
  });

  it('pushes events and tells what can be pushed and what is emulated', async () => {
    const { control } = await controlled();
    await control.changeApp(app.client_id, { event_url: 'http://127.0.0.1:9/' });
    await control.pushEvent({ type: 'contact.user.updated_v3', open_id: lisi });
    const { deliveries, types } = await control.events();
    expect(types).toContain('contact.user.updated_v3');
    expect(deliveries).toMatchObject([{ type: 'contact.user.updated_v3', ok: false }]);
    expect((await control.coverage()).endpoints.map(({ path }) => path)).toContain('/open-apis/authen/v2/oauth/token');
  });
});

describe('what the control API refuses', () => {
  it('is thrown with its own words, status and code', async () => {
    const { world, control } = await controlled();
    const unknown = await refusalOf(control.changeUser('ou_x', { available: false }));
    expect(unknown).toMatchObject({
      call: `PATCH ${world.url}/_emulator/users/ou_x`,
      status: 404,
      code: 'not_found',
      message: 'There is no user "ou_x". GET /_emulator/users lists them.',
    });
    const unfit = await refusalOf(control.changeSetting('strict', 'yes'));
    expect(unfit).toMatchObject({ status: 400, code: 'invalid_request', message: expect.stringMatching(/^strict: /) });
  });

  it('is told from the answer of something that is no emulator', async () => {
    const other = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const refused = await refusalOf(createControl(`http://127.0.0.1:${port}/`).state());
    other.close();
    expect(refused).toMatchObject({ status: 200, code: undefined });
    expect(refused.message).toContain(`GET http://127.0.0.1:${port}/_emulator/state answered 200`);
  });
});

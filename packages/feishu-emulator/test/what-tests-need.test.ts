import { describe, expect, it } from '@jest/globals';
import { createControl, NoSuchRequest } from '../src/control-api/index.ts';
import { startEmulator } from '../src/index.ts';
import { app, lisi, otherApp, outsider, startWorld, type World, zhangsan } from './world.ts';

const tokens = '/open-apis/authen/v2/oauth/token';
const controlOf = (world: World) => createControl(world.url);

describe('the journal', () => {
  it('is filtered by method, path, status, code, person and fault', async () => {
    const world = await startWorld();
    const control = controlOf(world);
    await world.signIn();
    await world.signIn({ open_id: lisi });
    await world.exchange('x');
    await control.addFault({ fault: 'http-502', times: 1 });
    await world.userInfo('x');
    const found = async (query: object) => (await control.journal(query)).entries.length;
    expect(await found({ method: 'post' })).toBe(3);
    expect(await found({ path: tokens })).toBe(3);
    expect(await found({ status: 400 })).toBe(1);
    expect(await found({ code: 20003 })).toBe(1);
    expect(await found({ code: 0, open_id: lisi })).toBe(1);
    expect(await found({ fault: 'http-502' })).toBe(1);
    expect(await found({ method: 'GET', path: tokens })).toBe(0);
  });

  it('knows a person by any app’s open id', async () => {
    const world = await startWorld();
    const { users } = (await world.control('GET', 'users')).body;
    const [, , , , { open_ids }] = users;
    const theirs = open_ids[otherApp.client_id];
    const code = await world.code({ app_id: otherApp.client_id, open_id: outsider });
    await world.exchange(code, otherApp);
    expect(await world.journal(`?open_id=${outsider}`)).toHaveLength(1);
    expect(await world.journal(`?open_id=${theirs}`)).toHaveLength(1);
  });

  it('waits for what has not been asked yet, and answers as soon as it is', async () => {
    const world = await startWorld();
    const waiting = world.journal(`?path=${tokens}&wait=20`);
    await world.userInfo('x');
    await world.exchange('x');
    expect(await waiting).toMatchObject([{ path: tokens }]);
  });

  it('gives up waiting when the time is over', async () => {
    const world = await startWorld();
    expect(await world.journal('?wait=0.05')).toEqual([]);
    expect((await world.ask('/_emulator/journal?wait=900')).body.error.message).toContain('wait');
  });

  it('shows bodies without secrets, codes and tokens, even where an answer repeats them', async () => {
    const world = await startWorld();
    const code = await world.code({ scopes: ['offline_access'] });
    const { access_token, refresh_token } = (await world.exchange(code)).body;
    await controlOf(world).addFault({ fault: 'echo-request', times: 1 });
    await world.refresh(refresh_token);
    await world.userInfo(access_token);
    const entries = await world.journal();
    expect(entries[0].request).toEqual({
      client_id: app.client_id,
      client_secret: '***',
      grant_type: 'authorization_code',
      code: '***',
    });
    expect(entries[0].response).toMatchObject({ code: 0, access_token: '***', refresh_token: '***', expires_in: 7200 });
    expect(entries[1].response.msg).toContain('***');
    expect(entries[2].response.data.open_id).toBe(zhangsan);
    const written = JSON.stringify(entries);
    for (const secret of [code, access_token, refresh_token, app.client_secret]) expect(written).not.toContain(secret);
  });
});

describe('expectRequest', () => {
  it('resolves with the call, made before or after', async () => {
    const world = await startWorld();
    const control = controlOf(world);
    const coming = control.expectRequest({ path: tokens, code: 20003 });
    await world.exchange('x');
    expect(await coming).toMatchObject({ method: 'POST', status: 400 });
    expect(await control.expectRequest({ code: 20003 })).toMatchObject({ path: tokens });
  });

  it('says what was asked instead', async () => {
    const world = await startWorld();
    await world.exchange('x');
    const waiting = controlOf(world).expectRequest({ path: '/nowhere', timeout: 0.05 });
    await expect(waiting).rejects.toThrow(NoSuchRequest);
    await expect(waiting).rejects.toThrow(`POST ${tokens} 400 code 20003`);
  });
});

describe('a frozen clock', () => {
  it('stands still, moves by hand, and goes on from there', async () => {
    const world = await startWorld();
    const control = controlOf(world);
    const { milliseconds } = await control.moveClock({ frozen: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await control.clock()).toMatchObject({ milliseconds, frozen: true });
    expect(await control.moveClock({ advance_seconds: 60 })).toMatchObject({ milliseconds: milliseconds + 60_000 });
    expect(await control.moveClock({ frozen: false, set: '2031-01-01T00:00:00Z' })).toMatchObject({ frozen: false });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await control.clock()).milliseconds).toBeGreaterThan(Date.UTC(2031, 0, 1));
    await control.moveClock({ frozen: true });
    await control.reset();
    expect(await control.clock()).toMatchObject({ frozen: false });
  });
});

describe('the state as a seed', () => {
  it('brings people, apps and switches back in another emulator', async () => {
    const world = await startWorld();
    const control = controlOf(world);
    await control.changeUser(zhangsan, { status: 'frozen', email: null });
    await control.addUser({ open_id: 'ou_new', name: '孙七' });
    await control.changeApp(app.client_id, { redirect_urls: ['https://a.example/cb'] });
    await control.changeSettings({ strict: true });
    const seed = await control.seed();
    expect(seed.settings).toEqual({ strict: true });
    const second = await startEmulator({ seed });
    expect(second.state.seed()).toEqual(seed);
    expect(second.state.users.all()).toEqual(world.state.users.all());
    expect(second.state.apps.all()).toEqual(world.state.apps.all());
    await second.close();
  });
});

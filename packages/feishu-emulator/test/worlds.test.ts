import { describe, expect, it } from '@jest/globals';
import { WSClient } from '@larksuiteoapi/node-sdk';
import { createControl } from '../src/control-api/index.ts';
import { app, startWorld, zhangsan } from './world.ts';

const tokens = '/open-apis/authen/v2/oauth/token';
const authorize = `/open-apis/authen/v1/authorize?client_id=${app.client_id}&redirect_uri=${encodeURIComponent('http://localhost:3000/auth/callback')}`;

describe('worlds', () => {
  it('have people, codes, faults, settings, clock and journal of their own', async () => {
    const world = await startWorld();
    const [one, two] = ['one', 'two'].map((name) => createControl(`${world.url}/w/${name}`));
    await one?.changeUser(zhangsan, { status: 'frozen' });
    await one?.changeSettings({ strict: true });
    await one?.addFault({ fault: 'http-503' });
    await one?.moveClock({ advance_seconds: 3600 });
    const minted = await one?.mintCode();
    const json = { ...app, grant_type: 'authorization_code', code: minted?.code };
    expect((await world.ask(`/w/two${tokens}`, { json })).body.code).toBe(20003);
    expect((await world.ask(tokens, { json })).body.code).toBe(20003);
    expect((await world.ask(`/w/one${tokens}`, { json })).status).toBe(503);
    const state = await two?.state();
    expect(state?.users[0]?.status).toBe('active');
    expect(state?.faults).toEqual([]);
    expect(state?.settings.strict).toBe(false);
    expect(Math.abs(Date.parse(state?.clock.now ?? '') - Date.now())).toBeLessThan(60_000);
    expect((await two?.journal())?.entries).toHaveLength(1);
    expect(await world.journal()).toHaveLength(1);
  });

  it('may be named by a header as well', async () => {
    const world = await startWorld();
    const headers = { 'x-emulator-world': 'mine' };
    await world.ask('/_emulator/settings', { method: 'PATCH', json: { strict: true }, headers });
    expect(world.emulator.world('mine').state.settings.values.strict).toBe(true);
    expect(world.state.settings.values.strict).toBe(false);
  });

  it('are listed and ended by the control API, and begin anew after that', async () => {
    const world = await startWorld();
    const control = createControl(world.url);
    await createControl(`${world.url}/w/a`).changeSettings({ strict: true });
    expect(await control.worlds()).toEqual([{ name: 'a', path: '/w/a/' }]);
    await control.removeWorld('a');
    expect(await control.worlds()).toEqual([]);
    expect((await createControl(`${world.url}/w/a`).settings()).strict).toBe(false);
    await expect(control.removeWorld('b')).rejects.toThrow('no world "b"');
  });

  it('are bounded in number, and their names are checked', async () => {
    const world = await startWorld();
    for (let n = 0; n < 100; n += 1) world.emulator.world(`w${n}`);
    expect((await world.ask('/w/one-more/healthz')).status).toBe(409);
    expect((await world.ask('/w/w7/healthz')).body).toEqual({ status: 'ok' });
    expect((await world.ask('/w/%20/healthz')).body.error.message).toContain('no name');
    expect(() => world.emulator.world('one-more')).toThrow('one-more');
  });

  it('keep a browser inside: pages, forms, cookies and redirects', async () => {
    const world = await startWorld();
    const page = (await fetch(`${world.url}/w/mine${authorize}`)).text();
    const links = [...(await page).matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(link).toMatch(/^\/w\/mine\//);
    const pressed = await world.ask('/w/mine/_emulator/accounts/sign-in', {
      form: { here: authorize, open_id: zhangsan },
    });
    expect(pressed.headers.get('location')).toMatch(/^\/w\/mine\/open-apis\/authen\/v1\/authorize/);
    expect(pressed.headers.get('set-cookie')).toContain('Path=/w/mine/;');
    const device = await world.ask('/w/mine/oauth/v1/device_authorization', { form: app });
    expect(device.body.verification_uri).toBe(`${world.url}/w/mine/oauth/v1/device/verify`);
  });

  it('do not believe a prefix that a caller makes up', async () => {
    const world = await startWorld();
    const headers = { 'x-emulator-prefix': '//evil.example' };
    expect((await world.ask(authorize, { headers })).body).not.toContain('evil.example');
  });

  it('let long connections in to the world that invited them', async () => {
    const world = await startWorld();
    const { state, url } = world.emulator.world('mine');
    const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {}, trace: () => {} };
    const client = new WSClient({ appId: app.client_id, appSecret: app.client_secret, domain: url, logger: quiet });
    const { EventDispatcher } = await import('@larksuiteoapi/node-sdk');
    await client.start({ eventDispatcher: new EventDispatcher({ logger: quiet }) });
    for (let n = 0; n < 100 && !state.connections.has(app.client_id); n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect([state.connections.count(app.client_id), world.state.connections.count(app.client_id)]).toEqual([1, 0]);
    client.close();
  });
});

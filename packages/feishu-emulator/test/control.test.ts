import { describe, expect, it } from '@jest/globals';
import { settingSpecs } from '../src/state/setting-specs.ts';
import { settingDefaults } from '../src/state/settings.ts';
import { app, lisi, otherApp, startWorld, type World, wangwu, zhangsan } from './world.ts';

describe('codes', () => {
  it.each([
    ['requestAccess', 180],
    ['login', 180],
    ['requestAuthCode', 300],
    ['authorize', 300],
    ['passport', 300],
  ])('of %s live %i seconds and are 64 characters long', async (via, seconds) => {
    const world = await startWorld();
    const { body } = await world.control('POST', 'codes', { via });
    expect(body).toMatchObject({ code: expect.stringMatching(/^[\w-]{64}$/), expires_in: seconds });
  });

  it('are for the first app and user, or whoever is named or signed in', async () => {
    const world = await startWorld();
    expect((await world.control('POST', 'codes', {})).body).toMatchObject({ app_id: app.client_id, open_id: zhangsan });
    expect((await world.control('POST', 'codes', { open_id: lisi })).body.open_id).toBe(lisi);
    await world.control('PATCH', 'settings', { auto_login: lisi });
    expect((await world.control('POST', 'codes', {})).body.open_id).toBe(lisi);
    const other = await world.control('POST', 'codes', { app_id: otherApp.client_id });
    expect(other.body.app_id).toBe(otherApp.client_id);
  });

  it('are not given for scopes the app has not enabled, nor for strangers', async () => {
    const world = await startWorld();
    const closed = await world.control('POST', 'codes', { scopes: ['docx:document'] });
    expect(closed.status).toBe(400);
    expect(closed.body.error.message).toContain('20027');
    expect((await world.control('POST', 'codes', { open_id: 'ou_x' })).status).toBe(404);
    expect((await world.control('POST', 'codes', { app_id: 'cli_x' })).status).toBe(404);
    expect((await world.control('POST', 'codes', { via: 'telepathy' })).body.error.message).toMatch(/^via: /);
  });

  it('are given for people who cannot use them, so that the refusal can be seen', async () => {
    const world = await startWorld();
    expect((await world.exchange(await world.code({ open_id: wangwu }))).body.code).toBe(20066);
  });

  it('are listed with what became of them', async () => {
    const world = await startWorld();
    await world.exchange(await world.code());
    await world.code();
    const { codes } = (await world.ask('/_emulator/codes')).body;
    expect(codes.map((code: { state: string }) => code.state)).toEqual(['live', 'used']);
  });
});

describe('users', () => {
  it('are added, changed and taken away', async () => {
    const world = await startWorld();
    const added = await world.control('POST', 'users', { open_id: 'ou_new', name: '新人', email: 'new@example.com' });
    expect(added.body).toMatchObject({ open_id: 'ou_new', name: '新人', status: 'active', available: true });
    const { access } = await world.signIn({ open_id: 'ou_new' });
    await world.control('PATCH', 'users/ou_new', { name: '老人' });
    expect((await world.userInfo(access)).body.data).toMatchObject({ name: '老人', email: 'new@example.com' });
    await world.control('PATCH', 'settings', { auto_login: 'ou_new' });
    expect((await world.control('DELETE', 'users/ou_new')).status).toBe(204);
    expect((await world.control('GET', 'settings')).body.auto_login).toBeNull();
    expect((await world.control('PATCH', 'users/ou_new', {})).status).toBe(404);
  });

  it('are found by the open id of any app', async () => {
    const world = await startWorld();
    const { users } = (await world.ask('/_emulator/users')).body;
    const other = users[0].open_ids[otherApp.client_id];
    expect(other).not.toBe(zhangsan);
    expect((await world.control('PATCH', `users/${other}`, { name: '张三丰' })).body.open_id).toBe(zhangsan);
  });

  it('with an unknown field or status are refused by its name', async () => {
    const world = await startWorld();
    expect((await world.control('PATCH', `users/${lisi}`, { status: 'asleep' })).body.error.message).toMatch(
      /^status: /,
    );
    expect((await world.control('PATCH', `users/${lisi}`, { nick: 'x' })).body.error.message).toContain('nick');
  });
});

describe('apps', () => {
  it('are made and changed without touching what is not named', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { app_secret: 'new-secret' });
    const code = await world.code();
    expect((await world.exchange(code)).body.code).toBe(20002);
    expect((await world.exchange(code, { client_secret: 'new-secret' })).status).toBe(200);
    const made = await world.control('PUT', 'apps/cli_mine', { app_secret: 's', redirect_urls: ['http://a.example/'] });
    expect(made.body).toMatchObject({ app_id: 'cli_mine', enabled: true, redirect_urls: ['http://a.example/'] });
    expect(JSON.stringify(made.body)).not.toContain('app_secret');
    expect((await world.control('DELETE', 'apps/cli_mine')).status).toBe(204);
  });
});

describe('settings', () => {
  it('are shown with their defaults and what they decide', async () => {
    const world = await startWorld();
    const { body } = await world.ask('/_emulator/settings');
    expect(body).toMatchObject({ ...settingDefaults, defaults: settingDefaults });
    expect(Object.keys(body.about)).toEqual(Object.keys(settingSpecs));
  });

  it('are changed one by one, and checked', async () => {
    const world = await startWorld();
    expect((await world.control('PATCH', 'settings', { strict: true })).body.strict).toBe(true);
    expect((await world.control('PATCH', 'settings', { rate_limits: true })).body.strict).toBe(true);
    expect((await world.control('PATCH', 'settings', { strict: 'yes' })).body.error.message).toMatch(/^strict: /);
    expect((await world.control('PATCH', 'settings', { speed: 9 })).status).toBe(400);
  });
});

describe('the clock', () => {
  it('is set and advanced', async () => {
    const world = await startWorld();
    const set = await world.control('POST', 'clock', { set: '2030-01-01T00:00:00Z' });
    expect(set.body.now).toMatch(/^2030-01-01T00:00:00/);
    expect((await world.advance(3600)).body.now).toMatch(/^2030-01-01T01:00:00/);
    expect((await world.ask('/_emulator/clock')).body.now).toMatch(/^2030-01-01T01:00:0/);
    expect((await world.control('POST', 'clock', {})).status).toBe(400);
  });
});

describe('reset, snapshot and restore', () => {
  it('go back to the seed with everything', async () => {
    const world = await startWorld();
    const code = await world.code();
    await world.control('PATCH', `users/${zhangsan}`, { name: '改' });
    await world.control('PATCH', 'settings', { strict: true });
    await world.control('POST', 'faults', { fault: 'http-500' });
    await world.advance(10_000);
    await world.control('POST', 'reset');
    expect((await world.exchange(code)).body.code).toBe(20003);
    const { body } = await world.ask('/_emulator/state');
    expect(body.users[0].name).toBe('张三');
    expect(body.settings.strict).toBe(false);
    expect(body.faults).toEqual([]);
    expect(Math.abs(Date.parse(body.clock.now) - Date.now())).toBeLessThan(1000);
  });

  it('bring back a moment, as often as wanted', async () => {
    const world = await startWorld();
    const code = await world.code();
    const { id } = (await world.control('POST', 'snapshot')).body;
    for (let n = 0; n < 2; n += 1) {
      expect((await world.exchange(code)).status).toBe(200);
      expect((await world.exchange(code)).body.code).toBe(20065);
      await world.advance(1000);
      expect((await world.control('POST', 'restore', { id })).status).toBe(200);
    }
    expect((await world.control('POST', 'restore', { id: 'nope' })).status).toBe(404);
  });
});

describe('the trap', () => {
  const trapped = async (world: World) => (await world.ask('/_emulator/trapped')).body;

  it('forgets who stepped into it on reset', async () => {
    const world = await startWorld();
    await world.ask('/_emulator/trap/anywhere');
    await world.control('POST', 'reset');
    expect(await trapped(world)).toEqual({ trapped: 0 });
  });

  it('counts on from where the snapshot was taken', async () => {
    const world = await startWorld();
    await world.ask('/_emulator/trap');
    const { id } = (await world.control('POST', 'snapshot')).body;
    await world.ask('/_emulator/trap');
    await world.control('POST', 'restore', { id });
    expect(await trapped(world)).toEqual({ trapped: 1 });
    expect((await world.ask('/_emulator/trap')).body).toEqual({ trapped: 2 });
  });
});

describe('a reset', () => {
  it('comes back to what the starter set up for the seed’s apps, and to nothing set up later', async () => {
    const redirect_urls = ['http://localhost:4711/auth/callback'];
    const world = await startWorld({ apps: { [app.client_id]: { redirect_urls, encrypt_key: 'a-key' } } });
    const seen = async () => (await world.ask('/_emulator/state')).body.apps[0];
    const before = await seen();
    expect(before).toMatchObject({ redirect_urls, encrypted: true, name: '示例应用' });
    await world.control('PUT', `apps/${app.client_id}`, { redirect_urls: [], encrypt_key: null });
    await world.control('POST', 'reset');
    expect(await seen()).toEqual(before);
  });

  it('is no way around a bad set-up: an app the seed lacks, a field it does not know', async () => {
    await expect(startWorld({ apps: { cli_x: {} } })).rejects.toThrow('The seed has no app "cli_x"');
    const apps: Record<string, object> = { [app.client_id]: { redirects: [] } };
    await expect(startWorld({ apps })).rejects.toThrow('apps[0]');
  });
});

describe('the state', () => {
  it('shows apps, users, counts and switches', async () => {
    const world = await startWorld();
    await world.signIn();
    const { body } = await world.ask('/_emulator/state');
    expect(body.apps).toHaveLength(3);
    expect(body.users.map((user: { name: string }) => user.name)).toEqual(['张三', '李四', '王五', '赵六', '外部用户']);
    expect(body.counts).toMatchObject({ codes: 1, live_codes: 0, access_tokens: 1, refresh_tokens: 1, grants: 1 });
    expect(body.calls).toEqual({ 'POST /open-apis/authen/v2/oauth/token': 1 });
  });
});

describe('the relay', () => {
  it('performs the emulated client’s requests, to loopback and named origins only', async () => {
    const world = await startWorld();
    const asked = await world.control('POST', 'relay', {
      url: `${world.url}/open-apis/authen/v2/oauth/token`,
      method: 'POST',
      header: { 'content-type': 'application/json' },
      data: { grant_type: 'x' },
    });
    expect(asked.body).toMatchObject({ statusCode: 400, data: { code: 20036 } });
    expect(asked.body.header['content-type']).toContain('application/json');
    const away = await world.control('POST', 'relay', { url: 'http://example.invalid/' });
    expect(away.status).toBe(400);
    expect(away.body.error.message).toContain('relayOrigins');
    const open = await startWorld({ relayOrigins: ['http://example.invalid'] });
    expect((await open.control('POST', 'relay', { url: 'http://example.invalid/' })).status).toBe(502);
  });

  it('puts GET data into the query and sends forms as forms', async () => {
    const world = await startWorld();
    const token = `${world.url}/open-apis/auth/v3/tenant_access_token/internal`;
    const data = { app_id: app.client_id, app_secret: app.client_secret };
    const get = await world.control('POST', 'relay', { url: token, data });
    expect(get.body.data.code).toBe(0);
    const header = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = await world.control('POST', 'relay', { url: token, method: 'POST', header, data });
    expect(form.body.data.code).toBe(0);
  });
});

describe('a gadget', () => {
  it('is served as a page when one was given', async () => {
    const world = await startWorld({ gadget: { html: '<!doctype html><p>gadget' } });
    for (const path of ['/_emulator/gadget', '/_emulator/gadget/']) {
      const { status, body, headers } = await world.ask(path);
      expect([status, body]).toEqual([200, '<!doctype html><p>gadget']);
      expect(headers.get('content-type')).toContain('text/html');
    }
  });

  it('is the present one at each visit when it may change', async () => {
    let html = '<!doctype html><p>before';
    const world = await startWorld({ gadget: { html: async () => html } });
    expect((await world.ask('/_emulator/gadget/')).body).toBe('<!doctype html><p>before');
    html = '<!doctype html><p>after';
    expect((await world.ask('/_emulator/gadget/')).body).toBe('<!doctype html><p>after');
  });
});

describe('health', () => {
  it('is told to whoever waits for the process', async () => {
    const world = await startWorld();
    expect(await world.ask('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});

describe('memory', () => {
  it('lets go of codes and tokens a day after they ended', async () => {
    const world = await startWorld();
    for (let n = 0; n < 40; n += 1) await world.signIn();
    const counts = async () => (await world.ask('/_emulator/state')).body.counts;
    expect(await counts()).toMatchObject({ codes: 40, access_tokens: 40, refresh_tokens: 40 });
    await world.advance(9 * 24 * 3600);
    for (let n = 0; n < 20; n += 1) await world.signIn();
    expect(await counts()).toMatchObject({ codes: 20, access_tokens: 20, refresh_tokens: 20 });
  });
});

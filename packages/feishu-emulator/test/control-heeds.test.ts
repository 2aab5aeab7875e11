import { describe, expect, it } from '@jest/globals';
import { createApp } from '../src/app.ts';
import type { SeedInput } from '../src/seed/seed.ts';
import { createState } from '../src/state/create-state.ts';
import { app, type Reply, startWorld, storeApp, zhangsan } from './world.ts';

/** Pages and scripts, which a browser may ask for with what it likes, and what has no say in its query. */
const heedless =
  /^\/_emulator\/?(client.*|pages.*|control-api.*|qr.*|gadget.*|assets.*|scripts.*|avatars.*|accounts.*|trap.*|relay-.*)?$/;

const { router } = createApp(createState(), {
  gadgetHtml: undefined,
  relayOrigins: [],
  allowedHosts: [],
  worlds: { names: () => [], remove: () => false },
});
const calls = router.stack.flatMap(({ methods, path }) =>
  typeof path === 'string' && path.startsWith('/_emulator') && !heedless.test(path)
    ? methods.filter((method) => method !== 'HEAD').map((method): [string, string] => [method, path])
    : [],
);

/** Names that are there, so that nothing but what was not heeded can be refused. */
const there: Readonly<Record<string, string>> = {
  ':app_id': app.client_id,
  ':open_id': zhangsan,
  ':id': 'od-00000000000000000000000000000001',
};

describe('what the control API would not heed, it refuses, and does nothing', () => {
  const without = async (calls: readonly [string, string][], ask: (method: string, path: string) => Promise<Reply>) => {
    const heedless: string[] = [];
    for (const [method, path] of calls) {
      const { status, body } = await ask(
        method,
        path.replace(/:\w+/g, (name) => there[name] ?? 'x'),
      );
      if (status !== 400 || !body.error.message.includes('no_such')) heedless.push(`${method} ${path} ${status}`);
    }
    return heedless;
  };

  it('in the query', async () => {
    const world = await startWorld();
    expect(await without(calls, (method, path) => world.ask(`${path}?no_such=1`, { method }))).toEqual([]);
    expect(world.state.apps.all()).toHaveLength(3);
  });

  it('in the body', async () => {
    const world = await startWorld();
    const changes = calls.filter(([method]) => method !== 'GET');
    expect(await without(changes, (method, path) => world.ask(path, { method, json: { no_such: 1 } }))).toEqual([]);
    expect(world.state.apps.all()).toHaveLength(3);
  });

  it('a reset with a body leaves everything as it is', async () => {
    const world = await startWorld();
    await world.control('PATCH', 'settings', { strict: true });
    expect((await world.control('POST', 'reset', { world: 'other' })).status).toBe(400);
    expect((await world.ask('/_emulator/reset', { text: 'no JSON' })).status).toBe(400);
    expect(world.state.settings.values.strict).toBe(true);
  });
});

describe('what a call names is to be there, and is named where it is not', () => {
  const range = (kind: string) => ({ contact_range: { [kind]: ['nobody'] } });
  const calls: [string, string, object | undefined][] = [
    ['PUT', `apps/${app.client_id}`, { tenant_key: 'nobody' }],
    ['PUT', 'apps/cli_new', { tenant_key: 'nobody' }],
    ['PUT', `apps/${storeApp.client_id}`, { installed_tenants: ['nobody'] }],
    ['PUT', `apps/${app.client_id}`, range('department_ids')],
    ['PUT', `apps/${app.client_id}`, range('user_ids')],
    ['PUT', `apps/${app.client_id}`, range('group_ids')],
    ['PUT', `apps/${app.client_id}`, { event_url: 'nobody' }],
    ['PUT', `apps/${app.client_id}`, { redirect_urls: ['nobody'] }],
    ['PUT', `apps/${app.client_id}`, { ip_allow_list: ['nobody'] }],
    ['DELETE', 'apps/nobody', undefined],
    ['POST', 'apps/nobody/revoke-tokens', undefined],
    ['POST', 'users', { open_id: 'ou_new', tenant_key: 'nobody' }],
    ['POST', 'users', { open_id: 'ou_new', department_ids: ['nobody'] }],
    ['PATCH', `users/${zhangsan}`, { open_ids: { nobody: 'ou_q' } }],
    ['PUT', 'departments/od-new', { tenant_key: 'nobody' }],
    ['PUT', 'groups/g-new', { tenant_key: 'nobody' }],
    ['PUT', 'groups/g-new', { members: ['nobody'] }],
    ['POST', 'faults', { fault: 'http-500', match: { app_id: 'nobody' } }],
    ['POST', 'faults', { fault: 'http-500', match: { open_id: 'nobody' } }],
    ['PATCH', 'settings', { auto_login: 'nobody' }],
    ['POST', 'events', { type: 'nobody' }],
    ['POST', 'events/nobody/resend', undefined],
    ['POST', 'restore', { id: 'nobody' }],
    ['DELETE', 'worlds/nobody', undefined],
    ['DELETE', 'grants', { open_id: 'nobody' }],
    ['DELETE', 'faults', { id: 'nobody' }],
  ];

  it('in a call', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { event_url: 'http://127.0.0.1:9/' });
    const before = JSON.stringify(world.state.keep());
    for (const [method, path, json] of calls) {
      const { status, body } = await world.control(method, path, json);
      expect([method, path, json, [400, 404].includes(status)]).toEqual([method, path, json, true]);
      expect(body.error.message).toMatch(/nobody|event_url|redirect_urls|ip_allow_list/);
    }
    expect(JSON.stringify(world.state.keep())).toBe(before);
  });

  it.each<[string, Partial<SeedInput>, Partial<SeedInput['apps'][number]>?]>([
    ['apps[0].contact_range.user_ids', {}, { contact_range: { user_ids: ['nobody'] } }],
    ['apps[0].contact_range.group_ids', {}, { contact_range: { group_ids: ['nobody'] } }],
    ['users[0].open_ids', { users: [{ open_id: 'ou_1', name: 'x', open_ids: { nobody: 'ou_q' } }] }],
    ['groups[0].members', { groups: [{ group_id: 'g', members: ['nobody'] }] }],
  ])('a seed’s %s', async (place, rest, ofApp = {}) => {
    const seed = { apps: [{ app_id: 'cli_1', app_secret: 's', ...ofApp }], ...rest };
    await expect(startWorld({ seed })).rejects.toThrow(place);
  });

  it('an event of one’s own type says what it tells; the check of an address is not forged', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { event_url: 'http://127.0.0.1:9/', encrypt_key: 'k' });
    const push = async (json: object) => (await world.control('POST', 'events', json)).status;
    expect(await push({ type: 'im.message.receive_v1', event: { message: {} } })).toBe(200);
    expect(await push({ type: 'im.message.receive_v1' })).toBe(400);
    expect(await push({ type: '__proto__' })).toBe(400);
    expect(await push({ type: 'url_verification', forge: 'signature' })).toBe(400);
    expect(await push({ type: 'app_ticket', forge: 'signature' })).toBe(400);
  });
});

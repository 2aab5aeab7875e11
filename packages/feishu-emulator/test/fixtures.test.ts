import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { startReceiver } from './receiver.ts';
import { app, type Reply, startWorld, storeApp, type World, zhangsan } from './world.ts';

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../feishu-types/fixtures/${name}.json`, import.meta.url), 'utf8'));

/** The fields of a body with the kinds of their values; lists count by their first element. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, shapeOf(inner)]));
}

const allScopes = [
  'offline_access',
  'task:task:read',
  'contact:user.email:readonly',
  'contact:user.employee:readonly',
  'contact:user.employee_id:readonly',
  'contact:user.phone:readonly',
  'contact:contact.base:readonly',
  'passport:session:logout',
  'passport:session_mask:readonly',
];

const store = { app_id: storeApp.client_id, app_secret: storeApp.client_secret };
const self = { app_id: app.client_id, app_secret: app.client_secret };
const historic = async (world: World, path: string): Promise<Reply> =>
  world.ask(`/open-apis/authen/v1/${path}`, {
    json: { grant_type: 'authorization_code', code: await world.code() },
    bearer: await world.appToken(),
  });
const storeToken = (world: World) =>
  world.ask('/open-apis/auth/v3/app_access_token', {
    json: { ...store, app_ticket: world.state.appTokens.mintTicket(storeApp.client_id).value },
  });

/** Each documented sample body, and how the emulator comes to answer with one like it. */
const samples: [name: string, ask: (world: World) => Promise<Reply>, less?: string[]][] = [
  ['user-token', async (w) => w.exchange(await w.code({ scopes: ['offline_access'] }))],
  [
    'user-token-failure',
    async (w) => {
      await w.control('PATCH', 'settings', { health: 'error' });
      return w.exchange('x');
    },
  ],
  ['user-info', async (w) => w.userInfo((await w.signIn()).access)],
  ['app-token', (w) => w.ask('/open-apis/auth/v3/app_access_token/internal', { json: self })],
  ['tenant-token', (w) => w.ask('/open-apis/auth/v3/tenant_access_token/internal', { json: self })],
  ['store-app-token', storeToken],
  [
    'store-tenant-token',
    async (w) =>
      w.ask('/open-apis/auth/v3/tenant_access_token', {
        json: { app_access_token: (await storeToken(w)).body.app_access_token, tenant_key: '736588c9260f175d' },
      }),
  ],
  ['app-ticket-resend', (w) => w.ask('/open-apis/auth/v3/app_ticket/resend', { json: store })],
  ['oidc-token', (w) => historic(w, 'oidc/access_token')],
  [
    'v1-token',
    (w) => {
      w.state.signIns.create(zhangsan, 2);
      return historic(w, 'access_token');
    },
  ],
  [
    'gadget-session',
    async (w) =>
      w.ask('/open-apis/mina/v2/tokenLoginValidate', {
        json: { code: await w.code({ via: 'login' }) },
        bearer: await w.appToken(),
      }),
  ],
  [
    'passport-token',
    async (w) =>
      w.ask('/suite/passport/oauth/token', {
        form: { grant_type: 'authorization_code', ...app, code: await w.code({ via: 'passport' }) },
      }),
  ],
  ['passport-userinfo', async (w) => w.ask('/suite/passport/oauth/userinfo', { bearer: (await w.signIn()).access })],
  ['jsapi-ticket', async (w) => w.ask('/open-apis/jssdk/ticket/get', { method: 'POST', bearer: await w.appToken() })],
  [
    'session-logout',
    async (w) =>
      w.ask('/open-apis/passport/v1/sessions/logout', {
        json: { logout_type: 1, user_id: zhangsan },
        bearer: await w.appToken(),
      }),
  ],
  [
    'session-query',
    async (w) => {
      w.state.signIns.create(zhangsan, 2);
      return w.ask('/open-apis/passport/v1/sessions/query', {
        json: { user_ids: [zhangsan] },
        bearer: await w.appToken(),
      });
    },
  ],
  ['user-permission-failure', async (w) => w.ask('/open-apis/task/v2/tasks', { bearer: (await w.signIn()).access })],
  ['app-permission-failure', async (w) => w.ask('/open-apis/event/v1/outbound_ip', { bearer: await w.appToken() })],
  ['tenant-token-invalid', (w) => w.ask('/open-apis/jssdk/ticket/get', { method: 'POST', bearer: 't-x' })],
  [
    'rate-limited',
    async (w) => {
      await w.control('POST', 'faults', { fault: 'rate-limited' });
      return w.exchange('x');
    },
  ],
  ['event-user-deleted', async (w) => pushed(w, app.client_id, { type: 'contact.user.deleted_v3', open_id: zhangsan })],
  ['event-app-ticket', async (w) => pushed(w, storeApp.client_id)],
  ['url-verification', async (w) => pushed(w, app.client_id, { type: 'url_verification' })],
];

async function pushed(world: World, appId: string, event?: object): Promise<Reply> {
  const receiver = await startReceiver();
  await world.control('PUT', `apps/${appId}`, { event_url: receiver.url });
  if (event) await world.control('POST', 'events', event);
  return { status: 200, headers: new Headers(), body: receiver.received[0]?.body };
}

describe('the emulator’s answer has the fields and kinds of the documented sample', () => {
  it.each(samples)('%s', async (name, ask, less = []) => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { scopes: allScopes });
    const { body } = await ask(world);
    const expected = sample(name);
    for (const field of less) delete expected.error[field];
    const [answer, documented] = [shapeOf(body), shapeOf(expected)] as Record<string, unknown>[];
    // The event's user carries more fields than the excerpt in the sample.
    if (name === 'event-user-deleted')
      expect(answer).toMatchObject({ ...documented, event: { object: expect.any(Object) } });
    else expect(answer).toEqual(documented);
  });

  it('for every sample there is', async () => {
    const { readdirSync } = await import('node:fs');
    const files = readdirSync(new URL('../../feishu-types/fixtures/', import.meta.url)).map((file) =>
      file.replace('.json', ''),
    );
    expect(samples.map(([name]) => name).sort()).toEqual(files.sort());
  });
});

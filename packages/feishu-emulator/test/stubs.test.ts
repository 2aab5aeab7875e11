import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Client } from '@larksuiteoapi/node-sdk';
import { createControl, type StubInput } from '../src/control-api/index.ts';
import type { StubOption } from '../src/index.ts';
import { app, lisi, startWorld, type World, zhangsan } from './world.ts';

const samples: StubInput[] = JSON.parse(readFileSync(new URL('../docs/stubs.json', import.meta.url), 'utf8'));
const messages = '/open-apis/im/v1/messages';
const calendars = '/open-apis/calendar/v4/calendars';
const ping: StubInput = { method: 'GET', path: '/open-apis/ping/v1/pings/:ping_id', token: 'none' };

/** The sample stubs, and an app that may call them. */
async function stubbed(stubs: StubOption[] = samples): Promise<World> {
  const world = await startWorld({ stubs });
  const { scopes = [] } = world.state.apps.first() ?? {};
  world.state.apps.upsert({ app_id: app.client_id, scopes: [...scopes, 'im:message', 'calendar:calendar:readonly'] });
  return world;
}

async function tenantToken(world: World): Promise<string> {
  const json = { app_id: app.client_id, app_secret: app.client_secret };
  return (await world.ask('/open-apis/auth/v3/tenant_access_token/internal', { json })).body.tenant_access_token;
}

describe('a stub', () => {
  it('lets the official SDK send a message, which fetches its token from the emulator', async () => {
    const world = await stubbed();
    const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
    const client = new Client({
      appId: app.client_id,
      appSecret: app.client_secret,
      domain: world.url,
      logger: quiet,
    });
    const sent = await client.im.v1.message.create({
      params: { receive_id_type: 'open_id' },
      data: { receive_id: zhangsan, msg_type: 'text', content: '{"text":"你好"}' },
    });
    expect(sent.data).toMatchObject({
      message_id: expect.stringMatching(/^om_[0-9a-f]{32}$/),
      msg_type: 'text',
      sender: { id: app.client_id, tenant_key: '736588c9260f175d' },
      body: { content: '{"text":"你好"}' },
    });
    const [entry] = await world.journal(`?path=${messages}`);
    expect(entry).toMatchObject({ method: 'POST', status: 200, code: 0, app_id: app.client_id, page: '发送消息' });
  });

  it('answers a person by name, with their token', async () => {
    const world = await stubbed();
    const { access } = await world.signIn({ open_id: lisi, scopes: ['calendar:calendar:readonly'] });
    const { status, body } = await world.ask(calendars, { bearer: access });
    expect([status, body.data.calendar_list[0].summary]).toEqual([200, '李四']);
    expect((await world.journal(`?path=${calendars}`))[0]).toMatchObject({ open_id: lisi, status: 200 });
  });

  it('holds callers to token, scope and standing as the gateway does', async () => {
    const world = await stubbed();
    expect((await world.ask(calendars)).body.code).toBe(99991661);
    expect((await world.ask(calendars, { bearer: 't-made-up' })).body.code).toBe(99991663);
    const { access } = await world.signIn();
    expect((await world.ask(calendars, { bearer: access })).body.code).toBe(99991679);
    world.state.apps.upsert({ app_id: app.client_id, scopes: [] });
    expect((await world.ask(calendars, { bearer: await tenantToken(world) })).body.code).toBe(99991672);
    const allowed = await stubbed();
    const signedIn = await allowed.signIn({ scopes: ['calendar:calendar:readonly'] });
    await allowed.control('PATCH', `users/${zhangsan}`, { status: 'frozen' });
    expect((await allowed.ask(calendars, { bearer: signedIn.access })).body.code).toBe(99991668);
  });

  it.each([
    ['user', 'tenant', 99991663],
    ['tenant', 'user', 99991668],
  ] as const)('that wants a token of a %s refuses one of a %s', async (token, _sent, code) => {
    const world = await stubbed([{ ...ping, token }]);
    const wrong = token === 'user' ? await tenantToken(world) : (await world.signIn()).access;
    expect((await world.ask('/open-apis/ping/v1/pings/1', { bearer: wrong })).body.code).toBe(code);
    const right = token === 'user' ? (await world.signIn()).access : await tenantToken(world);
    expect((await world.ask('/open-apis/ping/v1/pings/1', { bearer: right })).body.code).toBe(0);
  });

  it('keeps its rate once the limits are on', async () => {
    const world = await stubbed([{ ...ping, rate: { per_minute: 1 } }]);
    const ask = () => world.ask('/open-apis/ping/v1/pings/1');
    await ask();
    expect((await ask()).status).toBe(200);
    await world.control('PATCH', 'settings', { rate_limits: true });
    expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.body.code, refused.headers.get('x-ogw-ratelimit-limit')]).toEqual([
      429,
      99991400,
      '1',
    ]);
  });

  it('is struck by faults as every endpoint is', async () => {
    const world = await stubbed([ping]);
    await world.control('POST', 'faults', { fault: 'http-503', match: { path: '/open-apis/ping/*' }, times: 1 });
    expect((await world.ask('/open-apis/ping/v1/pings/1')).status).toBe(503);
    expect((await world.ask('/open-apis/ping/v1/pings/1')).status).toBe(200);
    expect((await world.journal()).map(({ fault }) => fault)).toEqual(['http-503', null]);
  });

  it('fills in what the call brought, whole values with their kind', async () => {
    const body = {
      id: '{{params.ping_id}}',
      count: '{{body.count}}',
      list: ['{{ body.deep.list }}'],
      none: '{{query.x}}',
      text: '<{{query.x}}|{{query.q}}>',
    };
    const world = await stubbed([
      { ...ping, method: 'POST', answer: { status: 201, headers: { 'x-own': 'a' }, body } },
    ]);
    const answered = await world.ask('/open-apis/ping/v1/pings/a%20b?q=1', { json: { count: 3, deep: { list: [1] } } });
    expect(answered.status).toBe(201);
    expect(answered.headers.get('x-own')).toBe('a');
    expect(answered.body).toEqual({ id: 'a b', count: 3, list: [[1]], none: null, text: '<|1>' });
  });

  it('may be a function of the call, and one that throws is told apart from the platform', async () => {
    const world = await stubbed([
      {
        ...ping,
        token: 'user',
        answer: async ({ params, user }) => ({ status: 202, body: { hello: user?.name, ...params } }),
      },
      {
        ...ping,
        path: '/open-apis/ping/v1/pings/bad',
        answer: () => {
          throw new Error('mine');
        },
      },
      { ...ping, path: '/open-apis/ping/v1/pings/none', answer: (() => undefined) as unknown as () => { body: null } },
    ]);
    const { access } = await world.signIn();
    const answered = await world.ask('/open-apis/ping/v1/pings/7', { bearer: access });
    expect([answered.status, answered.body]).toEqual([202, { hello: '张三', ping_id: '7' }]);
    const told: unknown[] = [];
    const { error } = console;
    console.error = (...said) => told.push(...said);
    expect((await world.ask('/open-apis/ping/v1/pings/bad')).status).toBe(500);
    expect((await world.ask('/open-apis/ping/v1/pings/none')).status).toBe(500);
    console.error = error;
    expect(told).toContainEqual(new Error('The stub of GET /open-apis/ping/v1/pings/bad threw.'));
    expect(told).toContainEqual(new Error('The stub of GET /open-apis/ping/v1/pings/none gave no { body }.'));
  });

  it('comes before an endpoint of the same path, and the path that leaves least open before others', async () => {
    const world = await stubbed([
      { ...ping, path: '/open-apis/authen/v1/:what', answer: { body: { who: 'pattern' } } },
      { ...ping, path: '/open-apis/authen/v1/user_info', answer: { body: { who: 'stub' } } },
    ]);
    expect((await world.userInfo('x')).body).toEqual({ who: 'stub' });
    expect((await world.ask('/open-apis/authen/v1/other/')).body).toEqual({ who: 'pattern' });
  });
});

describe('the control API', () => {
  it('adds, replaces, lists and takes away stubs, in one world and not in another', async () => {
    const world = await startWorld();
    const control = createControl(world.url);
    const { id } = await control.addStub(ping);
    expect((await control.addStub({ ...ping, answer: { body: { again: true } } })).id).toBe(id);
    expect((await world.ask('/open-apis/ping/v1/pings/1')).body).toEqual({ again: true });
    expect(await control.stubs()).toMatchObject([{ id, path: ping.path, token: 'none', answered: 1 }]);
    expect(await createControl(`${world.url}/w/other`).stubs()).toEqual([]);
    await control.removeStub(id);
    expect((await world.ask('/open-apis/ping/v1/pings/1')).status).toBe(404);
    await expect(control.removeStub(id)).rejects.toThrow('no stub');
    await control.addStub(ping);
    await control.clearStubs();
    expect(await control.stubs()).toEqual([]);
  });

  it('exports stubs with the seed, takes them back, and resets and restores to them', async () => {
    const first = await startWorld();
    const control = createControl(first.url);
    await control.addStub(ping);
    const seed = await control.seed();
    const second = await startWorld({ seed });
    const other = createControl(second.url);
    const before = await other.snapshot();
    await other.clearStubs();
    await other.restore(before);
    expect(await other.stubs()).toHaveLength(1);
    await other.clearStubs();
    await other.reset();
    expect(await other.stubs()).toMatchObject([{ path: ping.path }]);
    await control.reset();
    expect(await control.stubs()).toEqual([]);
  });

  it.each([
    ['an unknown key', { answr: {} }, 'answr'],
    ['a path elsewhere', { path: '/_emulator/reset' }, 'below /open-apis/'],
    ['a template that names nothing', { answer: { body: { a: ['{{quer.x}}'] } } }, '{{quer.x}} names nothing'],
    ['scopes without a token', { scopes: ['a'] }, 'this stub asks for none'],
    ['a header with a line break', { answer: { headers: { a: 'b\r\nc: d' } } }, 'line breaks'],
  ])('refuses %s, as seed, options and POST', async (_what, change, message) => {
    const stub = { ...ping, ...change } as StubInput;
    const world = await startWorld();
    const refused = await world.control('POST', 'stubs', stub);
    expect([refused.status, refused.body.error.message]).toEqual([400, expect.stringContaining(message)]);
    await expect(startWorld({ stubs: [stub] })).rejects.toThrow(message);
    const seed = { apps: [{ app_id: 'a', app_secret: 'b' }], stubs: [stub] };
    await expect(startWorld({ seed })).rejects.toThrow(message);
  });
});

import { describe, expect, it } from '@jest/globals';
import { OptionError, SettingError, startEmulator } from '../src/index.ts';
import { startReceiver } from './receiver.ts';
import { app, lisi, otherApp, outsider, startWorld, storeApp, type World, zhangsan } from './world.ts';

const task = 'task:task:read';
const query = '/open-apis/passport/v1/sessions/query';
const logout = '/open-apis/passport/v1/sessions/logout';
const types = (receiver: { received: { body: { event?: { type?: string }; header?: { event_type?: string } } }[] }) =>
  receiver.received.map(({ body }) => body.header?.event_type ?? body.event?.type);

describe('a refresh after an incremental grant', () => {
  it('carries the new scopes, and no more than the app still has enabled', async () => {
    const world = await startWorld();
    const first = await world.signIn();
    expect(first.scope).not.toContain(task);
    await world.code({ scopes: [task] });
    const second = (await world.refresh(first.refresh)).body;
    expect(second.scope.split(' ')).toEqual(expect.arrayContaining([task, 'offline_access']));
    await world.control('PUT', `apps/${app.client_id}`, { scopes: ['offline_access'] });
    expect((await world.refresh(second.refresh_token)).body.scope).not.toContain(task);
  });

  it('does so at version 3 too', async () => {
    const world = await startWorld();
    const ask = (form: Record<string, string>) => world.ask('/oauth/v3/token', { form: { ...app, ...form } });
    const code = await world.code({ scopes: ['offline_access'] });
    const first = (await ask({ grant_type: 'authorization_code', code })).body;
    await world.code({ scopes: [task] });
    const { refresh_token } = first;
    expect((await ask({ grant_type: 'refresh_token', refresh_token })).body.scope).toContain(task);
  });

  it('does so at the historic endpoint too', async () => {
    const world = await startWorld();
    const bearer = await world.appToken();
    const exchange = async (path: string, json: object) =>
      (await world.ask(`/open-apis/authen/v1/oidc/${path}`, { json, bearer })).body.data;
    const code = await world.code({ via: 'requestAuthCode' });
    const first = await exchange('access_token', { grant_type: 'authorization_code', code });
    await world.code({ scopes: [task] });
    const { refresh_token } = first;
    expect((await exchange('refresh_access_token', { grant_type: 'refresh_token', refresh_token })).scope).toContain(
      task,
    );
  });
});

describe('a store app', () => {
  const listening = async (event_url: string) => startWorld({ apps: { [storeApp.client_id]: { event_url } } });

  it('that the seed gives an event address is sent its ticket, and again after a reset', async () => {
    const receiver = await startReceiver();
    const world = await listening(receiver.url);
    await world.advance(1);
    expect(types(receiver)).toEqual(['app_ticket']);
    await world.control('POST', 'reset');
    await world.advance(1);
    expect(types(receiver)).toEqual(['app_ticket', 'app_ticket']);
  });

  it('is told where it was installed', async () => {
    const receiver = await startReceiver();
    const world = await listening(receiver.url);
    const change = (installed_tenants: string[]) =>
      world.control('PUT', `apps/${storeApp.client_id}`, { installed_tenants });
    await change([]);
    await change(['2ed263bf32cf1651']);
    const { body } = receiver.received.find(({ body }) => body.event.type === 'app_open') ?? {};
    const person = { open_id: expect.stringMatching(/^ou_/) };
    expect(body.event).toEqual({
      type: 'app_open',
      app_id: storeApp.client_id,
      tenant_key: '2ed263bf32cf1651',
      applicants: [person],
      installer: person,
    });
  });

  it('is told where it was stopped, started and uninstalled', async () => {
    const receiver = await startReceiver();
    const world = await listening(receiver.url);
    await world.advance(1);
    const change = (json: object) => world.control('PUT', `apps/${storeApp.client_id}`, json);
    await change({ enabled: false });
    await change({ enabled: true });
    await change({ installed_tenants: ['736588c9260f175d'] });
    const told = receiver.received.map(({ body }) => body.event).filter(({ type }) => type !== 'app_ticket');
    expect(told.map(({ type, status, tenant_key }) => [type, status, tenant_key])).toEqual([
      ['app_status_change', 'stop_by_tenant', '736588c9260f175d'],
      ['app_status_change', 'stop_by_tenant', '2ed263bf32cf1651'],
      ['app_status_change', 'start_by_tenant', '736588c9260f175d'],
      ['app_status_change', 'start_by_tenant', '2ed263bf32cf1651'],
      ['app_uninstalled', undefined, '2ed263bf32cf1651'],
    ]);
    expect(told[0]).not.toHaveProperty('operator');
    expect(told[2].operator).toEqual({
      open_id: expect.stringMatching(/^ou_/),
      union_id: expect.stringMatching(/^on_/),
    });
    expect(told[4]).toMatchObject({ app_id: storeApp.client_id });
  });

  it('may not ask for sessions, nor end them', async () => {
    const world = await startWorld();
    const bearer = world.state.appTokens.get(storeApp.client_id, '736588c9260f175d', 'tenant').value;
    for (const path of [query, logout]) {
      const { body } = await world.ask(path, {
        json: { user_ids: [zhangsan], logout_type: 1, user_id: zhangsan },
        bearer,
      });
      expect(body.code).toBe(99991673);
    }
  });
});

describe('sessions of another tenant', () => {
  it('are neither listed nor ended', async () => {
    const world = await startWorld();
    const foreign = world.state.signIns.create(outsider, 2);
    const bearer = await world.appToken();
    const listed = await world.ask(`${query}?user_id_type=union_id`, {
      json: { user_ids: ['on_00000000000000000000000000000005'] },
      bearer,
    });
    expect(listed.body.data.mask_sessions).toEqual([]);
    const ended = await world.ask(logout, { json: { logout_type: 3, sid: foreign.sid }, bearer });
    expect(ended.body.code).toBe(1084001);
    expect(world.state.signIns.of(outsider)).toHaveLength(1);
  });
});

describe('user_info', () => {
  it('is refused to a disabled app, and to an address outside the allow-list', async () => {
    const world = await startWorld();
    const { access } = await world.signIn();
    await world.control('PUT', `apps/${app.client_id}`, { ip_allow_list: ['203.0.113.9'] });
    expect((await world.userInfo(access)).body.code).toBe(99991401);
    await world.control('PUT', `apps/${app.client_id}`, { ip_allow_list: [], enabled: false });
    expect((await world.userInfo(access)).body.code).toBe(99991662);
  });

  it('says 99991661 to a call without a token where a setting asks for the gateway’s number', async () => {
    const world = await startWorld({ settings: { missing_token_at_user_info: 99991661 } });
    const { status, body } = await world.ask('/open-apis/authen/v1/user_info');
    expect([status, body.code, body.msg]).toEqual([400, 99991661, 'Need a token']);
  });
});

describe('bodies of the gateway', () => {
  it('99991400 is code and msg alone', async () => {
    const world = await startWorld({ settings: { rate_limits: true } });
    world.state.clock.freeze(true);
    const replies = await Promise.all(Array.from({ length: 120 }, () => world.exchange('x')));
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.body).toEqual({ code: 99991400, msg: 'request trigger frequency limit' });
  });

  it('99991679 says where to look', async () => {
    const world = await startWorld();
    const { access } = await world.signIn({ open_id: lisi });
    const { error } = (await world.ask('/open-apis/task/v2/tasks', { bearer: access })).body;
    expect(error.troubleshooter).toContain(`log_id=${error.log_id}&code=99991679`);
  });
});

describe('an assertion in place of the secret', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const soon = () => Math.floor(Date.now() / 1000) + 60;
  const sound = () => ({ iss: app.client_id, sub: app.client_id, aud: 'https://accounts.feishu.cn', exp: soon() });
  const ask = async (world: World, claims: object, header: object = { alg: 'ES256' }) =>
    (
      await world.ask('/oauth/v3/token', {
        form: {
          grant_type: 'client_credentials',
          client_id: app.client_id,
          client_assertion: `${part(header)}.${part(claims)}.c2ln`,
        },
      })
    ).body.code;

  it('is taken when its claims fit', async () => {
    expect(await ask(await startWorld(), sound())).toBe(0);
  });

  it.each([
    ['about another app', () => ({ ...sound(), sub: otherApp.client_id })],
    ['by another app', () => ({ ...sound(), iss: otherApp.client_id })],
    ['for nobody', () => ({ ...sound(), aud: undefined })],
    ['that has expired', () => ({ ...sound(), exp: soon() - 120 })],
    ['without an end', () => ({ ...sound(), exp: undefined })],
  ])('is refused %s', async (_story, claims) => {
    expect(await ask(await startWorld(), claims())).toBe(20002);
  });

  it('is refused unsigned', async () => {
    expect(await ask(await startWorld(), sound(), { alg: 'none' })).toBe(20002);
  });
});

describe('the secret of the passport page', () => {
  it('may not be left out with a verifier that no challenge waits for', async () => {
    const world = await startWorld();
    const form = {
      grant_type: 'authorization_code',
      client_id: app.client_id,
      redirect_uri: 'https://a.example/cb',
      code: await world.code({ via: 'passport', redirect_uri: 'https://a.example/cb' }),
      code_verifier: 'v'.repeat(43),
    };
    expect((await world.ask('/suite/passport/oauth/token', { form })).body.error).toBe('invalid_client');
  });
});

describe('the long connections of an app', () => {
  it('are fifty at most, however many tickets were handed out before', async () => {
    const world = await startWorld();
    const { connections } = world.state;
    const socket = { send: () => {}, onFrame: () => {}, onClose: () => {}, terminate: () => {} };
    const tickets = Array.from({ length: 51 }, () => connections.invite(app.client_id) ?? '');
    expect(tickets.map((ticket) => connections.accept(ticket, { ...socket })).indexOf(false)).toBe(50);
    expect(connections.count(app.client_id)).toBe(50);
  });
});

describe('what is unknown or of the wrong kind is refused by name', () => {
  it.each([
    ['settings.auto_consentt', { settings: { auto_consentt: true } }, SettingError, 'auto_consentt'],
    ['a negative lifetime', { settings: { access_token_lifetime: -5 } }, SettingError, 'access_token_lifetime'],
    ['an option', { sed: {} }, OptionError, 'sed'],
    ['a person who is not there', { settings: { auto_login: '张三' } }, SettingError, '张三'],
    ['a port', { port: 70_000 }, OptionError, 'port'],
    ['relayOrigins', { relayOrigins: 'http://a' }, OptionError, 'relayOrigins'],
  ])('%s', async (_name, options, kind, word) => {
    const starting = startEmulator(options as never);
    await expect(starting).rejects.toThrow(kind);
    await expect(starting).rejects.toThrow(word);
  });

  it('a setting changed in the same process', async () => {
    const world = await startWorld();
    expect(() => world.state.settings.patch({ strictt: true } as never)).toThrow('strictt');
    expect(world.state.settings.values).not.toHaveProperty('strictt');
  });

  const tokens = { app_id: app.client_id, user: zhangsan, via: 'authorize' };
  it.each<[string, string, (state: World['state']) => unknown]>([
    ['a code of nothing', 'via: ', ({ codes }) => codes.mint({} as never)],
    ['a code of a name', '张三', ({ codes }) => codes.mint({ ...tokens, user: '张三' } as never)],
    ['a code of no app', 'cli_x', ({ codes }) => codes.mint({ ...tokens, app_id: 'cli_x' } as never)],
    ['a code of the control API', '"open_id"', ({ codes }) => codes.mint({ ...tokens, open_id: lisi } as never)],
    ['a field of a person', 'mean "name"?', ({ users }) => users.upsert({ open_id: 'ou_x', nam: 'x' } as never)],
    ['a status', 'status: ', ({ users }) => users.upsert({ open_id: lisi, status: 'gone' } as never)],
    [
      'a field of an app',
      'mean "redirect_urls"?',
      ({ apps }) => apps.upsert({ app_id: 'x', redirect_url: [] } as never),
    ],
    ['a span of time', 'expected number', ({ clock }) => clock.advance('7200' as never)],
    ['a moment', 'expected number', ({ clock }) => clock.set(new Date() as never)],
    ['somebody to sign in', '张三', ({ settings }) => settings.patch({ auto_login: '张三' })],
    ['whom a fault strikes', 'ou_x', ({ faults }) => faults.add({ fault: 'http-500', match: { open_id: 'ou_x' } })],
  ])('%s in the same process', async (_name, words, change) => {
    const { state } = await startWorld();
    const before = JSON.stringify(state.keep());
    await expect(async () => change(state)).rejects.toThrow(words);
    expect(JSON.stringify(state.keep())).toBe(before);
  });

  it('but not what fits in the same process', async () => {
    const world = await startWorld();
    const { state } = world;
    const user = state.users.upsert({ open_id: lisi, name: '李思' });
    state.apps.upsert({ app_id: app.client_id, enabled: true });
    expect(state.users.upsert({ ...user, status: 'active' })).toEqual(user);
    await state.clock.advance(10);
    const { value } = state.codes.mint({ via: 'requestAccess', app_id: app.client_id, user: lisi });
    const { body } = await world.exchange(value);
    expect((await world.userInfo(body.access_token)).body.data.name).toBe('李思');
  });

  it.each([
    [{ fault: 'slow', params: { millis: 5 } }, 'params.millis'],
    [{ fault: 'slow', params: { ms: 'soon' } }, 'params.ms'],
    [{ fault: 'reset', params: { ms: 5 } }, 'params.ms'],
    [{ fault: 'redirect', params: { location: 'a\r\nb: c' } }, 'params.location'],
    [{ fault: 'business-error', params: { http: 9 } }, 'params.http'],
    [{ fault: 'no-such' }, 'fault'],
  ])('the fault %j', async (plan, word) => {
    const world = await startWorld();
    const { status, body } = await world.control('POST', 'faults', plan);
    expect([status, body.error.code]).toEqual([400, 'invalid_request']);
    expect(body.error.message).toContain(word);
    expect(world.state.faults.list()).toEqual([]);
  });
});

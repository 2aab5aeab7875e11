import { describe, expect, it } from '@jest/globals';
import { app, lisi, otherApp, outsider, startWorld, type World, zhangsan } from './world.ts';

const tasks = '/open-apis/task/v2/tasks';
const contact = (id: string, query = '') => `/open-apis/contact/v3/users/${id}${query}`;
const setScopes = (world: World, scopes: string[]) => world.control('PUT', `apps/${app.client_id}`, { scopes });

describe('the task list', () => {
  it('is the user’s own, page by page', async () => {
    const world = await startWorld();
    const { access } = await world.signIn({ scopes: ['task:task:read'] });
    const { body } = await world.ask(tasks, { bearer: access });
    expect(body).toMatchObject({
      code: 0,
      data: {
        items: [{ summary: '准备周会材料', status: 'todo', completed_at: '0' }, { status: 'done' }],
        has_more: false,
      },
    });
    expect(body.data.items[0].creator).toEqual({ id: zhangsan, type: 'user' });
    const first = (await world.ask(`${tasks}?page_size=1&user_id_type=user_id`, { bearer: access })).body.data;
    expect(first).toMatchObject({ has_more: true, items: [{ creator: { id: 'zhangsan' } }] });
    const second = (await world.ask(`${tasks}?page_size=1&page_token=${first.page_token}`, { bearer: access })).body
      .data;
    expect(second).toMatchObject({ has_more: false, items: [{ summary: '提交报销单' }] });
    const open = await world.ask(`${tasks}?completed=false`, { bearer: access });
    expect(open.body.data.items).toHaveLength(1);
    expect((await world.ask(`${tasks}?page_size=0`, { bearer: access })).body.code).toBe(1470400);
  });

  it('names the scope the user has not granted, and opens after an incremental authorization', async () => {
    const world = await startWorld();
    const { access } = await world.signIn();
    const refused = await world.ask(tasks, { bearer: access });
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({
      code: 99991679,
      msg: 'Unauthorized. You do not have permission to perform the requested operation on the resource. Please request user re-authorization and try again. required one of these privileges: [task:task:read, task:task:write]',
      error: {
        log_id: refused.headers.get('x-tt-logid'),
        permission_violations: [
          { type: 'action_privilege_required', subject: 'task:task:read' },
          { type: 'action_privilege_required', subject: 'task:task:write' },
        ],
        troubleshooter: expect.stringContaining(`log_id=${refused.headers.get('x-tt-logid')}`),
      },
    });
    const more = await world.signIn({ scopes: ['task:task:read'] });
    expect((await world.ask(tasks, { bearer: more.access })).body.code).toBe(0);
  });

  it('names the scope the app has not enabled, whatever the user granted', async () => {
    const world = await startWorld({ settings: { permission_status: 403 } });
    const { access } = await world.signIn({ scopes: ['task:task:read'] });
    await setScopes(world, ['offline_access']);
    const refused = await world.ask(tasks, { bearer: access });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      code: 99991672,
      msg: 'Access denied. One of the following scopes is required: [task:task:read, task:task:write]',
      error: {
        permission_violations: [{ type: 'action_scope_required', subject: 'task:task:read' }, {}],
        helps: [{ url: expect.stringContaining(app.client_id) }],
      },
    });
  });

  it('is for user tokens only, and those must live', async () => {
    const world = await startWorld();
    expect((await world.ask(tasks)).body.code).toBe(99991661);
    expect((await world.ask(tasks, { bearer: await world.appToken() })).body.code).toBe(99991663);
    expect((await world.ask(tasks, { bearer: 'unknown' })).body.code).toBe(99991668);
    const { access } = await world.signIn({ scopes: ['task:task:read'] });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'frozen' });
    expect((await world.ask(tasks, { bearer: access })).body.code).toBe(99991668);
    await world.control('PATCH', `users/${zhangsan}`, { status: 'active' });
    await world.advance(7200);
    expect(await world.ask(tasks, { bearer: access })).toMatchObject({ status: 401, body: { code: 99991677 } });
  });

  it('is refused with the statuses and words seen on the platform', async () => {
    const world = await startWorld();
    const scopes = '/open-apis/application/v6/scopes';
    const refused = async (path: string, bearer?: string) => {
      const { status, body } = await world.ask(path, bearer === undefined ? {} : { bearer });
      expect(body.error).toMatchObject({
        log_id: expect.any(String),
        troubleshooter: expect.stringContaining(`log_id=${body.error.log_id}`),
      });
      return [status, body.code];
    };
    expect(await refused(scopes)).toEqual([400, 99991661]);
    expect(await refused(scopes, 't-dead')).toEqual([400, 99991663]);
    expect(await refused(scopes, 'eyJhbGciOiJFUzI1NiJ9.e30.x')).toEqual([400, 99991668]);
    expect(await refused(tasks, 'eyJhbGciOiJFUzI1NiJ9.e30.x')).toEqual([400, 99991668]);
    const { access } = await world.signIn({ scopes: ['task:task:read'] });
    await world.advance(7200);
    expect(await refused(tasks, access)).toEqual([401, 99991677]);
  });

  it.each([400, 401] as const)('is refused with HTTP %i throughout where a setting says so', async (gateway_status) => {
    const world = await startWorld({ settings: { gateway_status } });
    const { access } = await world.signIn({ scopes: ['task:task:read'] });
    expect((await world.ask(tasks)).status).toBe(gateway_status);
    await world.advance(7200);
    expect((await world.ask(tasks, { bearer: access })).status).toBe(gateway_status);
  });

  it('is closed to a disabled app', async () => {
    const world = await startWorld();
    const { access } = await world.signIn({ scopes: ['task:task:read'] });
    await world.control('PUT', `apps/${app.client_id}`, { enabled: false });
    expect((await world.ask(tasks, { bearer: access })).body.code).toBe(99991662);
  });
});

describe('a contact', () => {
  it('is read with a tenant token by any kind of id', async () => {
    const world = await startWorld();
    const bearer = await world.appToken();
    for (const [id, type] of [
      [zhangsan, 'open_id'],
      ['on_00000000000000000000000000000001', 'union_id'],
      ['zhangsan', 'user_id'],
    ]) {
      const { body } = await world.ask(contact(id ?? '', `?user_id_type=${type}`), { bearer });
      expect(body).toMatchObject({
        code: 0,
        data: { user: { open_id: zhangsan, name: '张三', status: { is_frozen: false } } },
      });
      expect(body.data.user).not.toHaveProperty('mobile');
    }
    expect((await world.ask(contact(zhangsan, '?user_id_type=email'), { bearer })).body.code).toBe(40001);
  });

  it('is read with a user token that was granted it', async () => {
    const world = await startWorld();
    const without = await world.signIn();
    expect((await world.ask(contact(lisi), { bearer: without.access })).body.code).toBe(99991679);
    const granted = await world.signIn({ scopes: ['contact:contact.base:readonly'] });
    expect((await world.ask(contact(lisi), { bearer: granted.access })).body.data.user.name).toBe('李四');
  });

  it('is refused when unknown, resigned, of another tenant or under another app’s open id', async () => {
    const world = await startWorld();
    const bearer = await world.appToken();
    expect((await world.ask(contact('ou_none'), { bearer })).body.code).toBe(41012);
    await world.control('PATCH', `users/${lisi}`, { status: 'resigned' });
    expect((await world.ask(contact(lisi), { bearer })).body.code).toBe(41012);
    expect((await world.ask(contact(outsider), { bearer })).body.code).toBe(41050);
    const { users } = (await world.ask('/_emulator/users')).body;
    expect((await world.ask(contact(users[0].open_ids[otherApp.client_id]), { bearer })).body.code).toBe(99992361);
    await setScopes(world, []);
    expect((await world.ask(contact(zhangsan), { bearer })).body.code).toBe(99991672);
  });
});

describe('Feishu’s own sessions', () => {
  const query = '/open-apis/passport/v1/sessions/query';
  const logout = '/open-apis/passport/v1/sessions/logout';
  const setUp = async (settings = {}) => {
    const world = await startWorld({ settings });
    const bearer = await world.appToken();
    world.state.signIns.create(zhangsan, 2);
    world.state.signIns.create(zhangsan, 4);
    const list = async () =>
      (await world.ask(query, { json: { user_ids: [zhangsan] }, bearer })).body.data.mask_sessions;
    return { world, bearer, list };
  };

  it('are listed with masked details', async () => {
    const { list } = await setUp();
    expect(await list()).toEqual([
      {
        create_time: expect.stringMatching(/^\d{10}$/),
        terminal_type: 2,
        user_id: zhangsan,
        sid: expect.stringMatching(/^.{22}==$/),
      },
      expect.objectContaining({ terminal_type: 4 }),
    ]);
  });

  it('are ended by user, by terminal and by id', async () => {
    const { world, bearer, list } = await setUp();
    const end = (json: object) => world.ask(logout, { json, bearer });
    expect((await end({ logout_type: 1, user_id: zhangsan, terminal_type: [4] })).body).toEqual({
      code: 0,
      msg: 'success',
      data: {},
    });
    const [left] = await list();
    expect(left.terminal_type).toBe(2);
    expect((await end({ logout_type: 3, sid: left.sid })).body.code).toBe(0);
    expect(await list()).toEqual([]);
  });

  it('end the apps’ tokens too only when a setting says so', async () => {
    for (const [effect, code] of [
      ['session', 0],
      ['session_and_tokens', 20005],
    ] as const) {
      const { world, bearer } = await setUp({ logout_effect: effect });
      const { access } = await world.signIn();
      await world.ask(logout, { json: { logout_type: 1, user_id: zhangsan }, bearer });
      expect((await world.userInfo(access)).body.code).toBe(code);
    }
  });

  it('are not touched by bad requests', async () => {
    const { world, bearer, list } = await setUp();
    const refused: [number, object][] = [
      [1080001, { logout_type: 1 }],
      [1080001, { logout_type: 1, user_id: outsider }],
      [1084001, { logout_type: 3, sid: 'x' }],
      [1084002, { logout_type: 1, user_id: zhangsan, logout_reason: 1 }],
    ];
    for (const [code, json] of refused) {
      expect(await world.ask(logout, { json, bearer })).toMatchObject({ status: 400, body: { code } });
    }
    expect((await world.ask(query, { json: { user_ids: 'all' }, bearer })).body.code).toBe(1080001);
    expect(await list()).toHaveLength(2);
    await setScopes(world, []);
    expect((await world.ask(query, { json: { user_ids: [] }, bearer })).body.code).toBe(99991672);
  });
});

describe('the application API', () => {
  const visibility = `/open-apis/application/v6/applications/${app.client_id}/visibility/check_white_black_list`;

  it('tells who may use the app', async () => {
    const world = await startWorld();
    const bearer = await world.appToken();
    await world.control('PATCH', `users/${lisi}`, { available: false });
    const { body } = await world.ask(visibility, { json: { user_ids: [zhangsan, lisi] }, bearer });
    expect(body.data.user_visibility_list).toEqual([
      { user_id: zhangsan, in_white_list: true, in_black_list: false, in_paid_list: false },
      { user_id: lisi, in_white_list: false, in_black_list: false, in_paid_list: false },
    ]);
    const foreign = visibility.replace(app.client_id, otherApp.client_id);
    expect((await world.ask(foreign, { json: { user_ids: [] }, bearer })).body.code).toBe(99992402);
  });

  it('lists the scopes of the app', async () => {
    const world = await startWorld();
    await setScopes(world, ['task:task:read']);
    const { body } = await world.ask('/open-apis/application/v6/scopes', { bearer: await world.appToken() });
    expect(body.data.scopes).toEqual([{ scope_name: 'task:task:read', grant_status: 1 }]);
    expect((await world.ask('/open-apis/application/v6/scopes', { bearer: 't-dead' })).body.code).toBe(99991663);
  });

  it('lists where events come from, with its scope', async () => {
    const world = await startWorld();
    const bearer = await world.appToken();
    expect((await world.ask('/open-apis/event/v1/outbound_ip', { bearer })).body.code).toBe(99991672);
    await setScopes(world, ['event:ip_list']);
    expect((await world.ask('/open-apis/event/v1/outbound_ip', { bearer })).body.data.ip_list).toEqual(['127.0.0.1']);
    expect((await world.ask('/open-apis/event/v1/outbound_ip', { bearer: 't-dead' })).body.code).toBe(99991663);
  });
});

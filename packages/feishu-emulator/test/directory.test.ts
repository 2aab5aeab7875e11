import { describe, expect, it } from '@jest/globals';
import { startReceiver } from './receiver.ts';
import { app, lisi, outsider, startWorld, type World, zhangsan } from './world.ts';

const centre = 'od-00000000000000000000000000000001';
const team = 'od-00000000000000000000000000000002';
const finance = 'od-00000000000000000000000000000003';
const batch = '/open-apis/contact/v3/departments/batch';
const parent = '/open-apis/contact/v3/departments/parent';
const belong = '/open-apis/contact/v3/group/member_belong';
const range = '/open-apis/contact/v3/scopes';

const setApp = (world: World, change: object) => world.control('PUT', `apps/${app.client_id}`, change);
const codeOf = async (world: World, path: string) =>
  (await world.ask(path, { bearer: await world.appToken() })).body.code;
const dataOf = async (world: World, path: string) =>
  (await world.ask(path, { bearer: await world.appToken() })).body.data;

describe('departments', () => {
  it('are told by either id, several at once, with the parent in the same kind of id', async () => {
    const world = await startWorld();
    expect((await dataOf(world, `${batch}?department_ids=${team}&department_ids=${finance}`)).items).toEqual([
      {
        name: '平台组',
        department_id: 'rd-platform',
        parent_department_id: centre,
        open_department_id: team,
        status: { is_deleted: false },
      },
      expect.objectContaining({ open_department_id: finance, parent_department_id: '0' }),
    ]);
    const own = `${batch}?department_id_type=department_id&department_ids=rd-platform`;
    expect((await dataOf(world, own)).items).toMatchObject([{ parent_department_id: 'rd', open_department_id: team }]);
  });

  it('have one open id for all apps of their organisation', async () => {
    const world = await startWorld();
    await world.control('PUT', 'apps/cli_second', { app_secret: 's', scopes: world.state.apps.first()?.scopes });
    const bearer = await world.appToken({ client_id: 'cli_second', client_secret: 's' });
    const { body } = await world.ask(`${batch}?department_ids=${team}`, { bearer });
    expect(body.data.items).toEqual((await dataOf(world, `${batch}?department_ids=${team}`)).items);
  });

  it('have parents from the nearest up, page by page and without the root', async () => {
    const world = await startWorld();
    const below = 'od-00000000000000000000000000000009';
    await world.control('PUT', `departments/${below}`, { name: '小组', parent_department_id: team });
    const first = await dataOf(world, `${parent}?department_id=${below}&page_size=1`);
    expect(first).toMatchObject({ has_more: true, items: [{ open_department_id: team }] });
    const rest = await dataOf(world, `${parent}?department_id=${below}&page_token=${first.page_token}`);
    expect(rest).toEqual({ has_more: false, items: [expect.objectContaining({ open_department_id: centre })] });
  });

  it('are refused as the page says', async () => {
    const world = await startWorld();
    expect(await codeOf(world, batch)).toBe(40001);
    expect(await codeOf(world, `${batch}?department_ids=${team}&department_id_type=name`)).toBe(40001);
    expect(await codeOf(world, parent)).toBe(44102);
    expect(await codeOf(world, `${parent}?department_id=od-none`)).toBe(40001);
    expect(await codeOf(world, `${parent}?department_id=${team}&page_size=51`)).toBe(40011);
    expect(await codeOf(world, `${parent}?department_id=${team}&page_token=x`)).toBe(40012);
    await setApp(world, { contact_range: { department_ids: [finance] } });
    expect(await codeOf(world, `${batch}?department_ids=${team}`)).toBe(40004);
    await setApp(world, { scopes: ['contact:group:readonly'] });
    expect(await codeOf(world, `${batch}?department_ids=${team}`)).toBe(99991672);
  });

  it('show only the parents in range, and only the fields whose scope the app has', async () => {
    const world = await startWorld();
    await setApp(world, { contact_range: { department_ids: [team] }, scopes: ['contact:contact.base:readonly'] });
    expect((await dataOf(world, `${parent}?department_id=${team}`)).items).toEqual([]);
    expect((await dataOf(world, `${batch}?department_ids=${team}`)).items).toEqual([
      { open_department_id: team, status: { is_deleted: false } },
    ]);
  });
});

describe('a person', () => {
  const contact = (id: string, query = '') => `/open-apis/contact/v3/users/${id}${query}`;

  it('is in departments and has a job, each with its scope', async () => {
    const world = await startWorld();
    const { user } = await dataOf(world, contact(zhangsan));
    expect(user).toMatchObject({ department_ids: [team], job_title: '工程师', employee_no: '1001' });
    const own = await dataOf(world, contact(zhangsan, '?department_id_type=department_id'));
    expect(own.user.department_ids).toEqual(['rd-platform']);
    await setApp(world, { scopes: ['contact:contact.base:readonly', 'contact:user.employee_number:read'] });
    const { user: bare } = await dataOf(world, contact(zhangsan));
    expect(bare).toMatchObject({ employee_no: '1001' });
    for (const field of ['department_ids', 'job_title', 'status']) expect(bare).not.toHaveProperty(field);
  });

  it('is right under the root without a department', async () => {
    const world = await startWorld();
    await world.control('PATCH', `users/${lisi}`, { department_ids: [] });
    expect((await dataOf(world, contact(lisi))).user.department_ids).toEqual(['0']);
  });

  it('is seen by whom the contact range includes: by name, department or group', async () => {
    const world = await startWorld();
    for (const [contact_range, code] of [
      [{ user_ids: [zhangsan] }, 0],
      [{ department_ids: [centre] }, 0],
      [{ group_ids: ['g00000001'] }, 0],
      [{ department_ids: [finance] }, 41050],
    ] as const) {
      await setApp(world, { contact_range });
      expect(await codeOf(world, contact(zhangsan))).toBe(code);
    }
  });
});

describe('user groups', () => {
  it('are told by person and kind', async () => {
    const world = await startWorld();
    expect(await dataOf(world, `${belong}?member_id=${zhangsan}`)).toEqual({
      group_list: ['g00000001'],
      has_more: false,
    });
    const dynamic = `${belong}?member_id=zhangsan&member_id_type=user_id&group_type=2`;
    expect((await dataOf(world, dynamic)).group_list).toEqual(['g00000002']);
    await world.control('PUT', 'groups/g00000003', { members: [zhangsan] });
    const first = await dataOf(world, `${belong}?member_id=${zhangsan}&page_size=1`);
    expect(first).toMatchObject({ group_list: ['g00000001'], has_more: true, page_token: '1' });
    await world.control('DELETE', 'groups/g00000003');
    await setApp(world, { contact_range: { user_ids: [zhangsan] } });
    expect((await dataOf(world, `${belong}?member_id=${zhangsan}`)).group_list).toEqual([]);
  });

  it('are refused as the page says', async () => {
    const world = await startWorld();
    expect(await codeOf(world, `${belong}?member_id=${outsider}`)).toBe(41012);
    expect(await codeOf(world, `${belong}?member_id=${zhangsan}&group_type=3`)).toBe(40001);
    expect(await codeOf(world, `${belong}?member_id=${zhangsan}&page_size=0.5`)).toBe(40011);
    expect(await codeOf(world, `${belong}?member_id=${zhangsan}&page_token=-1`)).toBe(40012);
    await setApp(world, { scopes: [] });
    expect(await codeOf(world, `${belong}?member_id=${zhangsan}`)).toBe(99991672);
  });
});

describe('the contact range', () => {
  it('of everybody is what lies under the root, and all groups', async () => {
    const world = await startWorld();
    expect(await dataOf(world, range)).toMatchObject({
      department_ids: [centre, finance],
      group_ids: ['g00000001', 'g00000002'],
      has_more: false,
    });
    expect(await codeOf(world, `${range}?page_size=101`)).toBe(40011);
    expect(await codeOf(world, `${range}?page_token=99`)).toBe(40012);
  });

  it('of an app is what it was given, and changes are told', async () => {
    const world = await startWorld();
    const receiver = await startReceiver();
    await setApp(world, { event_url: receiver.url });
    await setApp(world, { contact_range: { department_ids: [finance] } });
    expect(await dataOf(world, range)).toEqual({
      department_ids: [finance],
      user_ids: [],
      group_ids: [],
      has_more: false,
    });
    expect(receiver.received.at(-1)?.body).toMatchObject({
      header: { event_type: 'contact.scope.updated_v3' },
      event: { added: { departments: [{ open_department_id: finance }] } },
    });
  });
});

describe('changes of the organisation', () => {
  it('are pushed: somebody moves, a department is renamed, moved and taken away', async () => {
    const world = await startWorld();
    const receiver = await startReceiver();
    await setApp(world, { event_url: receiver.url });
    await world.control('PATCH', `users/${lisi}`, { department_ids: [team], job_title: '经理' });
    await world.control('PUT', `departments/${finance}`, { parent_department_id: centre });
    await world.control('DELETE', `departments/${finance}`);
    expect(receiver.received.map(({ body }) => [body.header.event_type, body.event.old_object])).toEqual([
      ['contact.user.updated_v3', expect.objectContaining({ department_ids: [finance], job_title: '会计' })],
      ['contact.department.updated_v3', expect.objectContaining({ parent_department_id: '0' })],
      ['contact.department.deleted_v3', expect.objectContaining({ open_department_id: finance })],
    ]);
  });

  it('are told of what is in the contact range alone', async () => {
    const world = await startWorld();
    const receiver = await startReceiver();
    await setApp(world, {
      event_url: receiver.url,
      contact_range: { department_ids: [finance] },
      events: ['contact.user.updated_v3', 'contact.department.created_v3'],
    });
    await world.control('PATCH', `users/${zhangsan}`, { job_title: '经理' });
    await world.control('PUT', 'departments/od-elsewhere', { name: '别处' });
    await world.control('PATCH', `users/${lisi}`, { job_title: '经理' });
    await world.control('PUT', 'departments/od-new', { parent_department_id: finance });
    expect(receiver.received.map(({ body }) => body.header.event_type)).toEqual([
      'contact.user.updated_v3',
      'contact.department.created_v3',
    ]);
  });

  it('that no organisation could make are refused', async () => {
    const world = await startWorld();
    expect((await world.control('DELETE', `departments/${finance}`)).status).toBe(400);
    expect((await world.control('DELETE', `departments/${centre}`)).status).toBe(400);
    expect((await world.control('PUT', `departments/${centre}`, { parent_department_id: team })).status).toBe(400);
    expect((await world.control('PUT', 'departments/x', {})).status).toBe(400);
    await expect(
      startWorld({
        seed: {
          apps: [{ app_id: 'a', app_secret: 'b' }],
          departments: [{ open_department_id: 'od-1', name: 'x', parent_department_id: 'od-2' }],
        },
      }),
    ).rejects.toThrow('there is no department "od-2"');
  });

  it('come back with a snapshot, and leave with the exported seed', async () => {
    const world = await startWorld();
    const { id } = (await world.control('POST', 'snapshot')).body;
    await world.control('PUT', `departments/${team}`, { name: '新名' });
    expect((await world.ask('/_emulator/seed')).body.departments[1].name).toBe('新名');
    await world.control('POST', 'restore', { id });
    expect((await world.ask('/_emulator/departments')).body.departments[1].name).toBe('平台组');
    expect((await world.ask('/_emulator/groups')).body.groups).toHaveLength(2);
  });
});

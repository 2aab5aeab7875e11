import {
  contactDepartmentParentsEndpoint,
  contactDepartmentsEndpoint,
  contactGroupsEndpoint,
  contactUserEndpoint,
} from '@feishu-login/feishu-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FactKind, factKinds } from '../../src/auth/ports/person.ts';
import { json } from '../scripted-platform.ts';
import { appId, type FeishuStage, openFeishuStage } from './stage.ts';

const contact = contactUserEndpoint.path.replace(':user_id', 'ou_1');
const everything = new Set<FactKind>(factKinds);
const data = (body: object) => json({ code: 0, msg: 'success', data: body });
const department = (id: string, more = {}) => ({ open_department_id: id, ...more });

describe('What the organisation says of somebody', () => {
  let stage: FeishuStage;
  const ask = (...kinds: FactKind[]) =>
    stage.feishu.facts('ou_1', { wanted: kinds.length === 0 ? everything : new Set(kinds) });
  beforeEach(async () => {
    stage = await openFeishuStage();
    const user = { department_ids: ['od-2', '0'], job_title: '工程师', employee_no: '7', status: {} };
    stage.platform.on(contact, data({ user }));
    stage.platform.on(
      contactDepartmentsEndpoint.path,
      data({ items: [department('od-2', { name: '平台组', department_id: 'rd-2' })] }),
    );
    stage.platform.on(
      contactDepartmentParentsEndpoint.path,
      data({ items: [department('od-1', { name: '研发' })], has_more: true, page_token: 'more' }),
      data({ items: [department('od-0'), { name: 'no id' }], has_more: false }),
    );
    stage.platform.on(contactGroupsEndpoint.path, data({ group_list: ['g1', 'g 2'] }), data({ group_list: ['g3'] }));
  });
  afterEach(() => stage.close());

  it('is read with the tenant’s token: departments and what they are under, groups of both kinds, the job', async () => {
    expect(await ask()).toEqual({
      facts: {
        departments: [
          { id: 'od-2', ownId: 'rd-2', name: '平台组', direct: true },
          { id: 'od-1', ownId: null, name: '研发', direct: false },
          { id: 'od-0', ownId: null, name: null, direct: false },
        ],
        groups: ['g1', 'g3'],
        jobTitle: '工程师',
        employeeNumber: '7',
      },
      untold: [],
    });
    const contacts = stage.platform.asked.filter(({ path }) => path.includes('/contact/'));
    for (const { headers } of contacts) expect(headers.authorization).toBe('Bearer canary-tenant-token');
    const types = contacts.flatMap(({ query }) => query.getAll('group_type'));
    expect(types.sort()).toEqual(['1', '2']);
  });

  it('is asked for no more than is wanted', async () => {
    expect(await ask('job_title')).toEqual({ facts: { jobTitle: '工程师' }, untold: [] });
    expect(stage.platform.asked.filter(({ path }) => path.includes('/contact/'))).toHaveLength(1);
  });

  it('is unset where the platform leaves out a field that it would tell, and untold where it would not', async () => {
    stage.platform.on(contact, data({ user: { department_ids: ['0'], status: {} } }));
    stage.platform.on(contactGroupsEndpoint.path, data({}));
    expect(await ask()).toEqual({
      facts: { departments: [], groups: [], jobTitle: null, employeeNumber: null },
      untold: [],
    });
    stage.platform.on(contact, data({ user: {} }));
    expect((await ask('departments', 'job_title', 'employee_number')).untold).toEqual([
      { kind: 'departments', why: 'contact:user.department:readonly' },
      { kind: 'job_title', why: 'contact:user.employee:readonly' },
      { kind: 'employee_number', why: 'contact:user.employee:readonly' },
    ]);
  });

  it('is untold, with the scope the platform names, where the app may not ask', async () => {
    const refusal = { permission_violations: [{ subject: 'contact:group:readonly' }] };
    stage.platform.on(contactGroupsEndpoint.path, json({ code: 99991672, msg: 'no', error: refusal }, 400));
    expect(await ask('groups', 'job_title')).toEqual({
      facts: { jobTitle: '工程师' },
      untold: [{ kind: 'groups', why: 'code 99991672, one of: contact:group:readonly' }],
    });
    stage.platform.on(contact, json({ code: 99991672, msg: 'no' }, 400));
    expect((await ask('job_title')).untold).toEqual([{ kind: 'job_title', why: 'code 99991672' }]);
  });

  it('is nothing of somebody outside the contact range, and the bare id of a department outside it', async () => {
    stage.platform.on(contactDepartmentsEndpoint.path, json({ code: 40_004, msg: 'no dept authority error' }, 403));
    stage.platform.on(contactDepartmentParentsEndpoint.path, json({ code: 40_004, msg: 'no' }, 403));
    expect((await ask('departments')).facts.departments).toEqual([
      { id: 'od-2', ownId: null, name: null, direct: true },
    ]);
    stage.platform.on(contact, json({ code: 41_050, msg: 'no user authority' }, 400));
    expect(await ask()).toEqual({
      facts: { departments: [], groups: [], jobTitle: null, employeeNumber: null },
      untold: [],
    });
  });

  it('is no answer, and nothing about the person, when the platform does not answer', async () => {
    stage.platform.on(contactGroupsEndpoint.path, json({ code: 40_003, msg: 'internal error' }, 500));
    await expect(ask()).rejects.toMatchObject({ code: 'upstream_unavailable' });
    stage.platform.on(contact, json({ code: 0, msg: 'success', data: {} }));
    await expect(ask()).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it('is that they are gone, when the platform says so', async () => {
    stage.platform.on(contact, json({ code: 99991674, msg: 'user type not support' }, 403));
    await expect(ask()).rejects.toMatchObject({ code: 'user_not_allowed', person: { appId, openId: 'ou_1' } });
  });
});

import {
  type ContactDepartment,
  contactDepartmentErrors,
  contactDepartmentFieldScopes,
  contactDepartmentParentsEndpoint,
  contactDepartmentParentsScopes,
  contactDepartmentsEndpoint,
  contactDepartmentsScopes,
  departmentIdTypes,
  mostDepartmentsAtOnce,
  rootDepartmentId,
} from '@feishu-login/feishu-types';
import { type Caller, requireCaller } from '../access/caller.ts';
import { readPage } from '../access/page.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { type Refusal, refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { Department } from '../state/records.ts';

/** 批量获取部门信息: those of the ids that there are; one out of range refuses them all. */
export const contactDepartments: Endpoint = {
  ...contactDepartmentsEndpoint,
  dialect: 'envelope',
  errors: contactDepartmentErrors,
  handle(call, platform) {
    const caller = requireCaller(call, platform, { token: 'any', scopes: contactDepartmentsScopes });
    const type = readIdType(call);
    const ids = call.query.getAll('department_ids');
    if (!type || ids.length === 0 || ids.length > mostDepartmentsAtOnce) throw badQuery();
    const found = ids.flatMap((id) => findDepartment(platform, caller, id) ?? []);
    for (const department of found) requireInRange(platform, caller, department);
    return { code: 0, msg: 'success', data: { items: found.map((one) => viewOf(platform, caller, one, type)) } };
  },
};

/** 获取父部门信息. */
export const contactDepartmentParents: Endpoint = {
  ...contactDepartmentParentsEndpoint,
  dialect: 'envelope',
  errors: contactDepartmentErrors,
  handle(call, platform) {
    const caller = requireCaller(call, platform, { token: 'any', scopes: contactDepartmentParentsScopes });
    const type = readIdType(call);
    const id = call.query.get('department_id') ?? '';
    if (id === '') {
      throw refuse(contactDepartmentErrors, 44102, { en: 'department_id is missing.', zh: '缺少 department_id。' });
    }
    const department = findDepartment(platform, caller, id);
    if (!type || !department) throw badQuery();
    requireInRange(platform, caller, department);
    const parents = platform.directory
      .parentsOf(department)
      .filter((one) => platform.directory.sees(caller.app, { department: one }));
    const { page, ...more } = readPage(call, parents, { errors: contactDepartmentErrors, standard: 20, most: 50 });
    return {
      code: 0,
      msg: 'success',
      data: { items: page.map((one) => viewOf(platform, caller, one, type)), ...more },
    };
  },
};

type DepartmentIdType = (typeof departmentIdTypes)[number];

function readIdType(call: Call): DepartmentIdType | undefined {
  const value = call.query.get('department_id_type') ?? 'open_department_id';
  return departmentIdTypes.find((type) => type === value);
}

function findDepartment({ directory }: Platform, { tenant_key }: Caller, id: string): Department | undefined {
  const found = directory.department(id, tenant_key);
  return found?.tenant_key === tenant_key ? found : undefined;
}

function requireInRange({ directory }: Platform, { app }: Caller, department: Department): void {
  if (directory.sees(app, { department })) return;
  throw refuse(contactDepartmentErrors, 40004, {
    en: `The department ${department.open_department_id} is outside the app’s contact range. Widen it in the console (权限管理 → 可访问的数据范围), or contact_range of PUT /_emulator/apps here.`,
    zh: `部门 ${department.open_department_id} 不在应用的通讯录权限范围内。请在开发者后台“权限管理”调整可访问的数据范围；此处可用 PUT /_emulator/apps 的 contact_range。`,
    page: '权限范围资源介绍',
  });
}

function badQuery(): Refusal {
  return refuse(contactDepartmentErrors, 40001, {
    en: `department_id_type is open_department_id or department_id, and the ids are of that kind: one for its parents, up to ${mostDepartmentsAtOnce} department_ids otherwise.`,
    zh: `department_id_type 为 open_department_id 或 department_id，且 ID 与之一致：查询父部门传一个，批量查询最多 ${mostDepartmentsAtOnce} 个 department_ids。`,
  });
}

function viewOf(
  { directory }: Platform,
  { app }: Caller,
  { open_department_id, department_id, parent_department_id, name }: Department,
  type: DepartmentIdType,
): ContactDepartment {
  const parent = directory.department(parent_department_id);
  const fields = { name, department_id, parent_department_id: parent?.[type] ?? rootDepartmentId };
  const shown = Object.entries(fields).filter(([field]) => {
    const gates: Readonly<Record<string, readonly string[]>> = contactDepartmentFieldScopes;
    return gates[field]?.some((scope) => app.scopes.includes(scope)) ?? true;
  });
  return { ...Object.fromEntries(shown), open_department_id, status: { is_deleted: false } };
}

import { rootDepartmentId } from '@feishu-login/feishu-types';
import type { App, Department, Records, User, UserGroup } from './records.ts';
import { derivedHex } from './secrets.ts';

/** The organisations as trees of departments, their user groups, and what of them an app may see. */
export interface Directory {
  departments(): Department[];
  /** By either of its ids; a `department_id` is unique inside its tenant only. */
  department(id: string, tenant_key?: string): Department | undefined;
  saveDepartment(change: Partial<Department> & { open_department_id: string }): Department;
  removeDepartment(department: Department): void;
  /** The nearest first, without the root. */
  parentsOf(department: Department): Department[];
  groups(): UserGroup[];
  group(group_id: string): UserGroup | undefined;
  saveGroup(change: Partial<UserGroup> & { group_id: string }): UserGroup;
  removeGroup(group: UserGroup): void;
  /** 权限范围资源介绍: a department brings what is under it, and whoever is in it. */
  sees(app: App, what: { department: Department } | { user: User } | { group: UserGroup }): boolean;
}

export function createDirectory(records: Records): Directory {
  const firstTenant = () => [...records.tenants.keys()][0] ?? '736588c9260f175d';
  const parentsOf = (department: Department): Department[] => {
    const parents: Department[] = [];
    let parent = records.departments.get(department.parent_department_id);
    // A seed may hold a circle; no organisation does.
    while (parent && parent !== department && !parents.includes(parent)) {
      parents.push(parent);
      parent = records.departments.get(parent.parent_department_id);
    }
    return parents;
  };
  const departmentInRange = (ids: readonly string[], department: Department) =>
    [department, ...parentsOf(department)].some(({ open_department_id }) => ids.includes(open_department_id));

  return {
    departments: () => [...records.departments.values()],
    department: (id, tenant_key) =>
      records.departments.get(id) ??
      [...records.departments.values()].find((one) => one.department_id === id && one.tenant_key === tenant_key),
    saveDepartment(change) {
      const { open_department_id } = change;
      const known = records.departments.get(open_department_id);
      const department = { ...(known ?? blankDepartment(open_department_id, firstTenant())), ...change };
      records.departments.set(open_department_id, department);
      return department;
    },
    removeDepartment: ({ open_department_id }) => void records.departments.delete(open_department_id),
    parentsOf,
    groups: () => [...records.groups.values()],
    group: (group_id) => records.groups.get(group_id),
    saveGroup(change) {
      const group = {
        ...(records.groups.get(change.group_id) ?? blankGroup(change.group_id, firstTenant())),
        ...change,
      };
      records.groups.set(group.group_id, group);
      return group;
    },
    removeGroup: ({ group_id }) => void records.groups.delete(group_id),
    sees({ contact_range: range }, what) {
      if (range === null) return true;
      if ('department' in what) return departmentInRange(range.department_ids, what.department);
      if ('group' in what) return range.group_ids.includes(what.group.group_id);
      if (range.user_ids.includes(what.user.open_id)) return true;
      const groups = [...records.groups.values()].filter(({ group_id }) => range.group_ids.includes(group_id));
      if (groups.some(({ members }) => members.includes(what.user.open_id))) return true;
      const departments = what.user.department_ids.flatMap((id) => records.departments.get(id) ?? []);
      return departments.some((department) => departmentInRange(range.department_ids, department));
    },
  };
}

export function blankDepartment(open_department_id: string, tenant_key: string): Department {
  return {
    open_department_id,
    department_id: derivedHex('department', open_department_id).slice(0, 16),
    tenant_key,
    name: open_department_id,
    parent_department_id: rootDepartmentId,
  };
}

export function blankGroup(group_id: string, tenant_key: string): UserGroup {
  return { group_id, tenant_key, name: group_id, type: 'normal', members: [] };
}

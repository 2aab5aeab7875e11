import { contactDepartmentFieldScopes, type EventDepartment } from '@feishu-login/feishu-types';
import type { App, ContactRange, Department } from '../state/records.ts';
import type { Occurrence } from './events.ts';

/** 部门被创建, 部门信息变化, 部门被删除; nothing where nothing changed. */
export function departmentOccurrence(
  app: App,
  before: Department | undefined,
  after: Department | undefined,
): Occurrence | undefined {
  const department = after ?? before;
  if (!department) return undefined;
  const about = (type: string, event: Record<string, unknown>): Occurrence => ({
    type,
    version: 2,
    tenant_key: department.tenant_key,
    subject: department.open_department_id,
    event,
  });
  const object = viewOf(app, department);
  if (!before) return about('contact.department.created_v3', { object });
  const old_object = viewOf(app, before);
  if (!after) {
    return about('contact.department.deleted_v3', { object: { ...object, status: { is_deleted: true } }, old_object });
  }
  const changed = JSON.stringify(before) !== JSON.stringify(after);
  return changed ? about('contact.department.updated_v3', { object, old_object }) : undefined;
}

function viewOf(app: App, { open_department_id, name, department_id, parent_department_id }: Department) {
  const gates: Readonly<Record<string, readonly string[]>> = contactDepartmentFieldScopes;
  const shown = Object.entries({ name, department_id, parent_department_id }).filter(([field]) =>
    gates[field]?.some((scope) => app.scopes.includes(scope)),
  );
  return { ...Object.fromEntries(shown), open_department_id } satisfies EventDepartment;
}

/** 通讯录权限范围变更: to the app itself, of its own company. */
export function rangeOccurrence(before: App, after: App): Occurrence | undefined {
  const { contact_range: old } = before;
  const { contact_range: now, tenant_key } = after;
  if (tenant_key === null || JSON.stringify(old) === JSON.stringify(now)) return undefined;
  return rangeChanged(tenant_key, { added: lessOf(now, old), removed: lessOf(old, now) });
}

export function rangeChanged(tenant_key: string, event: Record<string, unknown>): Occurrence {
  return { type: 'contact.scope.updated_v3', version: 2, tenant_key, subject: 'contact range', event };
}

/** What the one has and the other has not. Everybody is not told one by one. */
function lessOf(one: ContactRange | null, other: ContactRange | null): Record<string, unknown> {
  const left = (kind: keyof ContactRange) => one?.[kind].filter((id) => !other?.[kind].includes(id)) ?? [];
  return {
    departments: left('department_ids').map((open_department_id) => ({ open_department_id })),
    users: left('user_ids').map((open_id) => ({ open_id })),
    user_groups: left('group_ids').map((user_group_id) => ({ user_group_id })),
  };
}

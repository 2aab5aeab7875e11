import { z } from 'zod';
import type { OrganisationEvent } from '../auth/ports/person-events.ts';
import { knownId } from './answers.ts';
import type { EventFacts } from './person-event.ts';

const department = z.object({ object: z.object({ open_department_id: knownId }) });
/** 部门信息变化, 部门被删除. */
const aboutDepartments = new Set(['contact.department.updated_v3', 'contact.department.deleted_v3']);
/** 通讯录权限范围变更. */
const aboutTheRange = 'contact.scope.updated_v3';

/**
 * What an event tells about the organisation itself; `undefined` for any other. User groups have no events: the official
 * SDK (@larksuiteoapi/node-sdk 1.74.0) types every event of contacts and none of groups, and `contact.user_group.created_v3`
 * is but the sample of an envelope (事件概述). Whoever was taken out of one is found by reconciliation.
 */
export function toOrganisationEvent(
  appId: string,
  { id, type, tenantKey, event }: EventFacts,
): OrganisationEvent | undefined {
  const base = { kind: 'organisation', id, appId, tenantKey } as const;
  if (type === aboutTheRange) return { ...base, departmentId: undefined };
  if (!aboutDepartments.has(type)) return undefined;
  const departmentId = department.safeParse(event).data?.object.open_department_id;
  return departmentId === undefined ? undefined : { ...base, departmentId };
}

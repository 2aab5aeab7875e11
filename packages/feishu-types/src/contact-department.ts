/** 批量获取部门信息 (通讯录/部门). User or tenant token. `department_ids` is repeated, at most 50 times. */
export const contactDepartmentsEndpoint = {
  method: 'GET',
  path: '/open-apis/contact/v3/departments/batch',
  page: '批量获取部门信息',
} as const;

export const contactDepartmentsScopes = ['contact:contact.base:readonly'] as const;
export const mostDepartmentsAtOnce = 50;

/**
 * 获取父部门信息 (通讯录/部门). User or tenant token. From the nearest parent up, without the root and without what is
 * outside the app's contact range. Page by page.
 */
export const contactDepartmentParentsEndpoint = {
  method: 'GET',
  path: '/open-apis/contact/v3/departments/parent',
  page: '获取父部门信息',
} as const;

/** One of these. */
export const contactDepartmentParentsScopes = [
  'contact:contact.base:readonly',
  'contact:department.organize:readonly',
  'contact:contact:access_as_app',
  'contact:contact:readonly',
  'contact:contact:readonly_as_app',
] as const;

/** The scopes of older days, each of which opens every field below. */
const wide = ['contact:contact:access_as_app', 'contact:contact:readonly', 'contact:contact:readonly_as_app'] as const;

/** Any of its scopes makes a field appear. */
export const contactDepartmentFieldScopes = {
  name: ['contact:department.base:readonly', ...wide],
  department_id: ['contact:department.base:readonly', ...wide],
  parent_department_id: ['contact:department.organize:readonly', ...wide],
} as const;

/** The root has no record of its own: whatever lies right under it has this parent. */
export const rootDepartmentId = '0';

export const departmentIdTypes = ['open_department_id', 'department_id'] as const;

export interface ContactDepartment {
  name?: string;
  /** In the `department_id_type` that was asked for. */
  parent_department_id?: string;
  /** The organisation's own id; never begins with `od-`. */
  department_id?: string;
  open_department_id: string;
  leader_user_id?: string;
  member_count?: number;
  status?: { is_deleted: boolean };
}

export interface ContactDepartmentsReply {
  code: 0;
  msg: 'success';
  data: { items: ContactDepartment[] };
}

export interface ContactDepartmentParentsReply {
  code: 0;
  msg: 'success';
  data: { items: ContactDepartment[]; has_more: boolean; page_token?: string };
}

/** Of the numbers on the two pages, those that reading can meet; the rest concerns changes. */
export const contactDepartmentErrors = {
  40001: { http: 400, msg: 'param error' },
  40003: { http: 400, msg: 'internal error' },
  40004: { http: 403, msg: 'no dept authority error' },
  40008: { http: 400, msg: 'dept Info is null error' },
  40011: { http: 400, msg: 'page size is invalid' },
  40012: { http: 400, msg: 'page token is invalid error' },
  40014: { http: 403, msg: 'no parent dept authority error' },
  42008: { http: 401, msg: 'tenant id is invalid error' },
  43010: { http: 400, msg: 'big dept forbid recursion error' },
  44102: { http: 400, msg: 'miss department_id error' },
} as const;

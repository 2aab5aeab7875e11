import type { ContactUser } from './events.ts';

/** 获取单个用户信息 (通讯录/用户). User or tenant token. */
export const contactUserEndpoint = {
  method: 'GET',
  path: '/open-apis/contact/v3/users/:user_id',
  page: '获取单个用户信息',
} as const;

/** One of these, enabled for the app; with a user token also granted by the user. */
export const contactUserScopes = [
  'contact:contact.base:readonly',
  'contact:contact:access_as_app',
  'contact:contact:readonly',
  'contact:contact:readonly_as_app',
] as const;

/** The scopes of older days, each of which opens every field of that kind. */
const wide = ['contact:contact:access_as_app', 'contact:contact:readonly', 'contact:contact:readonly_as_app'] as const;

/** Of the fields below, those with a scope of their own; any one makes the field appear. */
export const contactUserFieldScopes = {
  department_ids: ['contact:user.department:readonly', ...wide],
  job_title: ['contact:user.employee:readonly', ...wide],
  status: ['contact:user.employee:readonly', ...wide],
  employee_no: ['contact:user.employee_number:read', 'contact:user.employee:readonly', ...wide],
} as const;

export interface ContactUserReply {
  code: 0;
  msg: 'success';
  data: { user: ContactUser };
}

export const contactUserErrors = {
  40001: { http: 400, msg: 'invalid parameter' },
  40003: { http: 400, msg: 'internal error' },
  41012: { http: 400, msg: 'user id invalid error' },
  41050: { http: 400, msg: 'no user authority' },
} as const;

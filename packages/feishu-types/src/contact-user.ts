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

export interface ContactUserReply {
  code: 0;
  msg: 'success';
  data: { user: ContactUser };
}

/** Numbers seen in answers of this API; the HTTP statuses are not taken from its page. */
export const contactUserErrors = {
  40001: { http: 400, msg: 'param error' },
  41012: { http: 400, msg: 'user id invalid error' },
  41050: { http: 403, msg: 'no user authority error' },
} as const;

/**
 * 查询用户所属用户组 (通讯录/用户组). Tenant token. Groups of one `group_type` at a time: 1 those with chosen members
 * (普通用户组), 2 those with a rule (动态用户组). Outside the app's contact range there are none. Page by page.
 */
export const contactGroupsEndpoint = {
  method: 'GET',
  path: '/open-apis/contact/v3/group/member_belong',
  page: '查询用户所属用户组',
} as const;

export const contactGroupsScopes = ['contact:group:readonly'] as const;

export const groupTypes = { normal: 1, dynamic: 2 } as const;

export interface ContactGroupsReply {
  code: 0;
  msg: 'success';
  data: { group_list: string[]; has_more: boolean; page_token?: string };
}

/** As its neighbour 查询用户组成员列表 lists them, and the users' own number for an id that is none. */
export const contactGroupsErrors = {
  40001: { http: 400, msg: 'invalid parameter' },
  40003: { http: 500, msg: 'internal error' },
  40011: { http: 400, msg: 'page size is invalid' },
  40012: { http: 400, msg: 'page token is invalid error' },
  41012: { http: 400, msg: 'user id invalid error' },
  42009: { http: 403, msg: 'no group authority' },
} as const;

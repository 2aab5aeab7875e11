/**
 * 获取通讯录授权范围 (通讯录/权限范围). Tenant token. Where everybody is in range: the departments and people right under
 * the root, and all groups. Page by page.
 */
export const contactRangeEndpoint = {
  method: 'GET',
  path: '/open-apis/contact/v3/scopes',
  page: '获取通讯录授权范围',
} as const;

/** One of these. */
export const contactRangeScopes = [
  'contact:contact.base:readonly',
  'contact:contact:access_as_app',
  'contact:contact:readonly_as_app',
] as const;

export interface ContactRangeReply {
  code: 0;
  msg: 'success';
  data: {
    department_ids: string[];
    user_ids: string[];
    group_ids: string[];
    has_more: boolean;
    page_token?: string;
  };
}

export const contactRangeErrors = {
  40011: { http: 400, msg: 'page size is invalid' },
  40012: { http: 400, msg: 'page token is invalid error' },
} as const;

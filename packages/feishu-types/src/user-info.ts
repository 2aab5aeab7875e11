/** 获取用户信息 (认证及授权/登录态管理). The answer to a failure is HTTP 200 with `code != 0`, except 20050. */
export const userInfoEndpoint = {
  method: 'GET',
  path: '/open-apis/authen/v1/user_info',
  page: '获取用户信息',
} as const;

/** Gated fields are absent, not empty, when the app lacks the scope named beside them. */
export interface UserInfo {
  name?: string;
  en_name?: string;
  avatar_url?: string;
  avatar_thumb?: string;
  avatar_middle?: string;
  avatar_big?: string;
  open_id: string;
  union_id?: string;
  tenant_key?: string;
  /** contact:user.email:readonly. Imported by an administrator, never verified by the user. */
  email?: string;
  /** contact:user.employee:readonly, and the tenant must use Feishu Mail. */
  enterprise_email?: string;
  /** contact:user.employee_id:readonly. Mutable and reusable: never a key. */
  user_id?: string;
  /** contact:user.phone:readonly. Unverified, as `email`. */
  mobile?: string;
  employee_no?: string;
}

export interface UserInfoReply {
  code: 0;
  msg: string;
  data: UserInfo;
}

/** The app scopes of which one is enough for the field to be returned. */
export const userInfoScopes = {
  email: ['contact:user.email:readonly'],
  enterprise_email: ['contact:user.employee:readonly'],
  user_id: ['contact:user.employee_id:readonly'],
  mobile: ['contact:user.phone:readonly'],
  employee_no: [
    'contact:user.employee:readonly',
    'contact:contact:access_as_app',
    'contact:contact:readonly',
    'contact:contact:readonly_as_app',
  ],
} as const;

export const userInfoErrors = {
  20001: { http: 200, msg: 'Invalid request. Please check request param' },
  20005: { http: 200, msg: 'The user access token passed is invalid. Please check the value' },
  20008: { http: 200, msg: 'User not exist' },
  20021: { http: 200, msg: 'User resigned' },
  20022: { http: 200, msg: 'User frozen' },
  20023: { http: 200, msg: 'User not registered' },
  20050: { http: 500, msg: 'System error' },
} as const;

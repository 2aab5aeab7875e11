/** 获取 user_access_token（小程序）(历史版本/身份与认证), the `code2session` of a `tt.login` code. Failures are HTTP 200. */
export const gadgetSessionEndpoint = {
  method: 'POST',
  path: '/open-apis/mina/v2/tokenLoginValidate',
  page: '获取 user_access_token（小程序）',
} as const;

export interface GadgetSessionRequest {
  code: string;
}

export interface GadgetSessionReply {
  code: 0;
  msg: string;
  data: GadgetSession;
}

export interface GadgetSession {
  open_id: string;
  /** The user id; needs contact:user.employee_id:readonly. */
  employee_id?: string;
  session_key: string;
  tenant_key: string;
  access_token: string;
  /** An absolute unix time in seconds, unlike every other `expires_in` of the platform. */
  expires_in: number;
  refresh_token: string;
  /** Undocumented and not the platform's union id (its sample starts with `ou_`): to be ignored. */
  union_id?: string;
}

/** 10204 comes from 通用错误码; the others from the endpoint's own page. */
export const gadgetSessionErrors = {
  10202: { http: 200, msg: 'access token invalid' },
  10204: { http: 200, msg: 'wrong code' },
  10213: { http: 200, msg: 'code appid not match' },
  10226: { http: 200, msg: 'invalid code' },
  10228: { http: 200, msg: 'user to app has no visibility' },
} as const;

/** 自建应用获取 app_access_token and 自建应用获取 tenant_access_token (认证及授权/获取访问凭证). Flat answers. */
export const appTokenEndpoint = {
  method: 'POST',
  path: '/open-apis/auth/v3/app_access_token/internal',
  page: '自建应用获取 app_access_token',
} as const;

export const tenantTokenEndpoint = {
  method: 'POST',
  path: '/open-apis/auth/v3/tenant_access_token/internal',
  page: '自建应用获取 tenant_access_token',
} as const;

export interface AppTokenRequest {
  app_id: string;
  app_secret: string;
}

export interface AppTokenReply {
  code: 0;
  msg: 'ok';
  app_access_token: string;
  tenant_access_token: string;
  /** Remaining seconds, at most two hours; the same token is returned while 30 minutes or more remain. */
  expire: number;
}

export interface TenantTokenReply {
  code: 0;
  msg: 'ok';
  tenant_access_token: string;
  expire: number;
}

/**
 * From 通用错误码; the endpoints' own pages only refer to it. Seen on the platform (2026-05 to 2026-09), where it answers
 * otherwise than that table reads: 10003 and 10014 with HTTP 200. The other HTTP statuses are not known.
 */
export const appTokenErrors = {
  10003: { http: 200, msg: 'invalid param' },
  10005: { http: 400, msg: 'app id unauthorized' },
  10012: { http: 400, msg: 'get app access token fail' },
  10013: { http: 400, msg: 'get tenant access token fail' },
  10014: { http: 200, msg: 'app secret invalid' },
  10015: { http: 400, msg: 'wrong app secret' },
  10016: { http: 400, msg: 'app resend fail' },
  99991543: { http: 400, msg: 'login_user invalid' },
} as const;

/**
 * The text of 10014 tells its causes apart: a well-formed App ID that nobody has, a wrong secret (both seen), and, by
 * 通用错误码, an app that is disabled or was never released.
 */
export const appCredentialTexts = {
  unknownApp: 'app id not exists',
  wrongSecret: 'app secret invalid',
  disabled: 'app unauthorized',
} as const;

/** 10003 comes with this beside `code` and `msg`: a malformed App ID, empty values, an empty body. */
export const invalidParamData = {} as const;

import type { UserInfo } from './user-info.ts';

/**
 * 获取 user_access_token（v1 版本）and 刷新 user_access_token（v1 版本）(历史版本/身份与认证).
 * `Authorization: Bearer <app_access_token>`; the answer holds the profile beside the tokens.
 */
export const v1TokenEndpoint = {
  method: 'POST',
  path: '/open-apis/authen/v1/access_token',
  page: '获取 user_access_token（v1 版本）',
} as const;

export const v1RefreshEndpoint = {
  method: 'POST',
  path: '/open-apis/authen/v1/refresh_access_token',
  page: '刷新 user_access_token（v1 版本）',
} as const;

export interface V1TokenRequest {
  grant_type: 'authorization_code';
  code: string;
}

export interface V1RefreshRequest {
  grant_type: 'refresh_token';
  refresh_token: string;
}

export interface V1Token extends Omit<UserInfo, 'employee_no'> {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token: string;
  refresh_expires_in: number;
  /** Absent when empty. */
  sid?: string;
}

export interface V1TokenReply {
  code: 0;
  msg: 'success';
  data: V1Token;
}

export const v1TokenErrors = {
  20001: { http: 200, msg: 'Invalid request. Please check request param' },
  20007: { http: 200, msg: 'Failed to generate a user access token. Please try again' },
  20008: { http: 200, msg: 'User not exist' },
  20009: { http: 200, msg: 'Tenant does not install app' },
  20021: { http: 200, msg: 'User resigned' },
  20022: { http: 200, msg: 'User frozen' },
  20023: { http: 200, msg: 'User not registered' },
  20024: {
    http: 200,
    msg: 'App id in user_access_token or refresh_token diff with app id in app_access_token or tenant_access_token. Please keep the app id consistent',
  },
  20025: { http: 200, msg: 'Lack of app_id or app_secret in request' },
  20028: { http: 200, msg: 'Invalid app id' },
  20050: { http: 500, msg: 'System error' },
} as const;

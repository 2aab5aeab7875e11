/**
 * 获取 user_access_token and 刷新 user_access_token (历史版本/身份与认证, oidc).
 * `Authorization: Bearer <app_access_token>`; failures are HTTP 200 with `code` and `msg`.
 */
export const oidcTokenEndpoint = {
  method: 'POST',
  path: '/open-apis/authen/v1/oidc/access_token',
  page: '获取 user_access_token（历史版本，oidc）',
} as const;

export const oidcRefreshEndpoint = {
  method: 'POST',
  path: '/open-apis/authen/v1/oidc/refresh_access_token',
  page: '刷新 user_access_token（历史版本，oidc）',
} as const;

export interface OidcTokenRequest {
  grant_type: 'authorization_code';
  code: string;
}

export interface OidcRefreshRequest {
  grant_type: 'refresh_token';
  refresh_token: string;
}

export interface OidcToken {
  access_token: string;
  refresh_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_expires_in: number;
  /** Everything the user ever granted. */
  scope: string;
}

export interface OidcTokenReply {
  code: 0;
  msg: 'success';
  data: OidcToken;
}

const both = {
  20001: { http: 200, msg: 'Invalid request. Please check request param' },
  20002: { http: 200, msg: 'The app_id or app_secret passed is incorrect. Please check the value' },
  20007: { http: 200, msg: 'Failed to generate a user access token. Please try again' },
  20008: { http: 200, msg: 'User not exist' },
  20013: { http: 200, msg: 'The tenant access token passed is invalid. Please check the value' },
  20014: { http: 200, msg: 'The app access token passed is invalid. Please check the value' },
  20021: { http: 200, msg: 'User resigned' },
  20022: { http: 200, msg: 'User frozen' },
  20023: { http: 200, msg: 'User not registered' },
  20024: {
    http: 200,
    msg: 'App id in user_access_token or refresh_token diff with app id in app_access_token or tenant_access_token. Please keep the app id consistent',
  },
  20028: { http: 200, msg: 'Invalid app id' },
  20029: { http: 200, msg: 'Invalid redirect uri' },
  20036: { http: 200, msg: 'The grant_type passed is not supported' },
  20042: { http: 200, msg: 'App disabled' },
  20046: { http: 200, msg: 'Brand inconsistency' },
} as const;

export const oidcTokenErrors = {
  ...both,
  20003: { http: 200, msg: 'The code passed is invalid. Please note that the code could only be used once' },
  20004: { http: 200, msg: 'The code passed has expired. Please generate a new one' },
  20025: { http: 200, msg: 'Lack of app_id or app_secret in request' },
  20035: { http: 200, msg: 'The app_id or app_secret passed is incorrect. Please check the value' },
  20039: { http: 200, msg: 'The user access token is not found. Please check the value' },
} as const;

export const oidcRefreshErrors = {
  ...both,
  20026: { http: 200, msg: 'The refresh token passed is invalid. Please check the value' },
  20037: { http: 200, msg: 'The refresh token passed has expired. Please generate a new one' },
  20038: { http: 200, msg: 'The refresh token passed is not found. Please check the value' },
} as const;

/**
 * 获取 user_access_token (v2) and 刷新 user_access_token (v2) (认证及授权/获取访问凭证): deprecated for version 3, still served.
 * A flat answer without `data` and `msg`; failures speak `error` and `error_description`.
 */
export const userTokenEndpoint = {
  method: 'POST',
  path: '/open-apis/authen/v2/oauth/token',
  page: '获取 user_access_token (v2)',
  refreshPage: '刷新 user_access_token (v2)',
} as const;

export type UserTokenRequest =
  | {
      grant_type: 'authorization_code';
      client_id: string;
      client_secret: string;
      code: string;
      /** Must equal the authorize request's value when sent; gadget and in-client pages leave it out. */
      redirect_uri?: string;
      code_verifier?: string;
      /** Narrows the token to a part of what the user granted. */
      scope?: string;
    }
  | {
      grant_type: 'refresh_token';
      client_id: string;
      client_secret: string;
      refresh_token: string;
      scope?: string;
    };

export interface UserTokenReply {
  code: 0;
  /** 1–2 KB today and may grow; 4 KB should be reserved. */
  access_token: string;
  /** Seconds. */
  expires_in: number;
  /** Only when `offline_access` was granted. */
  refresh_token?: string;
  refresh_token_expires_in?: number;
  scope: string;
  /** `DPoP` exists (official code); whoever asked for Bearer takes nothing else. */
  token_type: 'Bearer';
}

export interface UserTokenFailure {
  code: number;
  error: string;
  error_description: string;
}

/**
 * What a second use of a refresh token was answered on Lark (2026-08-13), where the tables say 20073.
 */
export const replayedRefreshTokenSeen = 20064;

/**
 * Documented numbers, HTTP statuses and descriptions. Only 20050's `error` string is documented (`server_error`);
 * the others follow RFC 6749 section 5.2.
 */
export const userTokenErrors = {
  20001: { http: 400, error: 'invalid_request', description: 'The request is missing a required parameter.' },
  20002: { http: 400, error: 'invalid_client', description: 'The client secret is invalid.' },
  20003: {
    http: 400,
    error: 'invalid_grant',
    description: 'The authorization code is not found. Please note that an authorization code can only be used once.',
  },
  20004: { http: 400, error: 'invalid_grant', description: 'The authorization code has expired.' },
  20008: { http: 400, error: 'invalid_grant', description: 'The user does not exist.' },
  20009: { http: 400, error: 'unauthorized_client', description: 'The specified app is not installed.' },
  20010: {
    http: 400,
    error: 'unauthorized_client',
    description: 'The user does not have permission to use this app.',
  },
  20024: {
    http: 400,
    error: 'invalid_grant',
    description: 'The provided authorization code or refresh token does not match the provided client ID.',
  },
  20026: {
    http: 400,
    error: 'invalid_grant',
    description: 'The refresh token passed is invalid. Please check the value.',
  },
  20036: { http: 400, error: 'unsupported_grant_type', description: 'The specified grant_type is not supported.' },
  20037: {
    http: 400,
    error: 'invalid_grant',
    description: 'The refresh token passed has expired. Please generate a new one.',
  },
  20048: { http: 400, error: 'invalid_client', description: 'The specified app does not exist.' },
  20049: { http: 400, error: 'invalid_grant', description: 'PKCE code challenge failed.' },
  20050: {
    http: 500,
    error: 'server_error',
    description: 'An unexpected server error occurred. Please retry your request.',
  },
  20063: {
    http: 400,
    error: 'invalid_request',
    description: 'The request is malformed. Please check your request.',
  },
  20064: {
    http: 400,
    error: 'invalid_grant',
    description: 'The refresh token has been revoked. Please note that a refresh token can only be used once.',
  },
  20065: {
    http: 400,
    error: 'invalid_grant',
    description: 'The authorization code has been used. Please note that an authorization code can only be used once.',
  },
  20066: { http: 400, error: 'invalid_grant', description: 'The user status is invalid.' },
  20067: {
    http: 400,
    error: 'invalid_scope',
    description: 'The provided scope list contains duplicate scopes. Please ensure all scopes are unique.',
  },
  20068: {
    http: 400,
    error: 'invalid_scope',
    description:
      'The provided scope list contains scopes that are not permitted. Please ensure all scopes are allowed.',
  },
  20069: { http: 400, error: 'unauthorized_client', description: 'The specified app is not enabled.' },
  20070: {
    http: 400,
    error: 'invalid_request',
    description: 'Multiple authentication methods were provided. Please only use one to proceed.',
  },
  20071: {
    http: 400,
    error: 'invalid_grant',
    description: 'The provided redirect URI does not match the one used during authorization.',
  },
  20072: {
    http: 503,
    error: 'temporarily_unavailable',
    description: 'The server is temporarily unavailable. Please retry your request.',
  },
  20073: {
    http: 400,
    error: 'invalid_grant',
    description: 'The refresh token has been used. Please note that a refresh token can only be used once.',
  },
  20074: {
    http: 400,
    error: 'unauthorized_client',
    description: 'The specified app is not allowed to refresh token.',
  },
} as const;

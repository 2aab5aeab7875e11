/**
 * 登录流程, 获取 access_token, 刷新已过期的 access_token and 获取用户身份信息 (历史版本/应用登录): the passport host's OAuth.
 * Flat answers. The shape of a failure is not documented; RFC 6749's `error` is assumed.
 */
export const passportAuthorizeEndpoint = {
  method: 'GET',
  path: '/suite/passport/oauth/authorize',
  page: '登录流程（历史版本，网页应用登录）',
} as const;

export const passportTokenEndpoint = {
  method: 'POST',
  path: '/suite/passport/oauth/token',
  page: '获取 access_token（历史版本，网页应用登录）',
} as const;

export const passportUserinfoEndpoint = {
  method: 'GET',
  path: '/suite/passport/oauth/userinfo',
  page: '获取用户身份信息（历史版本，网页应用登录）',
} as const;

export interface PassportAuthorizeQuery {
  client_id: string;
  redirect_uri: string;
  response_type: 'code';
  state?: string;
  /** Handed over by the QR SDK's frame after a scan. */
  tmp_code?: string;
}

/** `application/x-www-form-urlencoded`. */
export type PassportTokenRequest =
  | {
      grant_type: 'authorization_code';
      client_id: string;
      client_secret: string;
      code: string;
      redirect_uri: string;
      code_verifier?: string;
    }
  | { grant_type: 'refresh_token'; refresh_token: string };

export interface PassportTokenReply {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token?: string;
  refresh_expires_in?: number;
}

export interface PassportUserinfo {
  /** The open id. */
  sub: string;
  name: string;
  /** The avatar. */
  picture: string;
  open_id: string;
  union_id: string;
  en_name: string;
  tenant_key: string;
  avatar_url: string;
  avatar_thumb: string;
  avatar_middle: string;
  avatar_big: string;
  user_id?: string;
  employee_no?: string;
  email?: string;
  mobile?: string;
}

/** Not documented: RFC 6749 section 5.2. */
export const passportErrors = {
  invalid_request: { http: 400, description: 'The request is missing a required parameter.' },
  invalid_client: { http: 401, description: 'The client is unknown or its secret is wrong.' },
  invalid_grant: {
    http: 400,
    description: 'The code or refresh token is invalid, expired, used or not for this client.',
  },
  unsupported_grant_type: { http: 400, description: 'The grant type is not supported.' },
  access_denied: { http: 403, description: 'The user may not use this app.' },
  invalid_token: { http: 401, description: 'The access token is invalid or expired.' },
  server_error: { http: 500, description: 'The server failed. Please retry.' },
  temporarily_unavailable: { http: 503, description: 'The server is busy. Please retry.' },
} as const;

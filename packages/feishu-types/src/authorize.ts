/** 获取授权码 (认证及授权/获取访问凭证): a page of the accounts host, not a JSON API. */
export const authorizeEndpoint = {
  method: 'GET',
  path: '/open-apis/authen/v1/authorize',
  page: '获取授权码',
} as const;

export interface AuthorizeQuery {
  client_id: string;
  /** Left out in several of the documentation's own examples. */
  response_type?: 'code';
  redirect_uri: string;
  /** Separated by spaces, at most 200, increments only. */
  scope?: string;
  state?: string;
  /** Asks for consent again though nothing new is asked for. */
  prompt?: 'consent';
  code_challenge?: string;
  /** `plain` when left out. */
  code_challenge_method?: 'S256' | 'plain';
}

/** What arrives at the redirect address. A refusal carries no `error_description`. */
export type AuthorizeRedirect = { code: string; state?: string } | { error: 'access_denied'; state?: string };

/** 50 until September 2026. */
export const maxAuthorizeScopes = 200;

/**
 * Shown on a page of the platform, which never redirects. 20027 and 20029 come from 获取授权码 and
 * 如何解决授权免登页面-20029-错误; the others carry the meaning these numbers have elsewhere.
 */
export const authorizeErrors = {
  20001: { http: 200, msg: 'Invalid request. Please check request param' },
  20010: { http: 200, msg: 'user not visible to app' },
  20027: { http: 200, msg: 'The requested scope is not enabled for the app' },
  20028: { http: 200, msg: 'Invalid app id' },
  20029: { http: 200, msg: 'Invalid redirect uri' },
  20042: { http: 200, msg: 'App disabled' },
  20066: { http: 200, msg: 'The user status is invalid.' },
} as const;

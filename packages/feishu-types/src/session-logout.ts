/** 退出登录 (认证及授权/登录态管理): ends the user's Feishu sessions. Self-built apps, tenant token. */
export const sessionLogoutEndpoint = {
  method: 'POST',
  path: '/open-apis/passport/v1/sessions/logout',
  page: '退出登录',
} as const;

export const sessionLogoutScope = 'passport:session:logout';

export interface SessionLogoutRequest {
  /** 1 by user id, 2 by the identity provider's credential, 3 by session id. */
  logout_type: 1 | 2 | 3;
  user_id?: string;
  idp_credential_id?: string;
  sid?: string;
  /** 1 PC, 2 web, 3 Android, 4 iOS, 5 server, 6 old gadget, 8 other mobile. All when left out. */
  terminal_type?: number[];
  /** 34 password changed, 35 session invalid, 36 password expired. */
  logout_reason?: 34 | 35 | 36;
}

export interface SessionLogoutReply {
  code: 0;
  msg: 'success';
  data: Record<string, never>;
}

/** The first text is misspelt in the documentation too. */
export const sessionLogoutErrors = {
  1080001: { http: 400, msg: 'param is invalis' },
  1084001: { http: 400, msg: 'The parameter sid is invalid' },
  1084002: { http: 400, msg: 'The parameter logout_reason is invalid' },
} as const;

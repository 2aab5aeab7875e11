/** 批量获取脱敏的用户登录信息 (认证及授权/登录态管理). Self-built apps, tenant token, ten calls a minute. */
export const sessionQueryEndpoint = {
  method: 'POST',
  path: '/open-apis/passport/v1/sessions/query',
  page: '批量获取脱敏的用户登录信息',
} as const;

export const sessionQueryScope = 'passport:session_mask:readonly';

export interface SessionQueryRequest {
  /** At most 100. */
  user_ids: string[];
}

export interface MaskSession {
  /** Unix seconds, as text. */
  create_time: string;
  /** 0 unknown, else as in 退出登录. */
  terminal_type: number;
  user_id: string;
  sid: string;
}

export interface SessionQueryReply {
  code: 0;
  msg: 'success';
  data: { mask_sessions: MaskSession[] };
}

export const sessionQueryErrors = {
  1080001: { http: 400, msg: 'param is invalis' },
} as const;

/** 重新获取 app_ticket (认证及授权/获取访问凭证), store apps only: pushes the app_ticket event again. */
export const appTicketResendEndpoint = {
  method: 'POST',
  path: '/open-apis/auth/v3/app_ticket/resend',
  page: '重新获取 app_ticket',
} as const;

export interface AppTicketResendRequest {
  app_id: string;
  app_secret: string;
}

export interface AppTicketResendReply {
  code: 0;
  msg: 'success';
}

/** 获取 JSAPI 临时授权凭证 (认证及授权/获取访问凭证). Tenant token. */
export const jsapiTicketEndpoint = {
  method: 'POST',
  path: '/open-apis/jssdk/ticket/get',
  page: '获取 JSAPI 临时授权凭证',
} as const;

export interface JsapiTicketReply {
  code: 0;
  msg: 'ok';
  data: {
    /** Spelt `expire_in`, unlike every other lifetime. */
    expire_in: number;
    ticket: string;
  };
}

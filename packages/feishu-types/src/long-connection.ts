/**
 * 使用长连接接收事件 describes the service; its wire format is in the official @larksuiteoapi/node-sdk only:
 * a POST hands out a WebSocket address, over which protobuf frames travel.
 */
export const longConnectionEndpoint = {
  method: 'POST',
  path: '/callback/ws/endpoint',
  page: '使用长连接接收事件（协议见 @larksuiteoapi/node-sdk）',
} as const;

export interface LongConnectionRequest {
  AppID: string;
  AppSecret: string;
}

export interface LongConnectionReply {
  code: 0;
  msg: string;
  data: {
    URL: string;
    ClientConfig: {
      ReconnectCount: number;
      ReconnectInterval: number;
      ReconnectNonce: number;
      PingInterval: number;
    };
  };
}

/** 1000040344, without credentials, and 1000040346 were seen on the platform in 2026; the former's text is assumed. */
export const longConnectionErrors = {
  1: { http: 200, msg: 'system busy' },
  403: { http: 200, msg: 'forbidden' },
  514: { http: 200, msg: 'auth failed' },
  1000040343: { http: 200, msg: 'internal error' },
  1000040344: { http: 200, msg: 'app_id or app_secret is empty' },
  1000040346: { http: 200, msg: 'app_id is invalid' },
  1000040350: { http: 200, msg: 'exceed conn limit' },
} as const;

/** At most this many connections an app; a random one receives each event. */
export const maxLongConnections = 50;

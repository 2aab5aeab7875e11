/** 获取长连接在线数量 (事件与回调): how many sockets of the app are connected. Tenant token. */
export const eventConnectionEndpoint = {
  method: 'GET',
  path: '/open-apis/event/v1/connection',
  page: '获取长连接在线数量',
} as const;

export interface EventConnectionReply {
  code: 0;
  msg: 'success';
  data: { online_instance_cnt: number };
}

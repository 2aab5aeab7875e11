/** 获取事件出口 IP (事件与回调). Tenant token. */
export const eventOutboundIpEndpoint = {
  method: 'GET',
  path: '/open-apis/event/v1/outbound_ip',
  page: '获取事件出口 IP',
} as const;

export const eventOutboundIpScope = 'event:ip_list';

export interface EventOutboundIpReply {
  code: 0;
  msg: 'success';
  data: { ip_list: string[]; page_token?: string; has_more: boolean };
}

import { eventOutboundIpEndpoint, eventOutboundIpScope, gatewayErrors } from '@feishu-login/feishu-types';
import { requireTenantToken } from '../access/bearer.ts';
import { requireScope } from '../access/permissions.ts';
import type { Endpoint } from '../exchange/endpoint.ts';

/** 获取事件出口 IP: here events come from this machine. */
export const eventOutboundIp: Endpoint = {
  ...eventOutboundIpEndpoint,
  dialect: 'envelope',
  errors: { 99991663: gatewayErrors[99991663], 99991672: gatewayErrors[99991672] },
  handle(call, platform) {
    const { app } = requireTenantToken(call, platform);
    requireScope(platform, { scopes: [eventOutboundIpScope], app });
    return { code: 0, msg: 'success', data: { ip_list: ['127.0.0.1'], has_more: false } };
  },
};

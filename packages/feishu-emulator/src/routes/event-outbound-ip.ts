import { eventOutboundIpEndpoint, eventOutboundIpScope, gatewayErrors } from '@feishu-login/feishu-types';
import { requireTenantToken } from '../bearer.ts';
import type { Endpoint } from '../endpoint.ts';
import { requireScope } from '../permissions.ts';

/** 获取事件出口 IP: here events come from this machine. */
export const eventOutboundIp: Endpoint = {
  ...eventOutboundIpEndpoint,
  dialect: 'envelope',
  errors: { 99991663: gatewayErrors[99991663], 99991672: gatewayErrors[99991672] },
  handle(call, state) {
    const { app } = requireTenantToken(call, state);
    requireScope(state, { scopes: [eventOutboundIpScope], app });
    return { code: 0, msg: 'success', data: { ip_list: ['127.0.0.1'], has_more: false } };
  },
};

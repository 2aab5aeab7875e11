import { eventConnectionEndpoint, gatewayErrors } from '@feishu-login/feishu-types';
import { requireTenantToken } from '../access/bearer.ts';
import type { Endpoint } from '../exchange/endpoint.ts';

/** 获取长连接在线数量. */
export const eventConnection: Endpoint = {
  ...eventConnectionEndpoint,
  dialect: 'envelope',
  errors: { 99991663: gatewayErrors[99991663] },
  handle(call, platform) {
    const { app } = requireTenantToken(call, platform);
    return { code: 0, msg: 'success', data: { online_instance_cnt: platform.connections.count(app.app_id) } };
  },
};

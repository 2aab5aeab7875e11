import { eventConnectionEndpoint, gatewayErrors } from '@feishu-login/feishu-types';
import { requireTenantToken } from '../access/bearer.ts';
import type { Endpoint } from '../exchange/endpoint.ts';

/** 获取长连接在线数量. */
export const eventConnection: Endpoint = {
  ...eventConnectionEndpoint,
  dialect: 'envelope',
  errors: { 99991663: gatewayErrors[99991663] },
  handle(call, state) {
    const { app } = requireTenantToken(call, state);
    return { code: 0, msg: 'success', data: { online_instance_cnt: state.connections.count(app.app_id) } };
  },
};

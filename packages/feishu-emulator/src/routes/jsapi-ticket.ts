import { gatewayErrors, jsapiTicketEndpoint } from '@feishu-login/feishu-types';
import { requireTenantToken } from '../access/bearer.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuseAtGateway } from '../exchange/failure.ts';

/** 获取 JSAPI 临时授权凭证. */
export const jsapiTicket: Endpoint = {
  ...jsapiTicketEndpoint,
  dialect: 'envelope',
  errors: {
    99991661: gatewayErrors[99991661],
    99991663: gatewayErrors[99991663],
    99991401: gatewayErrors[99991401],
  },
  // The official React sample uses GET.
  alsoMethods: ['GET'],
  handle(call, platform) {
    const { app } = requireTenantToken(call, platform);
    const ticket = platform.tickets.get(app.app_id);
    const quota = platform.settings.values.ticket_quota;
    if (quota !== null && platform.tickets.fetched(app.app_id) > quota) {
      throw refuseAtGateway(platform.settings, 99991403, {
        en: `The app fetched more than ${quota} tickets (setting ticket_quota). Keep the ticket until shortly before expire_in.`,
        zh: `应用获取 ticket 超过 ${quota} 次（设置 ticket_quota）。请在 expire_in 之前复用。`,
      });
    }
    return { code: 0, msg: 'ok', data: { expire_in: platform.tickets.remaining(ticket), ticket: ticket.value } };
  },
};

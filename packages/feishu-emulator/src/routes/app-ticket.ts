import { appTicketResendEndpoint, appTokenErrors } from '@feishu-login/feishu-types';
import { requireApp } from '../access/app-credentials.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';

/** 重新获取 app_ticket: the ticket comes as an event, not in the answer. */
export const appTicketResend: Endpoint = {
  ...appTicketResendEndpoint,
  dialect: 'envelope',
  errors: appTokenErrors,
  accepts: 'json',
  handle(call, platform) {
    const app = requireApp(call, platform);
    if (app.type !== 'store') {
      throw refuse(appTokenErrors, 10016, {
        en: 'A self-built app has no app_ticket; it uses auth/v3/…/internal.',
        zh: '自建应用没有 app_ticket，请使用 auth/v3/…/internal 接口。',
      });
    }
    platform.events.resendTicket(app);
    return { code: 0, msg: 'success' };
  },
};

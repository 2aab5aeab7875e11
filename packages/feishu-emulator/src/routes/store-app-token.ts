import { appTokenErrors, storeAppTokenEndpoint, storeTenantTokenEndpoint } from '@feishu-login/feishu-types';
import { credentialField, requireApp, requireType } from '../access/app-credentials.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';

/** 商店应用获取 app_access_token: needs the app_ticket that was pushed to the event address. */
export const storeAppToken: Endpoint = {
  ...storeAppTokenEndpoint,
  dialect: 'envelope',
  errors: appTokenErrors,
  accepts: 'json',
  handle(call, platform) {
    const app = requireApp(call, platform);
    requireType(app, 'store');
    const ticket = credentialField(call, platform, 'app_ticket');
    if (ticket === undefined || !platform.appTokens.ticketFits(app.app_id, ticket)) {
      throw refuse(appTokenErrors, 10012, {
        en: 'app_ticket is missing, too old (three hours) or another app’s. Keep the one of the latest app_ticket event; app_ticket/resend asks for a new push.',
        zh: 'app_ticket 缺失、已过期（3 小时）或属于其他应用。请保存最近一次 app_ticket 事件中的值；可通过 app_ticket/resend 触发重新推送。',
      });
    }
    const token = platform.appTokens.get(app.app_id, null, 'app');
    return { code: 0, msg: 'success', app_access_token: token.value, expire: platform.appTokens.remaining(token) };
  },
};

/** 商店应用获取 tenant_access_token. */
export const storeTenantToken: Endpoint = {
  ...storeTenantTokenEndpoint,
  dialect: 'envelope',
  errors: appTokenErrors,
  accepts: 'json',
  handle(call, platform) {
    const value = credentialField(call, platform, 'app_access_token');
    const tenantKey = credentialField(call, platform, 'tenant_key');
    if (value === undefined || tenantKey === undefined) {
      throw refuse(appTokenErrors, 10003, {
        en: 'app_access_token and tenant_key are both needed in the JSON body.',
        zh: '请求体必须同时包含 app_access_token 与 tenant_key。',
      });
    }
    const appToken = platform.appTokens.find(value);
    const app = platform.apps.find(appToken?.app_id);
    if (!appToken || !app || platform.appTokens.problem(appToken, 'app')) {
      throw refuse(appTokenErrors, 10013, {
        en: 'app_access_token is not a living one of a store app. Fetch it anew with the app_ticket.',
        zh: 'app_access_token 不是有效的商店应用令牌，请用 app_ticket 重新获取。',
      });
    }
    requireType(app, 'store');
    if (!platform.apps.installedFor(app, tenantKey)) {
      throw refuse(appTokenErrors, 10013, {
        en: `The tenant "${tenantKey}" has not installed the app.`,
        zh: `租户“${tenantKey}”未安装该应用。`,
      });
    }
    const token = platform.appTokens.get(app.app_id, tenantKey, 'tenant');
    return { code: 0, msg: 'success', tenant_access_token: token.value, expire: platform.appTokens.remaining(token) };
  },
};

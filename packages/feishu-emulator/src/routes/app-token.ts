import { appTokenEndpoint, appTokenErrors, tenantTokenEndpoint } from '@feishu-login/feishu-types';
import { requireApp, requireType } from '../access/app-credentials.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import type { Platform } from '../state/platform.ts';
import type { AppToken } from '../state/records.ts';

/** 自建应用获取 app_access_token: one token that serves as both. */
export const appToken: Endpoint = {
  ...appTokenEndpoint,
  dialect: 'envelope',
  errors: appTokenErrors,
  accepts: 'json',
  alsoMethods: ['GET'],
  handle(call, platform) {
    const token = fetchToken(call, platform);
    return {
      app_access_token: token.value,
      code: 0,
      expire: platform.appTokens.remaining(token),
      msg: 'ok',
      tenant_access_token: token.value,
    };
  },
};

/** 自建应用获取 tenant_access_token. */
export const tenantToken: Endpoint = {
  ...tenantTokenEndpoint,
  dialect: 'envelope',
  errors: appTokenErrors,
  accepts: 'json',
  alsoMethods: ['GET'],
  handle(call, platform) {
    const token = fetchToken(call, platform);
    return { code: 0, expire: platform.appTokens.remaining(token), msg: 'ok', tenant_access_token: token.value };
  },
};

function fetchToken(call: Call, platform: Platform): AppToken {
  const app = requireApp(call, platform);
  requireType(app, 'self_built');
  return platform.appTokens.get(app.app_id, app.tenant_key, 'both');
}

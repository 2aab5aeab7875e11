import { oauthV3TokenEndpoint, userTokenErrors } from '@feishu-login/feishu-types';
import { assertionProblem } from '../access/client-assertion.ts';
import { textField } from '../access/historic-tokens.ts';
import { requireEnabled } from '../access/oauth-client.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import { deviceErrors } from './device-token.ts';
import { version3 } from './token-version.ts';
import { answerTokenRequest, type Grant, userGrants } from './user-token.ts';

/** 获取 user_access_token and 刷新 user_access_token; what official code asks of it beside is not in the documentation. */
export const oauthV3Token: Endpoint = {
  method: oauthV3TokenEndpoint.method,
  path: oauthV3TokenEndpoint.path,
  page: oauthV3TokenEndpoint.page,
  dialect: 'oauth',
  errors: { ...userTokenErrors, ...deviceErrors },
  accepts: 'form_or_json',
  handle(call, platform) {
    const asserted = assertingApp(call, platform);
    const grants = asserted ? { ...allGrants, [jwtBearer]: appToken } : allGrants;
    return answerTokenRequest(call, platform, { version: version3, grants, known: asserted });
  },
};

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The app's own token, as tenant_access_token/internal hands out. */
const appToken: Grant = {
  needs: [],
  answer(platform, app) {
    if (app.type === 'store') {
      throw refuse(userTokenErrors, 20009, {
        en: 'A store app has a token for each tenant: it uses auth/v3/tenant_access_token with app_ticket.',
        zh: '商店应用按租户获取令牌，请使用 auth/v3/tenant_access_token 与 app_ticket。',
      });
    }
    const token = platform.appTokens.get(app.app_id, app.tenant_key, 'both');
    return {
      code: 0,
      access_token: token.value,
      expires_in: platform.appTokens.remaining(token),
      scope: '',
      token_type: 'Bearer',
    };
  },
};

const allGrants: Readonly<Record<string, Grant>> = { ...userGrants, client_credentials: appToken };

/** The app of a signed assertion (RFC 7523). */
function assertingApp(call: Call, platform: Platform): App | undefined {
  const assertion = textField(call, 'client_assertion');
  if (assertion === undefined) return undefined;
  const app = platform.apps.find(textField(call, 'client_id'));
  if (!app) {
    throw refuse(userTokenErrors, 20048, {
      en: 'client_id names no app; it is needed beside client_assertion.',
      zh: 'client_id 不对应任何应用；使用 client_assertion 时也必须提供。',
    });
  }
  const problem = assertionProblem(assertion, app.app_id, platform.clock.seconds());
  if (problem) throw refuse(userTokenErrors, 20002, problem);
  requireEnabled(app);
  return app;
}

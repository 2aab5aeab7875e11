import { oauthV3TokenEndpoint, userTokenErrors } from '@feishu-login/feishu-types';
import { textField } from '../access/historic-tokens.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import { answerForApp, answerTokenRequest } from './user-token.ts';

/** The official SDK's token endpoint: version 2 with `client_assertion` as another way to show who calls. */
export const oauthV3Token: Endpoint = {
  ...oauthV3TokenEndpoint,
  dialect: 'oauth',
  errors: userTokenErrors,
  accepts: 'json',
  handle(call, state) {
    const asserted = assertingApp(call, state);
    if (!asserted) return answerTokenRequest(call, state);
    if (textField(call, 'grant_type') !== jwtBearer) return answerForApp(call, state, asserted);
    const token = state.appTokens.get(asserted.app_id, asserted.tenant_key, 'both');
    return {
      code: 0,
      access_token: token.value,
      expires_in: state.appTokens.remaining(token),
      scope: '',
      token_type: 'Bearer',
    };
  },
};

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The app of a signed assertion (RFC 7523). The emulator knows no keys: any three-part token passes for one. */
function assertingApp(call: Call, state: Platform): App | undefined {
  const assertion = textField(call, 'client_assertion');
  if (assertion === undefined) return undefined;
  const app = state.apps.find(textField(call, 'client_id'));
  if (!app) {
    throw refuse(userTokenErrors, 20048, {
      en: 'client_id names no app; it is needed beside client_assertion.',
      zh: 'client_id 不对应任何应用；使用 client_assertion 时也必须提供。',
    });
  }
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(assertion)) {
    throw refuse(userTokenErrors, 20002, {
      en: 'client_assertion is not a signed JWT.',
      zh: 'client_assertion 不是签名的 JWT。',
    });
  }
  return app;
}

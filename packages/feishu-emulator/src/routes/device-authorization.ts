import {
  deviceAuthorizationEndpoint,
  deviceAuthorizationErrors,
  deviceVerificationPath,
  userTokenErrors,
} from '@feishu-login/feishu-types';
import { requireClient } from '../access/oauth-client.ts';
import { missingScopes, splitScopes } from '../access/scopes.ts';
import { type Call, ownAddress } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import { deviceLifetime } from '../state/devices.ts';
import type { DeviceRequest } from '../state/records.ts';
import { readFields } from './user-token-fields.ts';

/** Device authorization (RFC 8628): no browser here, a person approves on another device. */
export const deviceAuthorization: Endpoint = {
  ...deviceAuthorizationEndpoint,
  dialect: 'oauth',
  errors: deviceAuthorizationErrors,
  accepts: 'form',
  handle(call, platform) {
    const fields = readFields(call);
    const app = requireClient(call, platform, fields, { basic: true });
    const scopes = [...new Set(splitScopes(fields('scope') ?? ''))];
    const missing = missingScopes(scopes, [...app.scopes, ...platform.settings.values.default_scopes]);
    if (missing.length > 0) {
      throw refuse(userTokenErrors, 20068, {
        en: `The app has not enabled ${missing.join(', ')}. Enable them in the console (权限管理) and release.`,
        zh: `应用未开通 ${missing.join('、')}。请在开发者后台“权限管理”开通并发布。`,
      });
    }
    const request = platform.devices.begin({ app_id: app.app_id, scopes });
    return { ...verification(call, request), expires_in: deviceLifetime };
  },
};

/** What the program shows, and what it polls with. */
export function verification(call: Call, { device_code, user_code, interval }: DeviceRequest) {
  const verification_uri = `${ownAddress(call)}${deviceVerificationPath}`;
  return {
    device_code,
    user_code,
    verification_uri,
    verification_uri_complete: `${verification_uri}?${new URLSearchParams({ user_code })}`,
    interval: interval / 1000,
  };
}

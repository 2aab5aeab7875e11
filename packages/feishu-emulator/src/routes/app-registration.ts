import { appRegistrationEndpoint, appRegistrationErrors, userTokenErrors } from '@feishu-login/feishu-types';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import { deviceLifetime } from '../state/devices.ts';
import type { Platform } from '../state/platform.ts';
import { randomHex } from '../state/secrets.ts';
import { verification } from './device-authorization.ts';
import { requireApproved } from './device-token.ts';
import { type ReadField, readFields, requireField } from './user-token-fields.ts';

/** An app made by a person's approval, as the official cli and node-sdk ask for one. */
export const appRegistration: Endpoint = {
  ...appRegistrationEndpoint,
  dialect: 'oauth',
  errors: appRegistrationErrors,
  accepts: 'form',
  handle(call, platform) {
    const fields = readFields(call);
    const action = requireField(fields, 'action');
    if (action === 'init') return { supported_auth_methods: ['client_secret'] };
    if (action === 'begin') return begin(call, platform, fields);
    if (action === 'poll') return poll(platform, fields);
    throw refuse(userTokenErrors, 20063, {
      en: `action "${action}" does not exist. Send init, begin or poll.`,
      zh: `不支持 action“${action}”。可用：init、begin、poll。`,
    });
  },
};

function begin(call: Call, platform: Platform, fields: ReadField): object {
  if (fields('archetype') !== 'PersonalAgent' || fields('auth_method') !== 'client_secret') {
    throw refuse(userTokenErrors, 20063, {
      en: 'archetype must be PersonalAgent and auth_method client_secret.',
      zh: 'archetype 须为 PersonalAgent，auth_method 须为 client_secret。',
    });
  }
  const request = platform.devices.begin({ app_id: null, scopes: [] });
  // The cli reads the one, the node-sdk the other.
  return { ...verification(call, request), expires_in: deviceLifetime, expire_in: deviceLifetime };
}

function poll(platform: Platform, fields: ReadField): object {
  const request = requireApproved(platform, requireField(fields, 'device_code'), null);
  const user = platform.users.find(request.user ?? '');
  const app = platform.apps.upsert({
    app_id: `cli_${randomHex(8)}`,
    app_secret: randomHex(16),
    ...(user && { tenant_key: user.tenant_key, name: `${user.name} 的智能体` }),
  });
  return {
    client_id: app.app_id,
    client_secret: app.app_secret,
    ...(user && { user_info: { open_id: platform.users.openIdFor(user, app), tenant_brand: 'feishu' } }),
  };
}

import { contactUserEndpoint, contactUserErrors, contactUserScopes } from '@feishu-login/feishu-types';
import { isAppToken, requireTenantToken, requireUserToken } from '../access/bearer.ts';
import { requireScope } from '../access/permissions.ts';
import { findByIdType, readUserIdType } from '../access/user-ids.ts';
import { contactUser as viewOf } from '../events/contact-user.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse, refuseAtGateway } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';

/** 获取单个用户信息: with a tenant or a user token. */
export const contactUser: Endpoint = {
  ...contactUserEndpoint,
  dialect: 'envelope',
  errors: contactUserErrors,
  handle: readUser,
};

interface Caller {
  app: App;
  tenant_key: string;
  /** With a user token, what the user granted. */
  scopes: readonly string[] | undefined;
}

function readUser(call: Call, platform: Platform): object {
  const { app, tenant_key, scopes } = callerOf(call, platform);
  requireScope(platform, { scopes: contactUserScopes, app, tokenScopes: scopes });
  const type = readUserIdType(call.query);
  const id = call.params.user_id ?? '';
  if (!type) {
    throw refuse(contactUserErrors, 40001, {
      en: 'user_id_type must be open_id, union_id or user_id.',
      zh: 'user_id_type 必须为 open_id、union_id 或 user_id。',
    });
  }
  const user = findByIdType(platform, app, type, id);
  if (user === 'cross_app') {
    throw refuseAtGateway(platform.settings, 99992361, {
      en: 'This open id is another app’s view of the user. Use the one this app was given, or the union id.',
      zh: '该 open_id 属于其他应用。请使用本应用获得的 open_id，或使用 union_id。',
    });
  }
  if (!user || user.status === 'resigned') {
    throw refuse(contactUserErrors, 41012, {
      en: `There is no user with the ${type} "${id}".`,
      zh: `不存在 ${type} 为“${id}”的用户。`,
    });
  }
  if (user.tenant_key !== tenant_key) {
    throw refuse(contactUserErrors, 41050, {
      en: 'The user is outside the contact range of the app in this tenant.',
      zh: '该用户不在应用的通讯录权限范围内。',
    });
  }
  return { code: 0, msg: 'success', data: { user: viewOf(platform.users, app, user) } };
}

function callerOf(call: Call, platform: Platform): Caller {
  if (call.bearer === undefined || isAppToken(platform, call.bearer)) {
    return { ...requireTenantToken(call, platform), scopes: undefined };
  }
  const { app, token } = requireUserToken(call, platform);
  return { app, tenant_key: platform.users.find(token.user)?.tenant_key ?? '', scopes: token.scopes };
}

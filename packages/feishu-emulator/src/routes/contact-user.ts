import {
  type ContactUser,
  contactUserEndpoint,
  contactUserErrors,
  contactUserScopes,
  departmentIdTypes,
} from '@feishu-login/feishu-types';
import { requireCaller } from '../access/caller.ts';
import { findByIdType, readUserIdType } from '../access/user-ids.ts';
import { contactUser as viewOf } from '../events/contact-user.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse, refuseAtGateway } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';

/** 获取单个用户信息: with a tenant or a user token. */
export const contactUser: Endpoint = {
  ...contactUserEndpoint,
  dialect: 'envelope',
  errors: contactUserErrors,
  handle: readUser,
};

function readUser(call: Call, platform: Platform): object {
  const { app, tenant_key } = requireCaller(call, platform, { token: 'any', scopes: contactUserScopes });
  const departments = departmentIdTypes.find(
    (one) => one === (call.query.get('department_id_type') ?? 'open_department_id'),
  );
  const type = readUserIdType(call.query);
  const id = call.params.user_id ?? '';
  if (!type || !departments) {
    throw refuse(contactUserErrors, 40001, {
      en: 'user_id_type must be open_id, union_id or user_id; department_id_type open_department_id or department_id.',
      zh: 'user_id_type 必须为 open_id、union_id 或 user_id；department_id_type 为 open_department_id 或 department_id。',
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
  if (user.tenant_key !== tenant_key || !platform.directory.sees(app, { user })) {
    throw refuse(contactUserErrors, 41050, {
      en: 'The user is outside the contact range of the app in this tenant.',
      zh: '该用户不在应用的通讯录权限范围内。',
    });
  }
  const view = viewOf(platform.users, app, user);
  return {
    code: 0,
    msg: 'success',
    data: { user: departments === 'department_id' ? byOwnIds(platform, view) : view },
  };
}

function byOwnIds({ directory }: Platform, { department_ids, ...user }: ContactUser): ContactUser {
  if (department_ids === undefined) return user;
  return { ...user, department_ids: department_ids.map((id) => directory.department(id)?.department_id ?? id) };
}

import {
  contactGroupsEndpoint,
  contactGroupsErrors,
  contactGroupsScopes,
  groupTypes,
} from '@feishu-login/feishu-types';
import { requireTenantToken } from '../access/bearer.ts';
import { readPage } from '../access/page.ts';
import { requireScope } from '../access/permissions.ts';
import { findByIdType, userIdTypes } from '../access/user-ids.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';

/** 查询用户所属用户组: with a tenant token. */
export const contactGroups: Endpoint = {
  ...contactGroupsEndpoint,
  dialect: 'envelope',
  errors: contactGroupsErrors,
  handle(call, platform) {
    const { app, tenant_key } = requireTenantToken(call, platform);
    requireScope(platform, { scopes: contactGroupsScopes, app });
    const idType = userIdTypes.find((one) => one === (call.query.get('member_id_type') ?? 'open_id'));
    const group = Number(call.query.get('group_type') || groupTypes.normal);
    const type = group === groupTypes.normal ? 'normal' : group === groupTypes.dynamic ? 'dynamic' : undefined;
    if (!idType || !type) {
      throw refuse(contactGroupsErrors, 40001, {
        en: 'member_id_type is open_id, union_id or user_id; group_type is 1 or 2.',
        zh: 'member_id_type 为 open_id、union_id 或 user_id；group_type 为 1 或 2。',
      });
    }
    const user = findByIdType(platform, app, idType, call.query.get('member_id') ?? '');
    if (!user || user === 'cross_app' || user.tenant_key !== tenant_key || user.status === 'resigned') {
      throw refuse(contactGroupsErrors, 41012, {
        en: `There is no such ${idType} in this tenant.`,
        zh: `本租户没有该 ${idType}。`,
      });
    }
    const mine = platform.directory
      .groups()
      .filter((one) => one.tenant_key === tenant_key && one.type === type && one.members.includes(user.open_id))
      .filter((one) => platform.directory.sees(app, { group: one }));
    const { page, ...more } = readPage(call, mine, { errors: contactGroupsErrors, standard: 500, most: 1000 });
    return { code: 0, msg: 'success', data: { group_list: page.map(({ group_id }) => group_id), ...more } };
  },
};

import {
  contactRangeEndpoint,
  contactRangeErrors,
  contactRangeScopes,
  rootDepartmentId,
} from '@feishu-login/feishu-types';
import { requireTenantToken } from '../access/bearer.ts';
import { readPage } from '../access/page.ts';
import { requireScope } from '../access/permissions.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';

/** 获取通讯录授权范围: departments first, then people, then groups, counted through for the pages. */
export const contactRange: Endpoint = {
  ...contactRangeEndpoint,
  dialect: 'envelope',
  errors: contactRangeErrors,
  handle(call, platform) {
    const { app, tenant_key } = requireTenantToken(call, platform);
    requireScope(platform, { scopes: contactRangeScopes, app });
    const { page, ...more } = readPage(call, rangeOf(platform, app, tenant_key), {
      errors: contactRangeErrors,
      standard: 50,
      most: 100,
    });
    const ids = (kind: Entry['kind']) => page.filter((one) => one.kind === kind).map(({ id }) => id);
    const data = { department_ids: ids('department'), user_ids: ids('user'), group_ids: ids('group'), ...more };
    return { code: 0, msg: 'success', data };
  },
};

interface Entry {
  readonly kind: 'department' | 'user' | 'group';
  readonly id: string;
}

function rangeOf({ directory, users }: Platform, app: App, tenant_key: string): Entry[] {
  const { contact_range: range } = app;
  const ours = <Item extends { tenant_key: string }>(items: readonly Item[]) =>
    items.filter((one) => one.tenant_key === tenant_key);
  const departments = ours(directory.departments()).filter((one) =>
    range === null
      ? one.parent_department_id === rootDepartmentId
      : range.department_ids.includes(one.open_department_id),
  );
  const people = ours(users.all()).filter((one) =>
    range === null ? one.department_ids.length === 0 : range.user_ids.includes(one.open_id),
  );
  return [
    ...departments.map((one): Entry => ({ kind: 'department', id: one.open_department_id })),
    ...people.map((one): Entry => ({ kind: 'user', id: users.openIdFor(one, app) })),
    ...ours(directory.groups())
      .filter((group) => directory.sees(app, { group }))
      .map((one): Entry => ({ kind: 'group', id: one.group_id })),
  ];
}

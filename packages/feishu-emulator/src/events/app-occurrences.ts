import type { App, User } from '../state/records.ts';
import type { Users } from '../state/users.ts';
import type { Occurrence } from './events.ts';

/** What a change of a store app means in each company (应用停启用, 应用卸载); self-built apps are told nothing of it. */
export function appOccurrences(users: Users, before: App | undefined, after: App): Occurrence[] {
  if (!before || after.type !== 'store') return [];
  const tenants = companiesOf(before);
  const left = tenants.filter((tenant) => !companiesOf(after).includes(tenant));
  const switched = before.enabled === after.enabled ? [] : tenants.filter((tenant) => !left.includes(tenant));
  return [
    ...left.map((tenant) => uninstalled(tenant)),
    ...switched.map((tenant) => statusChange(users, after, tenant, after.enabled)),
  ];
}

/** 应用卸载. */
export function uninstalled(tenant_key: string): Occurrence {
  return { ...about('app_uninstalled', tenant_key), event: { tenant_key } };
}

/** 应用停启用: who switched it is told of a start only. */
export function statusChange(users: Users, app: App, tenant_key: string, enabled: boolean): Occurrence {
  const status = enabled ? 'start_by_tenant' : 'stop_by_tenant';
  const administrator = enabled && users.all().find((user) => user.tenant_key === tenant_key);
  const operator = administrator && { operator: idsOf(users, app, administrator) };
  return { ...about('app_status_change', tenant_key), event: { tenant_key, status, ...operator } };
}

function about(type: string, tenant_key: string): Omit<Occurrence, 'event'> {
  return { type, version: 1, tenant_key, subject: `${type} ${tenant_key}` };
}

function idsOf(users: Users, app: App, user: User): { open_id: string; union_id: string } {
  return { open_id: users.openIdFor(user, app), union_id: users.unionIdFor(user, app) };
}

function companiesOf(app: App): string[] {
  return app.installed ? app.installed_tenants : [];
}

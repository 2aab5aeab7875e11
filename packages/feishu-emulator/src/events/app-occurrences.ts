import type { App, User } from '../state/records.ts';
import type { Users } from '../state/users.ts';
import type { Occurrence } from './events.ts';

/** What a change of a store app means in each company (应用停启用, 应用卸载); self-built apps are told nothing of it. */
export function appOccurrences(users: Users, before: App | undefined, after: App): Occurrence[] {
  if (!before || after.type !== 'store') return [];
  const tenants = companiesOf(before);
  const joined = companiesOf(after).filter((tenant) => !tenants.includes(tenant));
  const left = tenants.filter((tenant) => !companiesOf(after).includes(tenant));
  const switched = before.enabled === after.enabled ? [] : tenants.filter((tenant) => !left.includes(tenant));
  return [
    ...joined.map((tenant) => opened(users, after, tenant)),
    ...left.map((tenant) => uninstalled(tenant)),
    ...switched.map((tenant) => statusChange(users, after, tenant, after.enabled)),
  ];
}

/** 首次启用应用: by an administrator of the company, who asked for it as well. */
export function opened(users: Users, app: App, tenant_key: string): Occurrence {
  const administrator = administratorOf(users, tenant_key);
  const person = administrator && { open_id: users.openIdFor(administrator, app) };
  return {
    ...about('app_open', tenant_key),
    event: { tenant_key, applicants: person ? [person] : [], ...(person && { installer: person }) },
  };
}

/** 应用卸载. */
export function uninstalled(tenant_key: string): Occurrence {
  return { ...about('app_uninstalled', tenant_key), event: { tenant_key } };
}

/** 应用停启用: who switched it is told of a start only. */
export function statusChange(users: Users, app: App, tenant_key: string, enabled: boolean): Occurrence {
  const status = enabled ? 'start_by_tenant' : 'stop_by_tenant';
  const administrator = enabled && administratorOf(users, tenant_key);
  const operator = administrator && { operator: idsOf(users, app, administrator) };
  return { ...about('app_status_change', tenant_key), event: { tenant_key, status, ...operator } };
}

/** 员工免审安装应用; store apps hear of additions, nobody hears of removals. */
export function visibilityAdded(users: Users, app: App, user: User): Occurrence {
  return {
    type: 'application.application.visibility.added_v6',
    version: 2,
    tenant_key: user.tenant_key,
    subject: user.open_id,
    event: { source: 1, users: [{ user_id: idsOf(users, app, user) }] },
  };
}

/** Nobody is called an administrator here: the first of the company stands for one. */
function administratorOf(users: Users, tenant_key: string): User | undefined {
  return users.all().find((user) => user.tenant_key === tenant_key);
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

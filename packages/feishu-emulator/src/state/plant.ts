import type { Seed, SeedApp, SeedUser } from '../seed/seed.ts';
import { blankApp } from './apps.ts';
import { blankDepartment, blankGroup } from './directory.ts';
import { type App, emptyRecords, type Records, type User } from './records.ts';
import { derivedHex } from './secrets.ts';
import { blankUser } from './users.ts';

/** Fills the records with what the seed says, and nothing else. */
export function plant(records: Records, seed: Seed): void {
  Object.assign(records, emptyRecords());
  const standardTenant = seed.tenants?.[0]?.tenant_key ?? '736588c9260f175d';
  const keys = new Set([
    standardTenant,
    ...seed.apps.flatMap((app) => [...(app.tenant_key ? [app.tenant_key] : []), ...app.installed_tenants]),
    ...[...seed.departments, ...seed.groups].flatMap((one) => (one.tenant_key ? [one.tenant_key] : [])),
    ...seed.users.flatMap((user) => (user.tenant_key ? [user.tenant_key] : [])),
  ]);
  for (const key of keys) records.tenants.set(key, { tenant_key: key, name: key, uses_mail: true });
  for (const tenant of seed.tenants ?? []) records.tenants.set(tenant.tenant_key, tenant);
  for (const app of seed.apps) records.apps.set(app.app_id, appFromSeed(app, standardTenant));
  for (const department of seed.departments) {
    const { open_department_id: id, tenant_key = standardTenant } = department;
    const blank = blankDepartment(id, tenant_key);
    const department_id = department.department_id ?? blank.department_id;
    records.departments.set(id, { ...blank, ...department, department_id, tenant_key });
  }
  for (const group of seed.groups) {
    const { group_id: id, tenant_key = standardTenant, name = id } = group;
    records.groups.set(id, { ...blankGroup(id, tenant_key), ...group, name, tenant_key });
  }
  for (const user of seed.users) records.users.set(user.open_id, userFromSeed(user, standardTenant));
}

function appFromSeed(seed: SeedApp, standardTenant: string): App {
  const blank = blankApp(seed.app_id, standardTenant);
  const tenant_key = seed.type === 'store' ? null : (seed.tenant_key ?? standardTenant);
  return {
    ...blank,
    ...seed,
    name: seed.name ?? blank.name,
    scopes: seed.scopes ?? blank.scopes,
    events: seed.events ?? blank.events,
    verification_token: seed.verification_token ?? blank.verification_token,
    tenant_key,
    developer: seed.developer ?? tenant_key ?? standardTenant,
  };
}

function userFromSeed(seed: SeedUser, standardTenant: string): User {
  const blank = blankUser(seed.open_id, standardTenant);
  return {
    ...blank,
    ...seed,
    union_id: seed.union_id ?? blank.union_id,
    user_id: seed.user_id ?? blank.user_id,
    tenant_key: seed.tenant_key ?? standardTenant,
    en_name: seed.en_name ?? blank.en_name,
    avatar_url: seed.avatar_url ?? blank.avatar_url,
    tasks: seed.tasks.map((task, index) => ({
      guid: `${derivedHex('task', seed.open_id, String(index))}`,
      summary: task.summary,
      done: task.done,
      created_at: 1_755_000_000_000 + index * 3_600_000,
    })),
  };
}

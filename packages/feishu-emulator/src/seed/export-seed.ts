import type { Stub } from '../openapi/stub.ts';
import type { App, Records, User } from '../state/records.ts';
import type { SettingValues } from '../state/setting-specs.ts';
import { settingDefaults } from '../state/settings.ts';
import type { SeedInput } from './seed.ts';

/** The state as a seed that brings it back: tenants, apps, people, stubs and changed switches, without codes and tokens. */
export function exportSeed(records: Records, settings: SettingValues, stubs: Stub[]): SeedInput {
  const standard: Readonly<Record<string, unknown>> = settingDefaults;
  const changed = Object.entries(settings).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(standard[name]),
  );
  return {
    tenants: [...records.tenants.values()],
    apps: [...records.apps.values()].map(appOf),
    departments: [...records.departments.values()],
    groups: [...records.groups.values()],
    users: [...records.users.values()].map(userOf),
    settings: Object.fromEntries(changed),
    ...(stubs.length > 0 && { stubs }),
  };
}

function appOf({ tenant_key, ...app }: App): SeedInput['apps'][number] {
  return { ...app, ...(tenant_key !== null && { tenant_key }) };
}

function userOf({ tasks, ...user }: User): NonNullable<SeedInput['users']>[number] {
  return { ...user, tasks: tasks.map(({ summary, done }) => ({ summary, done })) };
}

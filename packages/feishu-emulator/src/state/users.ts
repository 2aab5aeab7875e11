import type { App, Records, Tenant, User } from './records.ts';
import { derivedHex } from './secrets.ts';

export interface Users {
  /** By any open id, of whichever app. */
  find(open_id: string): User | undefined;
  /** The open id's user and the app that sees it. */
  owner(open_id: string): { user: User; app_id: string } | undefined;
  findByUserId(user_id: string, tenant_key?: string): User | undefined;
  findByUnionId(union_id: string, app: App): User | undefined;
  all(): User[];
  upsert(user: Partial<User> & { open_id: string }): User;
  remove(user: User): void;
  /** open_id differs by app (用户身份概述). */
  openIdFor(user: User, app: App): string;
  /** union_id differs by developer (用户身份概述). */
  unionIdFor(user: User, app: App): string;
  tenant(tenant_key: string): Tenant | undefined;
  /** The picture that was given, or the one that is drawn here. */
  avatarOf(user: User): string;
  /** Brings the index of open ids up to date after apps or users changed. */
  reindex(): void;
}

export function createUsers(records: Records, address: () => string): Users {
  const firstApp = (): App | undefined => records.apps.values().next().value;

  const openIdFor = (user: User, app: App): string =>
    user.open_ids[app.app_id] ??
    (firstApp()?.app_id === app.app_id ? user.open_id : `ou_${derivedHex('open', app.app_id, user.open_id)}`);

  const unionIdFor = (user: User, app: App): string =>
    firstApp()?.developer === app.developer ? user.union_id : `on_${derivedHex('union', app.developer, user.open_id)}`;

  const indexUser = (user: User) => {
    for (const app of records.apps.values()) {
      records.openIds.set(openIdFor(user, app), { user: user.open_id, app_id: app.app_id });
    }
  };

  const owner = (open_id: string) => {
    const entry = records.openIds.get(open_id);
    const user = records.users.get(entry?.user ?? open_id);
    return user && { user, app_id: entry?.app_id ?? '' };
  };

  return {
    find: (open_id) => owner(open_id)?.user,
    owner,
    findByUserId: (user_id, tenant_key) =>
      [...records.users.values()].find(
        (user) => user.user_id === user_id && (tenant_key === undefined || user.tenant_key === tenant_key),
      ),
    findByUnionId: (union_id, app) => [...records.users.values()].find((user) => unionIdFor(user, app) === union_id),
    all: () => [...records.users.values()],
    upsert(change) {
      const known = owner(change.open_id)?.user;
      const user = known
        ? { ...known, ...change, open_id: known.open_id }
        : { ...blankUser(change.open_id, firstTenant(records)), ...change };
      records.users.set(user.open_id, user);
      indexUser(user);
      return user;
    },
    remove(user) {
      records.users.delete(user.open_id);
      for (const [open_id, entry] of records.openIds) if (entry.user === user.open_id) records.openIds.delete(open_id);
    },
    openIdFor,
    unionIdFor,
    tenant: (tenant_key) => records.tenants.get(tenant_key),
    avatarOf: (user) => user.avatar_url || `${address()}/_emulator/avatars/${encodeURIComponent(user.open_id)}.svg`,
    reindex() {
      records.openIds.clear();
      for (const user of records.users.values()) indexUser(user);
    },
  };
}

function firstTenant(records: Records): string {
  const [tenant] = records.tenants.keys();
  return tenant ?? '736588c9260f175d';
}

/** A user as they are before anything is said about them. */
export function blankUser(open_id: string, tenant_key: string): User {
  const short = derivedHex('user', open_id).slice(0, 8);
  return {
    open_id,
    open_ids: {},
    union_id: `on_${derivedHex('union', open_id)}`,
    user_id: short,
    tenant_key,
    name: `用户 ${short}`,
    en_name: '',
    avatar_url: '',
    email: null,
    enterprise_email: null,
    mobile: null,
    employee_no: null,
    job_title: null,
    department_ids: [],
    status: 'active',
    available: true,
    tasks: [],
  };
}

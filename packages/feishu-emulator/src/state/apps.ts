import type { App, Records, User } from './records.ts';
import { derivedHex } from './secrets.ts';

export interface Apps {
  find(app_id: unknown): App | undefined;
  /** The app meant when none is named; nothing when all were removed. */
  first(): App | undefined;
  all(): App[];
  /** Creates the app or changes the named fields. */
  upsert(app: Partial<App> & { app_id: string }): App;
  remove(app_id: string): void;
  /** Whether the app is there for the people of that tenant at all. */
  installedFor(app: App, tenant_key: string): boolean;
}

export function createApps(records: Records, changed: () => void): Apps {
  return {
    find: (app_id) => (typeof app_id === 'string' ? records.apps.get(app_id) : undefined),
    first: () => [...records.apps.values()][0],
    all: () => [...records.apps.values()],
    upsert(change) {
      const app = { ...(records.apps.get(change.app_id) ?? blankApp(change.app_id, firstTenant(records))), ...change };
      records.apps.set(app.app_id, app);
      changed();
      return app;
    },
    remove: (app_id) => void records.apps.delete(app_id),
    installedFor: (app, tenant_key) =>
      app.installed && (app.type === 'self_built' || app.installed_tenants.includes(tenant_key)),
  };
}

/** What the consent page and the availability rules say about this pair (配置应用可用范围). */
export function mayUse(app: App, user: User, foreignTenant: 'refuse' | 'accept'): boolean {
  if (!user.available) return false;
  return app.type === 'store' || app.tenant_key === user.tenant_key || foreignTenant === 'accept';
}

/** What an app subscribes to unless told otherwise; the historic user_status_change would say the same twice. */
const standardEvents: readonly string[] = [
  'contact.user.created_v3',
  'contact.user.updated_v3',
  'contact.user.deleted_v3',
  'contact.department.updated_v3',
  'contact.department.deleted_v3',
  'contact.scope.updated_v3',
];

function firstTenant(records: Records): string {
  const [tenant] = records.tenants.keys();
  return tenant ?? '736588c9260f175d';
}

/** An app as it is before anything is said about it. */
export function blankApp(app_id: string, tenant_key: string): App {
  return {
    app_id,
    app_secret: derivedHex('secret', app_id),
    name: app_id,
    type: 'self_built',
    tenant_key,
    installed_tenants: [],
    developer: tenant_key,
    redirect_urls: [],
    h5_domains: [],
    scopes: ['auth:user.id:read', 'offline_access', 'contact:user.email:readonly', 'contact:user.employee_id:readonly'],
    event_url: null,
    events: [...standardEvents],
    encrypt_key: null,
    verification_token: derivedHex('verification', app_id),
    enabled: true,
    installed: true,
    refresh_allowed: true,
    ip_allow_list: [],
    contact_range: null,
  };
}

import { type Clock, createClock } from './clock.ts';
import { defaultSeed } from './default-seed.ts';
import { createEvents, type Events } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createJournal, type Journal } from './journal.ts';
import { type Connections, createConnections } from './long-connection/connections.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import { parseSeed, type Seed } from './seed.ts';
import { createSettings, type Settings, type SettingsPatch } from './settings.ts';
import { type AppTokens, createAppTokens } from './state/app-tokens.ts';
import { type Apps, appFromSeed, createApps } from './state/apps.ts';
import { type Codes, createCodes } from './state/codes.ts';
import { createGrants, type Grants } from './state/grants.ts';
import { emptyRecords, type Records } from './state/records.ts';
import { createSignIns, type SignIns } from './state/sign-ins.ts';
import { createTickets, type Tickets } from './state/tickets.ts';
import { createUserTokens, type UserTokens } from './state/user-tokens.ts';
import { createUsers, type Users, userFromSeed } from './state/users.ts';

/** One emulated platform: what it knows, its time, its moods and its memory of who asked what. */
export interface State {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly rateLimiter: RateLimiter;
  readonly events: Events;
  readonly connections: Connections;
  readonly apps: Apps;
  readonly users: Users;
  readonly grants: Grants;
  readonly codes: Codes;
  readonly userTokens: UserTokens;
  readonly appTokens: AppTokens;
  readonly tickets: Tickets;
  readonly signIns: SignIns;
  /** Back to the seed: records, settings, clock; faults and journal are emptied. */
  reset(): void;
  /** Remembers everything except the journal, and says under which id. */
  snapshot(): string;
  /** Back to a snapshot; false when there is none of that id. */
  restore(id: string): boolean;
  close(): void;
}

export interface StateOptions {
  seed?: unknown;
  /** On top of the seed's. */
  settings?: SettingsPatch;
}

interface Snapshot {
  records: Records;
  settings: SettingsPatch;
  now: number;
}

/** More would only be a leak: the oldest snapshot makes room. */
const maxSnapshots = 20;

export function createState(options: StateOptions = {}): State {
  const seed = parseSeed(options.seed ?? defaultSeed);
  const clock = createClock();
  const settings = createSettings({ ...seed.settings, ...options.settings });
  const records = emptyRecords();
  const snapshots = new Map<string, Snapshot>();
  let snapshotCount = 0;

  const users = createUsers(records);
  const apps = createApps(records, () => users.reindex());
  const faults = createFaults();
  const appTokens = createAppTokens(records, clock, settings);
  const connections = createConnections();
  const state: State = {
    clock,
    settings,
    faults,
    journal: createJournal(clock),
    rateLimiter: createRateLimiter(clock),
    events: createEvents({ clock, settings, faults, apps, users, appTokens, connections }),
    connections,
    apps,
    users,
    grants: createGrants(records, clock),
    codes: createCodes(records, clock, settings),
    userTokens: createUserTokens(records, clock, settings),
    appTokens,
    tickets: createTickets(records, clock),
    signIns: createSignIns(records, clock),
    reset() {
      clock.reset();
      settings.reset();
      state.faults.clear();
      state.journal.clear();
      state.rateLimiter.reset();
      state.events.reset();
      plant(records, seed);
      users.reindex();
    },
    snapshot() {
      snapshotCount += 1;
      const id = `snapshot-${snapshotCount}`;
      snapshots.set(id, { records: structuredClone(records), settings: settings.values, now: clock.now() });
      if (snapshots.size > maxSnapshots) snapshots.delete(`snapshot-${snapshotCount - maxSnapshots}`);
      return id;
    },
    restore(id) {
      const kept = snapshots.get(id);
      if (!kept) return false;
      Object.assign(records, structuredClone(kept.records));
      settings.patch(kept.settings);
      clock.reset(kept.now);
      return true;
    },
    close() {
      clock.close();
      connections.closeAll();
    },
  };
  plant(records, seed);
  users.reindex();
  return state;
}

function plant(records: Records, seed: Seed): void {
  Object.assign(records, emptyRecords());
  const standardTenant = seed.tenants?.[0]?.tenant_key ?? '736588c9260f175d';
  const keys = new Set([
    standardTenant,
    ...seed.apps.flatMap((app) => [...(app.tenant_key ? [app.tenant_key] : []), ...app.installed_tenants]),
    ...seed.users.flatMap((user) => (user.tenant_key ? [user.tenant_key] : [])),
  ]);
  for (const key of keys) records.tenants.set(key, { tenant_key: key, name: key, uses_mail: true });
  for (const tenant of seed.tenants ?? []) records.tenants.set(tenant.tenant_key, tenant);
  for (const app of seed.apps) records.apps.set(app.app_id, appFromSeed(app, standardTenant));
  for (const user of seed.users) records.users.set(user.open_id, userFromSeed(user, standardTenant));
}

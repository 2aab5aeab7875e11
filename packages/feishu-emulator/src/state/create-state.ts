import { createEvents } from '../events/create-events.ts';
import { createConnections } from '../events/long-connection/connections.ts';
import { createJournal } from '../exchange/journal.ts';
import { createRateLimiter } from '../exchange/rate-limiter.ts';
import { createFaults } from '../faults/create-faults.ts';
import type { RecordedCall } from '../openapi/recorded-call.ts';
import { createReplay } from '../openapi/replay.ts';
import type { StubOption } from '../openapi/stub.ts';
import { createStubs } from '../openapi/stubs.ts';
import { type KeptState, keepState, putBack } from '../persistence/kept-state.ts';
import { defaultSeed } from '../seed/default-seed.ts';
import { exportSeed } from '../seed/export-seed.ts';
import { type AppChanges, changeApps, parseSeed } from '../seed/seed.ts';
import { createAppTokens } from './app-tokens.ts';
import { createApps } from './apps.ts';
import type { Clock } from './clock.ts';
import { createCodes } from './codes.ts';
import { createClock } from './create-clock.ts';
import { createDevices } from './devices.ts';
import { createDirectory } from './directory.ts';
import { createGrants } from './grants.ts';
import { plant } from './plant.ts';
import { emptyRecords, type Records } from './records.ts';
import { createScans } from './scans.ts';
import { createSettings, type Settings, type SettingsPatch } from './settings.ts';
import { createSignIns } from './sign-ins.ts';
import { createSnapshots, rememberRecords, rememberSettings, rememberTime } from './snapshots.ts';
import type { State } from './state.ts';
import { createTickets } from './tickets.ts';
import { createTrap } from './trap.ts';
import { createUserTokens } from './user-tokens.ts';
import { createUsers } from './users.ts';

export interface StateOptions {
  seed?: unknown;
  /** On top of the seed's. */
  settings?: SettingsPatch;
  /** On top of the seed's, by App ID. */
  apps?: AppChanges;
  /** Beside the seed's. */
  stubs?: readonly StubOption[];
  /** Where this platform is reached, without a last slash. */
  address?: () => string;
  /** How things stood before; the seed is what a reset comes back to. */
  kept?: KeptState | undefined;
  /** What is answered as it was recorded; fields of these names are not compared. */
  replay?: { calls: readonly RecordedCall[]; ignore?: readonly string[] };
}

export function createState(options: StateOptions = {}): State {
  const seed = changeApps(parseSeed(options.seed ?? defaultSeed), options.apps ?? {});
  const clock = createClock();
  const settings = createSettings({ ...seed.settings, ...options.settings });
  const records = emptyRecords();
  const users = createUsers(records, options.address ?? (() => ''));
  const apps = createApps(records, () => users.reindex());
  const faults = createFaults();
  const stubs = createStubs([...seed.stubs, ...(options.stubs ?? [])]);
  const replay = createReplay(options.replay?.calls ?? [], options.replay?.ignore ?? []);
  const stores = createStores(records, clock, settings);
  const connections = createConnections();
  const rateLimiter = createRateLimiter(clock);
  const events = createEvents({ clock, settings, faults, apps, users, connections, ...stores });
  const platform = [rememberRecords(records), rememberSettings(settings), rememberTime(clock)];
  const snapshots = createSnapshots(clock, [...platform, faults, stubs, replay, rateLimiter, events]);
  const kept = { records, settings, clock, faults, stubs };
  /** The seed or what was kept, and what the platform begins by itself: apps that can hear are sent their ticket. */
  const begin = (before?: KeptState) => {
    if (before) putBack(kept, before);
    else plant(records, seed);
    users.reindex();
    for (const app of apps.all()) clock.at(clock.now(), () => events.appChanged(undefined, app));
  };
  const end = new AbortController();
  const state: State = {
    ending: end.signal,
    clock,
    settings,
    faults,
    stubs,
    replay,
    journal: createJournal(clock),
    rateLimiter,
    events,
    connections,
    apps,
    users,
    ...stores,
    reset() {
      clock.reset();
      settings.reset();
      state.faults.clear();
      state.stubs.reset();
      replay.reset();
      state.journal.clear();
      state.rateLimiter.reset();
      state.events.reset();
      begin();
    },
    seed: () => exportSeed(records, settings.values, stubs.plain()),
    keep: () => keepState(kept),
    ...snapshots,
    close: () => shut(state, end),
  };
  begin(options.kept);
  return state;
}

/** Nothing goes on: nobody waits for an answer, nothing is pushed. */
function shut({ events, clock, connections }: State, end: AbortController): void {
  end.abort();
  events.reset();
  clock.close();
  connections.closeAll();
}

/** What the platform knows and hands out, each kind for itself. */
function createStores(records: Records, clock: Clock, settings: Settings) {
  return {
    directory: createDirectory(records),
    grants: createGrants(records, clock),
    codes: createCodes(records, clock, settings),
    userTokens: createUserTokens(records, clock, settings),
    appTokens: createAppTokens(records, clock, settings),
    tickets: createTickets(records, clock),
    signIns: createSignIns(records, clock),
    scans: createScans(records, clock),
    trap: createTrap(records),
    devices: createDevices(records, clock),
  };
}

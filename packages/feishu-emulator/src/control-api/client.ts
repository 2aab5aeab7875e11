import type { StubInput } from '../openapi/stub.ts';
import type { SeedInput } from '../seed/seed.ts';
import type { SettingsPatch } from '../state/settings.ts';
import type { JournalEntry, JournalQuery } from './journal.ts';
import { NoSuchRequest } from './no-such-request.ts';
import { ControlRefused } from './refused.ts';
import type {
  AppChange,
  ClockChange,
  CodeRequest,
  DepartmentChange,
  EventRequest,
  FaultPlan,
  GrantTarget,
  GroupChange,
  NewUser,
  UserChange,
} from './requests.ts';
import { EmulatorUnreachable } from './unreachable.ts';
import type {
  AppView,
  ClockView,
  CodeView,
  CoverageView,
  DepartmentView,
  EventsView,
  FaultsView,
  GrantView,
  GroupView,
  JournalView,
  MintedCode,
  PlannedFault,
  Pushed,
  RecordingView,
  RefusalView,
  SettingsView,
  SnapshotView,
  StateView,
  StubView,
  UserView,
  WorldView,
} from './views.ts';

/** What one does to an emulated platform and the real one has no API for. Each call may throw a `ControlRefused`, or an `EmulatorUnreachable`. */
export interface Control {
  state(): Promise<StateView>;
  /** Back to the seed: records, settings, clock; faults and journal are emptied. */
  reset(): Promise<void>;
  /** Tenants, apps, people and changed switches as a seed file. */
  seed(): Promise<SeedInput>;
  /** Remembers records, settings and clock; resolves with what `restore` takes. */
  snapshot(name?: string): Promise<string>;
  /** The last twenty, the oldest first. */
  snapshots(): Promise<SnapshotView[]>;
  restore(id: string): Promise<void>;

  users(): Promise<UserView[]>;
  addUser(user: NewUser): Promise<UserView>;
  /** The user is named by any app's open id, here and below. */
  changeUser(openId: string, change: UserChange): Promise<UserView>;
  removeUser(openId: string, how?: { push?: boolean }): Promise<void>;

  departments(): Promise<DepartmentView[]>;
  /** Makes the department when there is none of that `open_department_id`. */
  changeDepartment(id: string, change: DepartmentChange): Promise<DepartmentView>;
  /** One with people or departments in it is not taken away, as on the platform. */
  removeDepartment(id: string, how?: { push?: boolean }): Promise<void>;
  /** User groups, and who is in them. */
  groups(): Promise<GroupView[]>;
  /** Makes the group when there is none of that id. */
  changeGroup(id: string, change: GroupChange): Promise<GroupView>;
  removeGroup(id: string): Promise<void>;

  /** The last 200 that were handed out, the newest first. */
  codes(): Promise<CodeView[]>;
  /** A code as the client would have handed it out, consent included. */
  mintCode(request?: CodeRequest): Promise<MintedCode>;
  grants(): Promise<GrantView[]>;
  /** The user takes back what the app was allowed; its tokens end. */
  withdrawGrant(target: GrantTarget): Promise<void>;

  /** Makes the app when there is none of that id. */
  changeApp(appId: string, change: AppChange): Promise<AppView>;
  removeApp(appId: string): Promise<void>;
  /** Ends the app's own tokens early, as the platform may. */
  revokeAppTokens(appId: string): Promise<void>;

  faults(): Promise<FaultsView>;
  addFault(plan: FaultPlan): Promise<PlannedFault>;
  removeFault(id: string): Promise<void>;
  clearFaults(): Promise<void>;

  stubs(): Promise<StubView[]>;
  /** Answers an OpenAPI that is not emulated as told; takes the place of a stub with that method and path. */
  addStub(stub: StubInput): Promise<StubView>;
  removeStub(id: string): Promise<void>;
  clearStubs(): Promise<void>;
  /** What is recorded, or answered from a recording. */
  recording(): Promise<RecordingView>;

  settings(): Promise<SettingsView>;
  changeSettings(change: SettingsPatch): Promise<SettingsView>;
  /** For a name that is known at run time only; the platform checks the value. */
  changeSetting(name: string, value: unknown): Promise<SettingsView>;

  clock(): Promise<ClockView>;
  /** What falls due on the way is done before this resolves. */
  moveClock(change: ClockChange): Promise<ClockView>;

  journal(query?: JournalQuery): Promise<JournalView>;
  /**
   * The first call that fits, already made or made within `timeout` seconds (default 5, at most 60). Throws a
   * `NoSuchRequest` that lists what was asked instead.
   */
  expectRequest(query?: JournalQuery & { timeout?: number }): Promise<JournalEntry>;
  clearJournal(): Promise<void>;

  events(): Promise<EventsView>;
  /** Pushes an event that nothing on the platform is the cause of, real or forged. */
  pushEvent(event: EventRequest): Promise<Pushed>;
  /** Pushes one of the last two hundred once more, as it was. */
  resendEvent(eventId: string): Promise<Pushed>;

  /** The worlds of the process; each is made by the first use of `/w/<name>/`. */
  worlds(): Promise<WorldView[]>;
  removeWorld(name: string): Promise<void>;

  /** What is emulated. */
  coverage(): Promise<CoverageView>;
  /** How many calls followed the fault `redirect`. */
  trapped(): Promise<number>;
}

/** The control API of the emulator at that address; an empty one is the page's own host. */
export function createControl(emulatorUrl: string, send: typeof fetch = fetch): Control {
  const call = callsTo(emulatorUrl.replace(/\/+$/, ''), send);
  const user = (openId: string) => `/users/${encodeURIComponent(openId)}`;
  const app = (appId: string) => `/apps/${encodeURIComponent(appId)}`;
  const journal = (query: JournalQuery = {}): Promise<JournalView> => call('GET', `/journal?${queryText(query)}`);
  return {
    state: () => call('GET', '/state'),
    reset: async () => void (await call('POST', '/reset')),
    seed: () => call('GET', '/seed'),
    ...snapshotCalls(call),

    users: async () => (await call<{ users: UserView[] }>('GET', '/users')).users,
    addUser: (added) => call('POST', '/users', added),
    changeUser: (openId, change) => call('PATCH', user(openId), change),
    removeUser: (openId, { push = true } = {}) => call('DELETE', `${user(openId)}?push=${push}`),

    ...directoryCalls(call),

    codes: async () => (await call<{ codes: CodeView[] }>('GET', '/codes')).codes,
    mintCode: (request = {}) => call('POST', '/codes', request),
    grants: async () => (await call<{ grants: GrantView[] }>('GET', '/grants')).grants,
    withdrawGrant: (target) => call('DELETE', '/grants', target),

    changeApp: (appId, change) => call('PUT', app(appId), change),
    removeApp: (appId) => call('DELETE', app(appId)),
    revokeAppTokens: (appId) => call('POST', `${app(appId)}/revoke-tokens`),

    faults: () => call('GET', '/faults'),
    addFault: (plan) => call('POST', '/faults', plan),
    removeFault: (id) => call('DELETE', `/faults/${encodeURIComponent(id)}`),
    clearFaults: () => call('DELETE', '/faults'),

    ...openApiCalls(call),

    settings: () => call('GET', '/settings'),
    changeSettings: (change) => call('PATCH', '/settings', change),
    changeSetting: (name, value) => call('PATCH', '/settings', { [name]: value }),

    clock: () => call('GET', '/clock'),
    moveClock: (change) => call('POST', '/clock', change),

    journal,
    expectRequest: async ({ timeout = 5, ...query } = {}) => {
      const [first] = (await journal({ ...query, limit: 1, wait: timeout })).entries;
      if (first) return first;
      throw new NoSuchRequest(query, timeout, (await journal()).entries);
    },
    clearJournal: () => call('DELETE', '/journal'),

    events: () => call('GET', '/events'),
    pushEvent: (event) => call('POST', '/events', event),
    resendEvent: (eventId) => call('POST', `/events/${encodeURIComponent(eventId)}/resend`),

    worlds: async () => (await call<{ worlds: WorldView[] }>('GET', '/worlds')).worlds,
    removeWorld: (name) => call('DELETE', `/worlds/${encodeURIComponent(name)}`),

    coverage: () => call('GET', '/coverage'),
    trapped: async () => (await call<{ trapped: number }>('GET', '/trapped')).trapped,
  };
}

function snapshotCalls(call: Send): Pick<Control, 'snapshot' | 'snapshots' | 'restore'> {
  return {
    snapshot: async (name) => (await call<{ id: string }>('POST', '/snapshot', { name })).id,
    snapshots: async () => (await call<{ snapshots: SnapshotView[] }>('GET', '/snapshots')).snapshots,
    restore: async (id) => void (await call('POST', '/restore', { id })),
  };
}

function openApiCalls(call: Send): Pick<Control, 'stubs' | 'addStub' | 'removeStub' | 'clearStubs' | 'recording'> {
  return {
    stubs: async () => (await call<{ stubs: StubView[] }>('GET', '/stubs')).stubs,
    addStub: (stub) => call('POST', '/stubs', stub),
    removeStub: (id) => call('DELETE', `/stubs/${encodeURIComponent(id)}`),
    clearStubs: () => call('DELETE', '/stubs'),
    recording: () => call('GET', '/recording'),
  };
}

function directoryCalls(
  call: Send,
): Pick<Control, 'departments' | 'changeDepartment' | 'removeDepartment' | 'groups' | 'changeGroup' | 'removeGroup'> {
  const named = (kind: string, id: string) => `/${kind}/${encodeURIComponent(id)}`;
  return {
    departments: async () => (await call<{ departments: DepartmentView[] }>('GET', '/departments')).departments,
    changeDepartment: (id, change) => call('PUT', named('departments', id), change),
    removeDepartment: (id, { push = true } = {}) => call('DELETE', `${named('departments', id)}?push=${push}`),
    groups: async () => (await call<{ groups: GroupView[] }>('GET', '/groups')).groups,
    changeGroup: (id, change) => call('PUT', named('groups', id), change),
    removeGroup: (id) => call('DELETE', named('groups', id)),
  };
}

function queryText(query: JournalQuery): string {
  return new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
}

type Send = ReturnType<typeof callsTo>;

function callsTo(emulatorUrl: string, send: typeof fetch) {
  const base = `${emulatorUrl}/_emulator`;
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await send(base + path, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new EmulatorUnreachable(emulatorUrl, error);
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    const told = isJson ? JSON.parse(text) : undefined;
    if (answer.ok && (isJson || text === '')) return told;
    throw new ControlRefused(`${method} ${base}${path}`, answer.status, refusalIn(told));
  };
}

function refusalIn(told: Partial<RefusalView> | null | undefined): RefusalView['error'] | undefined {
  return told?.error?.message === undefined ? undefined : told.error;
}

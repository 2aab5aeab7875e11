import type { Provenance } from '@feishu-login/feishu-types';
import type { Delivery } from '../events/delivery.ts';
import type { ChallengeResult, PushResult } from '../events/events.ts';
import type { Forgery } from '../events/forgery.ts';
import type { RecordedCall } from '../openapi/recorded-call.ts';
import type { Stub } from '../openapi/stub.ts';
import type { App, CodeVia, Department, User, UserGroup } from '../state/records.ts';
import type { SettingValues } from '../state/setting-specs.ts';
import type { JournalEntry } from './journal.ts';
import type { FaultMatch } from './requests.ts';

/** A user with the open id every app sees. */
export type UserView = User;

export type DepartmentView = Department;
export type GroupView = UserGroup;

/** An app without its secrets. */
export type AppView = Omit<App, 'app_secret' | 'encrypt_key' | 'verification_token'> & { encrypted: boolean };

export interface PlannedFault {
  id: string;
  fault: string;
  when: 'before' | 'after';
  match: FaultMatch;
  times: number | null;
  probability: number;
  seed: number;
  params: Record<string, unknown>;
  struck: number;
}

/** The state as a whole. */
export interface StateView {
  apps: AppView[];
  users: UserView[];
  counts: Record<string, number>;
  settings: SettingValues;
  faults: PlannedFault[];
  /** ISO 8601. */
  clock: { now: string };
  /** How many calls were made, by `METHOD path`. */
  calls: Record<string, number>;
  provenance: ProvenanceView;
}

/** One thing the emulator does because somebody says that the platform does. */
export interface Fact {
  /** The endpoint's, the type of an event, or `*` for all that the gateway guards. */
  path: string;
  en: string;
  zh: string;
  provenance: Provenance;
}

/** How it is known that the platform behaves as emulated. */
export interface ProvenanceView {
  /** By `METHOD path`. */
  endpoints: Record<string, Provenance>;
  /** By type. */
  events: Record<string, Provenance>;
  facts: readonly Fact[];
  /** Of each setting's default. */
  settings: Readonly<Record<string, Provenance>>;
}

export interface MintedCode {
  code: string;
  /** Seconds. */
  expires_in: number;
  app_id: string;
  open_id: string;
  via: CodeVia;
}

/** A code that was handed out, and what became of it. */
export interface CodeView {
  code: string;
  via: CodeVia;
  app_id: string;
  open_id: string;
  name: string | null;
  scopes: string[];
  issued_at: string;
  expires_at: string;
  used_at: string | null;
  state: 'live' | 'used' | 'expired';
}

/** What a user has allowed an app. */
export interface GrantView {
  app_id: string;
  open_id: string;
  scopes: string[];
  authorized_at: string;
}

/** What goes wrong: what is answered, its body, the connection, or something that happens on the platform. */
export type FaultFamily = 'answer' | 'body' | 'wire' | 'scenario';

/** What a parameter means, and what it takes. */
export interface FaultParamView {
  about: string;
  type: 'number' | 'text' | 'json';
}

/** A fault that can be planned. */
export interface FaultKindView {
  fault: string;
  family: FaultFamily;
  about: string;
  /** What its `params` may hold. */
  params: Readonly<Record<string, FaultParamView>>;
  when: 'before' | 'after';
  /** Where it strikes when no path is named; null is everywhere. */
  paths: readonly string[] | null;
}

export interface FaultsView {
  faults: PlannedFault[];
  catalogue: FaultKindView[];
  /** Other names for the same faults. */
  aliases: Readonly<Record<string, string>>;
}

export type SettingsView = SettingValues & {
  defaults: SettingValues;
  about: Readonly<Record<string, string>>;
  provenance: Readonly<Record<string, Provenance>>;
};

/** An OpenAPI that is answered as told. */
export type StubView = Omit<Stub, 'answer'> & {
  id: string;
  /** Null where a function answers. */
  answer: Stub['answer'] | null;
  /** How often it answered. */
  answered: number;
};

/** Whether calls go to a real host and are written down, or are answered as they were, with the last 200 of the file. */
export type RecordingView =
  | { mode: 'off' }
  | { mode: 'record'; to: string; file: string; calls: RecordedCall[] }
  | { mode: 'replay'; file: string; calls: RecordedCall[] };

/** A moment to go back to. */
export interface SnapshotView {
  id: string;
  name: string | null;
  /** The emulated time, ISO 8601. */
  taken_at: string;
}

/** A platform of its own in the same process. */
export interface WorldView {
  name: string;
  /** What stands before its paths. */
  path: string;
}

export interface ClockView {
  /** ISO 8601. */
  now: string;
  milliseconds: number;
  frozen: boolean;
}

export interface JournalView {
  entries: JournalEntry[];
  /** The number of the newest entry, to ask `since`. */
  last: number;
}

export interface EventsView {
  /** Attempts to push. */
  deliveries: Delivery[];
  types: string[];
  forgeries: Readonly<Record<Forgery, string>>;
}

/** What came of a push; of an `app_ticket`, which is sent on its own, nothing is told. */
export type Pushed = PushResult | ChallengeResult | { event_id: null; delivery: null; skipped: null };

/** An emulated endpoint. */
export interface EndpointView {
  method: string;
  path: string;
  /** Its page in the documentation. */
  page: string;
  errors: string[];
  /** Errors that nothing but a fault brings about here. */
  by_fault_only: string[];
  provenance: Provenance;
  /** What is known of it beyond its page. */
  facts: readonly Fact[];
}

/** An event that is pushed. */
export interface EventView {
  type: string;
  /** Its page in the documentation. */
  page: string;
  /** Whether store apps alone are sent it. */
  store_only: boolean;
  provenance: Provenance;
  /** What is known of it beyond its page. */
  facts: readonly Fact[];
}

export interface CoverageView {
  endpoints: EndpointView[];
  events: EventView[];
  /** What is known of every endpoint alike. */
  everywhere: readonly Fact[];
}

export type RefusalCode = 'not_found' | 'invalid_request' | 'forbidden';

/** The body of every refusal. */
export interface RefusalView {
  error: { code: RefusalCode; message: string };
}

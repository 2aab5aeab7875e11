export type { Delivery } from '../events/delivery.ts';
export type { ChallengeResult, PushResult } from '../events/events.ts';
export type { Forgery } from '../events/forgery.ts';
export type { RecordedCall } from '../openapi/recorded-call.ts';
export type { StubInput } from '../openapi/stub.ts';
export type { CodeVia } from '../state/records.ts';
export type { SettingValues } from '../state/setting-specs.ts';
export type { SettingsPatch } from '../state/settings.ts';
export { type Control, createControl } from './client.ts';
export type { JournalEntry, JournalQuery } from './journal.ts';
export { NoSuchRequest } from './no-such-request.ts';
export { ControlRefused } from './refused.ts';
export type {
  AppChange,
  ClockChange,
  CodeRequest,
  DepartmentChange,
  EventRequest,
  FaultMatch,
  FaultPlan,
  GrantTarget,
  GroupChange,
  NewUser,
  UserChange,
} from './requests.ts';
export { EmulatorUnreachable } from './unreachable.ts';
export type {
  AppView,
  ClockView,
  CodeView,
  CoverageView,
  DepartmentView,
  EndpointView,
  EventsView,
  EventView,
  Fact,
  FaultFamily,
  FaultKindView,
  FaultParamView,
  FaultsView,
  GrantView,
  GroupView,
  JournalView,
  MintedCode,
  PlannedFault,
  ProvenanceView,
  Pushed,
  RecordingView,
  RefusalCode,
  SettingsView,
  SnapshotView,
  StateView,
  StubView,
  UserView,
  WorldView,
} from './views.ts';

export {
  RelayError,
  type RelayedAnswer,
  type RelayedRequest,
  relayedLimit,
  relayRequest,
  tooLarge,
} from './control/relay-request.ts';
export type { JournalEntry } from './control-api/journal.ts';
export type { FaultPlan } from './control-api/requests.ts';
export type { PlannedFault } from './control-api/views.ts';
export { type Emulator, startEmulator } from './emulator.ts';
export { RecordingError } from './openapi/recording.ts';
export type { StubAnswer, StubbedCall, StubInput, StubOption } from './openapi/stub.ts';
export { StubError } from './openapi/stub.ts';
export { type EmulatorOptions, OptionError } from './options.ts';

export { StateFileError } from './persistence/state-file.ts';
export { SeedError, type SeedInput } from './seed/seed.ts';
export { fingerprint } from './state/secrets.ts';
export type { SettingValues } from './state/setting-specs.ts';
export { SettingError, type SettingsPatch } from './state/settings.ts';
export type { State } from './state/state.ts';

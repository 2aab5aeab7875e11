export type { JournalEntry } from './control-api/journal.ts';
export type { FaultPlan } from './control-api/requests.ts';
export type { PlannedFault } from './control-api/views.ts';
export { type Emulator, type EmulatorOptions, startEmulator } from './emulator.ts';

export { SeedError, type SeedInput } from './seed/seed.ts';
export { fingerprint } from './state/secrets.ts';
export type { SettingValues } from './state/setting-specs.ts';
export type { SettingsPatch } from './state/settings.ts';
export type { State } from './state/state.ts';

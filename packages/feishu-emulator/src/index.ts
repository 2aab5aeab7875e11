export { type Emulator, type EmulatorOptions, startEmulator } from './emulator.ts';
export type { JournalEntry } from './exchange/journal.ts';
export type { FaultPlan, PlannedFault } from './faults/plan.ts';
export { SeedError, type SeedInput } from './seed/seed.ts';
export { fingerprint } from './state/secrets.ts';
export type { SettingsPatch, SettingValues } from './state/settings.ts';
export type { State } from './state/state.ts';

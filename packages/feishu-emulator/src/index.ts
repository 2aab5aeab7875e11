export { type Emulator, type EmulatorOptions, startEmulator } from './emulator.ts';
export type { FaultPlan, PlannedFault } from './faults/plan.ts';
export type { JournalEntry } from './journal.ts';
export { fingerprint } from './secrets.ts';
export { SeedError, type SeedInput } from './seed.ts';
export type { SettingsPatch, SettingValues } from './settings.ts';
export type { State } from './state/state.ts';

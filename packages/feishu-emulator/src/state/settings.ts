import type { Provenance } from '@feishu-login/feishu-types';
import type { z } from 'zod';
import { describeIssue, onlyKnown } from './issues.ts';
import { type SettingName, type SettingValues, type Switches, settingSpecs } from './setting-specs.ts';

type SettingTypes = { [N in SettingName]: (typeof settingSpecs)[N]['type'] };

function mapSpecs<T>(pick: (spec: (typeof settingSpecs)[SettingName]) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(settingSpecs).map(([name, spec]) => [name, pick(spec)]));
}

const settingsSchema = onlyKnown(mapSpecs((spec) => spec.type) as SettingTypes);
export const settingsPatch = settingsSchema.partial();
export type SettingsPatch = z.input<typeof settingsPatch>;

/** Settings that do not fit; the message names each. */
export class SettingError extends Error {
  override name = 'SettingError';
}

export const settingDefaults = mapSpecs((spec) => spec.standard) as SettingValues;
export const settingAbout: Readonly<Record<string, string>> = mapSpecs((spec) => spec.about);
export const settingProvenance: Readonly<Record<string, Provenance>> = mapSpecs((spec) => spec.provenance);

/** The named switches of one emulator. */
export interface Settings extends Switches {
  /** Changes the named ones and leaves the others; throws a SettingError when one does not fit. */
  patch(changes: SettingsPatch): void;
  /** Back to what the emulator started with. */
  reset(): void;
}

export function createSettings(initial: SettingsPatch = {}): Settings {
  const merge = (base: SettingValues, changes: SettingsPatch): SettingValues => {
    const checked = settingsPatch.safeParse(withoutUndefined(changes));
    if (checked.success) return Object.assign({ ...base }, checked.data);
    throw new SettingError(`The settings do not fit:\n${checked.error.issues.map(describeIssue).join('\n')}`);
  };
  const first = merge(settingDefaults, initial);
  let values = first;
  return {
    get values() {
      return values;
    },
    patch(changes) {
      values = merge(values, changes);
    },
    reset() {
      values = first;
    },
  };
}

function withoutUndefined(changes: SettingsPatch): SettingsPatch {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

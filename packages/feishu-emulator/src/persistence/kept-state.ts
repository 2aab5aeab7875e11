import { z } from 'zod';
import { faultPlan } from '../control-api/requests.ts';
import { isObject } from '../exchange/call.ts';
import type { Faults } from '../faults/plan.ts';
import { stubSchema } from '../openapi/stub.ts';
import type { Stubs } from '../openapi/stubs.ts';
import type { Clock } from '../state/clock.ts';
import { emptyRecords, type Records } from '../state/records.ts';
import { type Settings, settingsPatch } from '../state/settings.ts';

const keptFault = z.strictObject({
  id: z.string(),
  fault: z.string(),
  when: z.enum(['before', 'after']),
  match: faultPlan.shape.match.unwrap(),
  times: z.number().nullable(),
  probability: z.number(),
  seed: z.number(),
  params: z.record(z.string(), z.unknown()),
  struck: z.number(),
  dice: z.number(),
});

/** JSON knows no maps: a store is its entries, in order. */
const keptRecords = z
  .record(z.string(), z.union([z.number(), z.array(z.tuple([z.string(), z.unknown()]))]))
  .transform((stores, context): Records => {
    const revived = Object.entries(stores).map(([name, kept]) => [name, Array.isArray(kept) ? new Map(kept) : kept]);
    const records: unknown = Object.fromEntries(revived);
    if (isRecords(records)) return records;
    context.addIssue({ code: 'custom', message: 'not the stores of this version' });
    return z.NEVER;
  });

/** A platform as JSON, to be put back by another process. Journal, snapshots and functions are not part of it. */
export const keptState = z.strictObject({
  records: keptRecords,
  settings: settingsPatch,
  /** How far the time is from the real one in milliseconds, or where it stands still. */
  clock: z.union([z.strictObject({ shift: z.number() }), z.strictObject({ frozen_at: z.number() })]),
  faults: z.array(keptFault),
  stubs: z.array(stubSchema),
});
export type KeptState = z.output<typeof keptState>;

/** What is kept of a platform. */
interface Parts {
  records: Records;
  settings: Settings;
  clock: Clock;
  faults: Faults;
  stubs: Stubs;
}

export function keepState({ records, settings, clock, faults, stubs }: Parts): z.input<typeof keptState> {
  const stores = Object.entries(records).map(([name, store]) => [name, store instanceof Map ? [...store] : store]);
  return {
    records: Object.fromEntries(stores),
    settings: settings.values,
    clock: clock.isFrozen() ? { frozen_at: clock.now() } : { shift: clock.now() - Date.now() },
    faults: faults.kept(),
    stubs: stubs.plain(),
  };
}

export function putBack({ records, settings, clock, faults, stubs }: Parts, kept: KeptState): void {
  Object.assign(records, kept.records);
  settings.patch(kept.settings);
  if ('shift' in kept.clock) clock.reset(Date.now() + kept.clock.shift);
  else clock.reset(kept.clock.frozen_at, true);
  faults.putBack(kept.faults);
  stubs.clear();
  for (const stub of kept.stubs) stubs.add(stub);
}

/** What the stores hold is believed: the file's seal says that this version wrote it. */
function isRecords(value: unknown): value is Records {
  const blank = Object.entries(emptyRecords());
  if (!isObject(value) || Object.keys(value).length !== blank.length) return false;
  return blank.every(([name, store]) => value[name] instanceof Map === store instanceof Map);
}

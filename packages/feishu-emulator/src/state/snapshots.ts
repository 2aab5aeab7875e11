import type { Clock } from './clock.ts';
import type { Records } from './records.ts';
import type { Settings, SettingsPatch } from './settings.ts';

interface Snapshot {
  records: Records;
  settings: SettingsPatch;
  now: number;
}

/** More would only be a leak: the oldest snapshot makes room. */
const maxSnapshots = 20;

/** What the platform knew at a moment, by id, to go back to. */
export function createSnapshots(records: Records, settings: Settings, clock: Clock) {
  const snapshots = new Map<string, Snapshot>();
  let count = 0;
  return {
    take(): string {
      count += 1;
      const id = `snapshot-${count}`;
      snapshots.set(id, { records: structuredClone(records), settings: settings.values, now: clock.now() });
      if (snapshots.size > maxSnapshots) snapshots.delete(`snapshot-${count - maxSnapshots}`);
      return id;
    },
    /** False when there is none of that id. */
    restore(id: string): boolean {
      const kept = snapshots.get(id);
      if (!kept) return false;
      Object.assign(records, structuredClone(kept.records));
      settings.patch(kept.settings);
      clock.reset(kept.now);
      return true;
    },
  };
}

import type { Clock } from './clock.ts';
import type { Records } from './records.ts';
import type { Settings } from './settings.ts';

/** Something that can be put back to what it is now, as often as is asked. */
export interface Memory {
  remember(): () => void;
}

/** More would only be a leak: the oldest snapshot makes room. */
const maxSnapshots = 20;

interface Snapshot {
  id: string;
  name: string | null;
  /** Milliseconds of the emulated time. */
  taken_at: number;
  putBack: (() => void)[];
}

/** What the platform knew at a moment, by id, to go back to. */
export function createSnapshots(clock: Clock, memories: readonly Memory[]) {
  const snapshots = new Map<string, Snapshot>();
  let count = 0;
  return {
    snapshot(name: string | null = null): string {
      count += 1;
      const id = `snapshot-${count}`;
      const putBack = memories.map((memory) => memory.remember());
      snapshots.set(id, { id, name, taken_at: clock.now(), putBack });
      if (snapshots.size > maxSnapshots) snapshots.delete(`snapshot-${count - maxSnapshots}`);
      return id;
    },
    /** False when there is none of that id. */
    restore(id: string): boolean {
      const kept = snapshots.get(id);
      for (const putBack of kept?.putBack ?? []) putBack();
      return kept !== undefined;
    },
    snapshots: (): Omit<Snapshot, 'putBack'>[] =>
      [...snapshots.values()].map(({ id, name, taken_at }) => ({ id, name, taken_at })),
  };
}

export function rememberRecords(records: Records): Memory {
  return {
    remember() {
      const kept = structuredClone(records);
      return () => void Object.assign(records, structuredClone(kept));
    },
  };
}

export function rememberSettings(settings: Settings): Memory {
  return {
    remember() {
      const kept = settings.values;
      return () => settings.patch(kept);
    },
  };
}

/** Work that waits is not remembered: it is called off. */
export function rememberTime(clock: Clock): Memory {
  return {
    remember() {
      const [now, still] = [clock.now(), clock.isFrozen()];
      return () => clock.reset(now, still);
    },
  };
}

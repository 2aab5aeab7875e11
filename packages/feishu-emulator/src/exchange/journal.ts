import type { JournalEntry } from '../control-api/journal.ts';
import type { Clock } from '../state/clock.ts';
import { fits, type JournalFilter } from './journal-filter.ts';

export interface Journal {
  record(entry: Omit<JournalEntry, 'seq' | 'at'>): JournalEntry;
  list(filter?: JournalFilter): JournalEntry[];
  /** How many calls were made since the start or the last reset, by `METHOD path`. */
  calls(): Record<string, number>;
  last(): number;
  /** Hears of each entry as it is made; returns how to stop. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
  clear(): void;
}

export const journalSize = 10_000;

export function createJournal(clock: Clock): Journal {
  let seq = 0;
  /** The ring: entry number n sits at n modulo its size. */
  let ring: JournalEntry[] = [];
  let first = 1;
  const calls = new Map<string, number>();
  const listeners = new Set<(entry: JournalEntry) => void>();

  return {
    record(draft) {
      seq += 1;
      const entry = { seq, at: new Date(clock.now()).toISOString(), ...draft };
      ring[seq % journalSize] = entry;
      const call = `${entry.method} ${entry.path}`;
      if (calls.size < 1000 || calls.has(call)) calls.set(call, (calls.get(call) ?? 0) + 1);
      for (const listener of listeners) listener(entry);
      return entry;
    },
    list(filter = {}) {
      const { since = 0, limit = journalSize } = filter;
      const found: JournalEntry[] = [];
      for (let n = Math.max(first, seq - journalSize + 1, since + 1); n <= seq && found.length < limit; n += 1) {
        const entry = ring[n % journalSize];
        if (entry && fits(entry, filter)) found.push(entry);
      }
      return found;
    },
    calls: () => Object.fromEntries(calls),
    last: () => seq,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      ring = [];
      first = seq + 1;
      calls.clear();
    },
  };
}

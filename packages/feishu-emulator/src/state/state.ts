import type { Journal } from '../exchange/journal.ts';
import type { RateLimiter } from '../exchange/rate-limiter.ts';
import type { Faults } from '../faults/plan.ts';
import type { Replay } from '../openapi/replay.ts';
import type { Stubs } from '../openapi/stubs.ts';
import type { SeedInput } from '../seed/seed.ts';
import type { Platform } from './platform.ts';

/** One emulated platform: what it knows, its moods and its memory of who asked what. */
export interface State extends Platform {
  readonly faults: Faults;
  /** OpenAPIs that are not emulated, answered as told. */
  readonly stubs: Stubs;
  /** Calls that were recorded, answered again. */
  readonly replay: Replay;
  readonly journal: Journal;
  readonly rateLimiter: RateLimiter;
  /** Back to the seed: records, settings, clock; faults and journal are emptied. */
  reset(): void;
  /** A seed that brings tenants, apps, people and switches back as they are now. */
  seed(): SeedInput;
  /** All of it but journals and snapshots as JSON, for a file. */
  keep(): object;
  /** Remembers everything except the journals of calls and of pushes, and says under which id. */
  snapshot(name?: string): string;
  /** The last ones, the oldest first. */
  snapshots(): { id: string; name: string | null; taken_at: number }[];
  /** Back to a snapshot, with nothing left to push; false when there is none of that id. */
  restore(id: string): boolean;
  close(): void;
}

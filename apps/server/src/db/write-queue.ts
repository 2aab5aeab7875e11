import { isLocked } from './database-failure.ts';

export interface WriteQueue {
  /** Runs after everything queued before it has ended, however that ended. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** How many writes are queued or under way. */
  waiting(): number;
  /** How long the first of them has been, in milliseconds; 0 where there is none. */
  longestWait(): number;
  /** Resolves when nothing is queued. */
  idle(): Promise<void>;
}

/** How long a write waits, its time in the queue included, while another process holds SQLite's write lock. */
const lockPatience = 2_000;
const lockRetry = 50;

/**
 * TypeORM gives SQLite one connection, so statements of two transactions in flight would mix and one's rollback would
 * take the other's writes along. Every write goes through this queue, single statements too.
 */
export function createWriteQueue(): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();
  const since: number[] = [];
  /** The failure of the write before, if it gave up on the lock: whoever waited as long behind it need not try. */
  let locked: unknown;

  const retryWhileLocked = async <T>(work: () => Promise<T>, giveUpAt: number): Promise<T> => {
    if (locked !== undefined && performance.now() > giveUpAt) throw locked;
    for (;;) {
      try {
        const result = await work();
        locked = undefined;
        return result;
      } catch (error) {
        if (!isLocked(error)) throw error;
        // Before giving up too: each try has stopped the whole process for as long as SQLite waited.
        await new Promise((resolve) => setTimeout(resolve, lockRetry));
        if (performance.now() < giveUpAt) continue;
        locked = error;
        throw error;
      }
    }
  };

  return {
    run: (work) => {
      const now = performance.now();
      const giveUpAt = now + lockPatience;
      const result = last.then(() => retryWhileLocked(work, giveUpAt));
      since.push(now);
      last = result
        .catch(() => undefined)
        .finally(() => {
          since.shift();
        });
      return result;
    },
    waiting: () => since.length,
    longestWait: () => {
      const now = performance.now();
      const [first = now] = since;
      return now - first;
    },
    idle: async () => {
      await last;
    },
  };
}

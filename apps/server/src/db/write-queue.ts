import { isLocked } from './database-failure.ts';

export interface WriteQueue {
  /** Runs after everything queued before it has ended, however that ended. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is queued. */
  idle(): Promise<void>;
}

/** How long a write waits, all in all, while another process holds SQLite's write lock. */
const lockPatience = 2_000;
const lockRetry = 50;

/**
 * TypeORM gives SQLite one connection, so statements of two transactions in flight would mix and one's rollback would
 * take the other's writes along. Every write goes through this queue, single statements too.
 */
export function createWriteQueue(): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const result = last.then(() => retryWhileLocked(work));
      last = result.catch(() => undefined);
      return result;
    },
    idle: async () => {
      await last;
    },
  };
}

async function retryWhileLocked<T>(work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + lockPatience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || performance.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, lockRetry));
    }
  }
}

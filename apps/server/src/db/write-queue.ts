import { setTimeout as delay, setImmediate as endOfTurn } from 'node:timers/promises';
import { isLocked } from './database-failure.ts';
import type { Run } from './sql.ts';
import { type Kept, whileItLasts } from './transaction.ts';

export interface WriteQueue {
  /** Runs after everything queued before it, however that ended. It has ended when it is committed. */
  run<T>(kept: Kept, work: (run: Run) => Promise<T>): Promise<T>;
  /** How many writes are queued or under way. */
  waiting(): number;
  /** How long the first of them has been, in milliseconds; 0 where there is none. */
  longestWait(): number;
  /** Resolves when nothing is queued. */
  idle(): Promise<void>;
}

interface Write {
  readonly kept: Kept;
  readonly since: number;
  /** @returns what tells whoever waits that it came about */
  readonly attempt: (run: Run) => Promise<() => void>;
  readonly reject: (error: unknown) => void;
}

/** How long a write waits, its time in the queue included, while another process holds SQLite's write lock. */
const lockPatience = 2_000;
const lockRetry = 50;

/**
 * SQLite has one connection that writes, so statements of two transactions in flight would mix and one's rollback would
 * take the other's writes along. Every write goes through this queue, single statements too. Those that wait at the end
 * of a turn of the event loop are done in one transaction, one after the other: they share the wait for the disk, which
 * the whole process stands still for. Each can still fail by itself.
 */
export function createWriteQueue(run: Run): WriteQueue {
  let queued: readonly Write[] = [];
  let underWay: readonly Write[] = [];
  let idle: Promise<void> | undefined;
  const begin = beginning(run);

  /** Each try has stopped the whole process for as long as SQLite waits. */
  const waitForLock = async (writes: readonly Write[], error: unknown) => {
    await delay(lockRetry);
    const latest = performance.now() - lockPatience;
    for (const { since, reject } of writes) if (since <= latest) reject(error);
    queued = [...writes.filter(({ since }) => since > latest), ...queued];
  };
  const drain = async () => {
    while (queued.length > 0) {
      await endOfTurn();
      const writes = queued;
      [underWay, queued] = [writes, []];
      await writeTogether(run, begin, writes).catch((error: unknown) => {
        if (isLocked(error)) return waitForLock(writes, error);
        for (const { reject } of writes) reject(error);
      });
      underWay = [];
    }
    idle = undefined;
  };

  return {
    run: (kept, work) =>
      new Promise((resolve, reject) => {
        const attempt = async (run: Run) => {
          const result = await whileItLasts(run, work);
          return () => resolve(result);
        };
        queued = [...queued, { kept, since: performance.now(), attempt, reject }];
        idle ??= drain();
      }),
    waiting: () => underWay.length + queued.length,
    longestWait: () => {
      const now = performance.now();
      return now - ([...underWay, ...queued][0]?.since ?? now);
    },
    idle: async () => idle,
  };
}

type Begin = (kept: Kept) => Promise<void>;

/** How much is on disk after a commit is said between transactions alone. */
function beginning(run: Run): Begin {
  let said: Kept | undefined;
  return async (kept) => {
    if (kept !== said) await run(`pragma synchronous = ${kept === 'on disk' ? 'full' : 'normal'}`, []);
    said = kept;
    // Takes the write lock at once: a transaction that reads first would fail when it gets to writing.
    await run('begin immediate', []);
  };
}

/**
 * In plain statements, because TypeORM's own transactions lose count when SQLite has rolled one back by itself (a full
 * disk): it then nests the next in savepoints that are never committed.
 * @throws AuthError if nothing of them was committed
 */
async function writeTogether(run: Run, begin: Begin, writes: readonly Write[]): Promise<void> {
  await begin(writes.some(({ kept }) => kept === 'on disk') ? 'on disk' : 'soon on disk');
  const ends: (() => void)[] = [];
  try {
    for (const write of writes) ends.push(await writeOne(run, write));
    await run('commit', []);
  } catch (error) {
    // The first error is the one to report: a rollback fails only when there is no transaction any more.
    await run('rollback', []).catch(() => undefined);
    throw error;
  }
  for (const end of ends) end();
}

/** @returns what tells whoever waits how it ended */
async function writeOne(run: Run, { attempt, reject }: Write): Promise<() => void> {
  await run('savepoint one', []);
  try {
    const succeed = await attempt(run);
    await run('release one', []);
    return succeed;
  } catch (error) {
    // SQLite has rolled back all of them by itself (a full disk) if there is nothing to roll back to.
    await run('rollback to one', []).catch(() => Promise.reject(error));
    return () => reject(error);
  }
}

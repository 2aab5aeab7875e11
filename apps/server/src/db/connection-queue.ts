import type { Wait } from './wait.ts';

export interface ConnectionQueue {
  /**
   * Runs work for which there are only so many connections, in the order it came. Whoever waits is told when their
   * patience is over; the connection is taken for as long as the work goes on.
   */
  run<T>(wait: Wait, work: () => Promise<T>): Promise<T>;
  /** How much work has no connection yet. */
  waiting(): number;
  /** How long the first of it has none, in milliseconds; 0 where all of it has. */
  longestWait(): number;
}

/**
 * The pool would count waiting for one of its connections as connecting, and say after two seconds that a database is
 * away that is only busy.
 */
export function createConnectionQueue(connections: number): ConnectionQueue {
  let free = connections;
  const waiting = new Map<() => void, number>();

  const turn = (over: Promise<never>) =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        waiting.delete(begin);
        resolve();
      };
      waiting.set(begin, performance.now());
      over.catch((reason: unknown) => {
        waiting.delete(begin);
        reject(reason);
      });
    });

  const inTurn = async <T>(wait: Wait, work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await wait.answer(() => turn(wait.over), 'no connection came free');
    try {
      return await work();
    } finally {
      const [next] = waiting.keys();
      if (next === undefined) free += 1;
      else next();
    }
  };

  return {
    run: (wait, work) => Promise.race([inTurn(wait, work), wait.over]),
    waiting: () => waiting.size,
    longestWait: () => {
      const now = performance.now();
      const [since = now] = waiting.values();
      return now - since;
    },
  };
}

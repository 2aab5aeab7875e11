import { databaseFailure } from './database-failure.ts';

export interface ConnectionQueue {
  /** Runs work for which there are only so many connections, in the order it came. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** How much work has no connection yet. */
  waiting(): number;
  /** How long the first of it has none, in milliseconds; 0 where all of it has. */
  longestWait(): number;
}

/**
 * The pool would count waiting for one of its connections as connecting, and say after two seconds that a database is
 * away that is only busy.
 * @param longestWait milliseconds, after which whoever still waits is told so
 */
export function createConnectionQueue(connections: number, longestWait: number): ConnectionQueue {
  let free = connections;
  const waiting = new Map<() => void, number>();

  const turn = () =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(patience);
        waiting.delete(begin);
        resolve();
      };
      const patience = setTimeout(() => {
        waiting.delete(begin);
        reject(databaseFailure(new Error('no connection came free')));
      }, longestWait);
      waiting.set(begin, performance.now());
    });

  return {
    waiting: () => waiting.size,
    longestWait: () => {
      const now = performance.now();
      const [since = now] = waiting.values();
      return now - since;
    },
    run: async (work) => {
      if (free > 0) free -= 1;
      else await turn();
      try {
        return await work();
      } finally {
        const [next] = waiting.keys();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}

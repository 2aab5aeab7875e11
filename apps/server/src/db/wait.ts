import { databaseFailure } from './database-failure.ts';

/**
 * An answer within so many milliseconds costs no patience: a database that is far away or busy, and answers, may be
 * asked many times by one who waits.
 */
const ordinary = 400;

/** What somebody still has of their patience, however many things they wait for one after the other. */
export interface Wait {
  /**
   * Asks, and takes from what is left; what is asked at once is waited for once.
   * @throws AuthError `db_unavailable`, without asking, if nothing is left
   */
  answer<T>(ask: () => Promise<T>, otherwise?: string): Promise<T>;
  /** Rejects as soon as nothing is left, whatever is under way by then. */
  readonly over: Promise<never>;
}

/** @param longest milliseconds, for all answers together, that are more than ordinary */
export function startWait(longest: number): Wait {
  let left = longest - ordinary;
  let failure: Error | undefined;
  let giveUp: (reason: Error) => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  let asked = 0;
  let end: () => void = () => undefined;
  const begin = (otherwise: string) => {
    const since = performance.now();
    let answered = false;
    const timer = setTimeout(() => {
      // If it was this process that had no time, the answer has arrived and is heard first.
      setImmediate(() => {
        if (answered) return;
        failure = databaseFailure(new Error(otherwise));
        giveUp(failure);
      });
    }, ordinary + left);
    return () => {
      answered = true;
      clearTimeout(timer);
      left -= Math.max(0, performance.now() - since - ordinary);
    };
  };
  return {
    over,
    answer: async (ask, otherwise = 'no answer came in time') => {
      if (failure !== undefined) throw failure;
      if (asked === 0) end = begin(otherwise);
      asked += 1;
      try {
        return await ask();
      } finally {
        asked -= 1;
        if (asked === 0) end();
      }
    },
  };
}

/** Who asks: somebody who shows that they are signed in, or anybody else, such as whoever is about to sign in. */
export type Asker = 'signed_in' | 'others';

/** Says that a request is not under way any more. */
export type Leave = () => void;

/** Requests that have not begun yet, those of signed-in people before all others. */
export interface WaitingRequests {
  /** Resolves when the request's turn comes, or with `undefined` when that took too long. */
  wait(asker: Asker, now: number): Promise<Leave | undefined>;
  /** Whether whoever came now would wait longer than anybody should. */
  wouldWaitTooLong(asker: Asker, now: number): boolean;
  /** How many begin before one who comes now. */
  ahead(asker: Asker): number;
  /** Whose turn is next. */
  next(): Asker | undefined;
  /** Tells those who have waited too long; few are not told so while the queue moves. */
  giveUp(now: number, how: { stuck: boolean }): void;
  begin(asker: Asker, leave: Leave): void;
  /** The queue stood still so long for a request of theirs. */
  took(asker: Asker, milliseconds: number): void;
}

interface Waiting {
  readonly since: number;
  readonly settle: (leave: Leave | undefined) => void;
}

/** Milliseconds. Who would wait longer hears so at once. */
const longestExpected = 300;
/** Who was let in and waits longer after all hears so then. */
const longest = 750;
/** How much the latest request says of how long the next will take. */
const weight = 1 / 16;

/** @param few so many never wait too long for one another, whatever makes them wait */
export function createWaitingRequests(few: number): WaitingRequests {
  const queues: Record<Asker, Waiting[]> = { signed_in: [], others: [] };
  /** How long the queue stood still for one of them, lately, in milliseconds; at first, what is usual. */
  const takes = { signed_in: 0.2, others: 2 };
  const expected = (asker: Asker): number => {
    const signedIn = queues.signed_in.length * takes.signed_in;
    return asker === 'signed_in' ? signedIn : signedIn + queues.others.length * takes.others;
  };
  return {
    wait: (asker, now) => new Promise((settle) => void queues[asker].push({ since: now, settle })),
    wouldWaitTooLong: (asker, now) => {
      const [first] = queues[asker];
      if (first === undefined || queues[asker].length < few) return false;
      return Math.max(expected(asker), now - first.since) > longestExpected;
    },
    ahead: (asker) => queues.signed_in.length + (asker === 'others' ? queues.others.length : 0),
    giveUp: (now, { stuck }) => {
      for (const queue of [queues.signed_in, queues.others]) {
        const most = stuck ? 0 : few;
        while (queue[0] !== undefined && queue.length > most && now - queue[0].since > longest)
          queue.shift()?.settle(undefined);
      }
    },
    next: () => {
      if (queues.signed_in.length > 0) return 'signed_in';
      return queues.others.length > 0 ? 'others' : undefined;
    },
    begin: (asker, leave) => queues[asker].shift()?.settle(leave),
    took: (asker, milliseconds) => {
      takes[asker] += (milliseconds - takes[asker]) * weight;
    },
  };
}

/** Who asks: somebody who shows that they are signed in, or anybody else, such as whoever is about to sign in. */
export type Asker = 'signed_in' | 'others';

/** Says that a request is not under way any more. */
export type Leave = () => void;

/** Where requests wait until somebody gets to them. */
export interface WorkQueue {
  /** @returns once the request may begin; `undefined` if it would wait, or has waited, longer than anybody should */
  enter(asker: Asker): Promise<Leave | undefined> | Leave | undefined;
  /** A connection was made, on which a request will come. */
  connected(): void;
  figures(): { readonly under_way: number; readonly waiting: number };
}

export interface WorkQueueOptions {
  /** So many requests are never refused, nor kept from beginning, however late everything is: it is not they who make it so. */
  readonly few: number;
  /** Milliseconds that what has begun waits before anybody gets to it. */
  readonly late: () => number;
}

interface Waiting {
  readonly since: number;
  readonly settle: (leave: Leave | undefined) => void;
}

/** All times are in milliseconds. Longer than this nothing begun should wait, or nothing more is begun. */
const tolerable = 50;
/** Who would wait longer hears so at once. */
const longestExpected = 400;
/** Who was let in and waits longer after all hears so then. */
const longest = 750;
/** What begins at once in one turn of the event loop takes about so long; the rest queues, so that the next turn comes soon. */
const atOnce = 5;
/**
 * After each that began from the queue, whoever comes is heard first, for this part of the time that it took. Node accepts
 * one connection in a turn (libuv since 1.45), so a crowd of new ones takes many turns, in which nothing else is to be done.
 */
const hearing = 1 / 4;
/** While what has begun is late, looked at again after this. */
const nextLook = 5;
/** How much the latest request says of how long the next will take. */
const weight = 1 / 16;

/**
 * A queue before all work. Without it requests queue all the same, unseen, in the buffers of their sockets: where a
 * database answers within the same turn of the event loop, none is ever under way when the next is read. Here a turn
 * begins little work, so everything is read soon after it came, its wait is known, and what is too much is told so.
 */
export function createWorkQueue({ few, late }: WorkQueueOptions): WorkQueue {
  const queues: Record<Asker, Waiting[]> = { signed_in: [], others: [] };
  const underWay = { signed_in: 0, others: 0 };
  /** How long the queue stood still for one of them, lately; at first, what is usual. */
  const takes = { signed_in: 0.2, others: 2 };
  /** What began last from the queue, and when it let go of the event loop. */
  let before: { readonly asker: Asker; readonly at: number; over: number } | undefined;
  let turnBegan: number | undefined;
  let somebodyCame = false;
  let awake = false;

  const turn = (now: number): number => {
    if (turnBegan === undefined) {
      turnBegan = now;
      setImmediate(() => {
        turnBegan = undefined;
      });
    }
    return turnBegan;
  };
  const count = (of: Record<Asker, number>, asker: Asker) => of.signed_in + (asker === 'others' ? of.others : 0);
  const ahead = (asker: Asker) => count({ signed_in: queues.signed_in.length, others: queues.others.length }, asker);
  /** Others are begun only while few of all are under way, so that they never hold up those who are signed in. */
  const mayBegin = (asker: Asker) => count(underWay, asker) < few || late() <= tolerable;
  const begin = (asker: Asker): Leave => {
    underWay[asker] += 1;
    let over = false;
    return () => {
      if (!over) underWay[asker] -= 1;
      over = true;
    };
  };
  const expected = (asker: Asker): number => {
    const signedIn = queues.signed_in.length * takes.signed_in;
    return asker === 'signed_in' ? signedIn : signedIn + queues.others.length * takes.others;
  };
  const isTooLong = (asker: Asker, now: number): boolean => {
    const queue = queues[asker];
    const [first] = queue;
    if (first === undefined || queue.length < few) return false;
    return Math.max(expected(asker), now - first.since) > longestExpected;
  };
  const forget = (queue: Waiting[], now: number) => {
    while (queue[0] !== undefined && now - queue[0].since > longest) queue.shift()?.settle(undefined);
  };
  const first = (): Asker | undefined =>
    queues.signed_in.length > 0 ? 'signed_in' : queues.others.length > 0 ? 'others' : undefined;

  const isHearing = (now: number): boolean => {
    const came = somebodyCame;
    somebodyCame = false;
    return came && before !== undefined && now - before.over < (before.over - before.at) * hearing;
  };
  let held = false;
  const next = () => {
    const now = performance.now();
    if (isHearing(now)) return;
    forget(queues.signed_in, now);
    forget(queues.others, now);
    if (before !== undefined) takes[before.asker] += (now - before.at - takes[before.asker]) * weight;
    const asker = first();
    held = asker !== undefined && !mayBegin(asker);
    before = undefined;
    if (asker === undefined || held) return;
    before = { asker, at: now, over: Number.NaN };
    queues[asker].shift()?.settle(begin(asker));
  };
  const afterwards = () => {
    if (before !== undefined && Number.isNaN(before.over)) before.over = performance.now();
    awake = before !== undefined || first() !== undefined;
    if (held) setTimeout(wake, nextLook);
    else if (awake) wake();
  };
  const wake = () => {
    awake = true;
    setImmediate(next);
    // Promises are seen to between the two: what could be done at once is done by then.
    setImmediate(afterwards);
  };

  return {
    enter: (asker) => {
      const now = performance.now();
      somebodyCame = true;
      if (ahead(asker) === 0 && now - turn(now) < atOnce && mayBegin(asker)) return begin(asker);
      if (isTooLong(asker, now)) return undefined;
      return new Promise((settle) => {
        queues[asker].push({ since: now, settle });
        if (!awake) wake();
      });
    },
    connected: () => {
      somebodyCame = true;
    },
    figures: () => ({
      under_way: underWay.signed_in + underWay.others,
      waiting: ahead('others'),
    }),
  };
}

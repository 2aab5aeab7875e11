import { type Asker, createWaitingRequests, type Leave, type WaitingRequests } from './waiting-requests.ts';

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
  readonly few?: number;
  /** Milliseconds that what has begun waits before anybody gets to it. */
  readonly late: () => number;
}

/** All times are in milliseconds. Longer than this nothing begun should wait, or nothing more is begun. */
const tolerable = 50;
/** What begins at once in one turn of the event loop takes about so long; the rest queues, so that the next turn comes soon. */
const atOnce = 5;
/**
 * After each that began from the queue, whoever comes is heard first, for this part of the time that it took. Node accepts
 * one connection in a turn (libuv since 1.45), so a crowd of new ones takes many turns, in which nothing else is to be done.
 */
const hearing = 1 / 4;
/** While what has begun is late, looked at again after this. */
const nextLook = 5;

/**
 * A queue before all work. Without it requests queue all the same, unseen, in the buffers of their sockets: where a
 * database answers within the same turn of the event loop, none is ever under way when the next is read. Here a turn
 * begins little work, so everything is read soon after it came, its wait is known, and what is too much is told so.
 */
export function createWorkQueue({ few = 50, late }: WorkQueueOptions): WorkQueue {
  const waiting = createWaitingRequests(few);
  const underWay = { signed_in: 0, others: 0 };
  /** Others are begun only while few of all are under way, so that they never hold up those who are signed in. */
  const mayBegin = (asker: Asker) =>
    underWay.signed_in + (asker === 'others' ? underWay.others : 0) < few || late() <= tolerable;
  const begin = (asker: Asker): Leave => {
    underWay[asker] += 1;
    let over = false;
    return () => {
      if (!over) underWay[asker] -= 1;
      over = true;
    };
  };
  const turnLasts = createTurnClock();
  const { wake, somebodyCame } = oneAfterTheOther(waiting, mayBegin, begin);

  return {
    enter: (asker) => {
      const now = performance.now();
      somebodyCame();
      if (waiting.ahead(asker) === 0 && turnLasts(now) < atOnce && mayBegin(asker)) return begin(asker);
      if (waiting.wouldWaitTooLong(asker, now)) return undefined;
      wake();
      return waiting.wait(asker, now);
    },
    connected: somebodyCame,
    figures: () => ({ under_way: underWay.signed_in + underWay.others, waiting: waiting.ahead('others') }),
  };
}

/** How long the turn of the event loop lasts, since it was first asked in it. */
function createTurnClock(): (now: number) => number {
  let began: number | undefined;
  return (now) => {
    if (began === undefined) {
      began = now;
      setImmediate(() => {
        began = undefined;
      });
    }
    return now - began;
  };
}

interface Begun {
  readonly asker: Asker;
  readonly at: number;
  /** When it let go of the event loop for the first time. */
  over?: number;
}

/** Begins one of those who wait in each turn of the event loop, while any does. */
function oneAfterTheOther(
  waiting: WaitingRequests,
  mayBegin: (asker: Asker) => boolean,
  begin: (asker: Asker) => Leave,
): { wake(): void; somebodyCame(): void } {
  let last: Begun | undefined;
  let came = false;
  let held = false;
  let awake = false;

  const isHearing = (now: number): boolean => {
    const since = last?.over;
    const hears = came && last !== undefined && since !== undefined && now - since < (since - last.at) * hearing;
    came = false;
    return hears;
  };
  const next = () => {
    const now = performance.now();
    if (isHearing(now)) return;
    const asker = waiting.next();
    held = asker !== undefined && !mayBegin(asker);
    waiting.giveUp(now, { stuck: held });
    if (held) return;
    // While nothing may begin, the queue stands still for the one before.
    if (last !== undefined) waiting.took(last.asker, now - last.at);
    last = undefined;
    if (asker === undefined) return;
    last = { asker, at: now };
    waiting.begin(asker, begin(asker));
  };
  const afterwards = () => {
    if (last !== undefined) last.over ??= performance.now();
    // Somebody may have come between the two.
    awake = last !== undefined || waiting.ahead('others') > 0;
    if (held) setTimeout(turn, nextLook);
    else if (awake) turn();
  };
  const turn = () => {
    setImmediate(next);
    // Promises are seen to between the two: what could be done at once is done by then.
    setImmediate(afterwards);
  };
  return {
    wake: () => {
      if (!awake) turn();
      awake = true;
    },
    somebodyCame: () => {
      came = true;
    },
  };
}

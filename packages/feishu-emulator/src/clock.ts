/** The emulator's time: real time shifted by what the tests asked for, and the work waiting for a moment of it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Whole seconds since 1970. */
  seconds(): number;
  /** Moves on, doing on the way, in order, what was due. */
  advance(seconds: number): Promise<void>;
  /** Jumps to a moment; work that became due is done first when the jump goes forward. */
  set(now: number): Promise<void>;
  /** Runs `work` once that moment has come, by itself or because the clock was moved. Returns how to call it off. */
  at(moment: number, work: () => unknown): () => void;
  /** Back to real time; waiting work is dropped. */
  reset(): void;
  close(): void;
}

interface Waiting {
  moment: number;
  order: number;
  work: () => unknown;
}

/** The longest delay setTimeout takes. */
const longestTimer = 2 ** 31 - 1;

export function createClock(realNow: () => number = Date.now): Clock {
  let offset = 0;
  let order = 0;
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | undefined;

  const now = () => realNow() + offset;

  const next = (until: number): Waiting | undefined => {
    let first: Waiting | undefined;
    for (const one of waiting) {
      if (one.moment > until) continue;
      if (!first || one.moment < first.moment || (one.moment === first.moment && one.order < first.order)) first = one;
    }
    return first;
  };

  const rearm = () => {
    clearTimeout(timer);
    timer = undefined;
    const first = next(Number.POSITIVE_INFINITY);
    if (!first) return;
    timer = setTimeout(() => void runDue(now()), Math.min(Math.max(first.moment - now(), 0), longestTimer));
    timer.unref();
  };

  const runDue = async (until: number) => {
    for (let one = next(until); one; one = next(until)) {
      waiting.delete(one);
      if (one.moment > now()) offset = one.moment - realNow();
      await one.work();
    }
    rearm();
  };

  const moveTo = async (moment: number) => {
    if (next(moment)) await runDue(moment);
    offset = moment - realNow();
    rearm();
  };

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    advance: (seconds) => moveTo(now() + seconds * 1000),
    set: moveTo,
    at(moment, work) {
      const one = { moment, order: order++, work };
      waiting.add(one);
      rearm();
      return () => {
        waiting.delete(one);
        rearm();
      };
    },
    reset() {
      offset = 0;
      waiting.clear();
      rearm();
    },
    close() {
      waiting.clear();
      clearTimeout(timer);
    },
  };
}

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
  /** As `at`, but a long jump does it once, at its end, however often it would have come round on the way. */
  atLatest(moment: number, work: () => unknown): () => void;
  /** Back to real time, or to the moment given; waiting work is dropped. */
  reset(now?: number): void;
  close(): void;
}

interface Waiting {
  moment: number;
  order: number;
  latest: boolean;
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
      if (one.moment <= until && (!first || comesBefore(one, first, until))) first = one;
    }
    return first;
  };

  const rearm = () => {
    clearTimeout(timer);
    timer = undefined;
    const first = next(Number.POSITIVE_INFINITY);
    if (!first) return;
    timer = setTimeout(runByItself, Math.min(Math.max(first.moment - now(), 0), longestTimer));
    timer.unref();
  };

  const runDue = async (until: number) => {
    for (let one = next(until); one; one = next(until)) {
      waiting.delete(one);
      const moment = effective(one, until);
      if (moment > now()) offset = moment - realNow();
      await one.work();
    }
    rearm();
  };

  /** What became due by itself and is not done yet; whoever moves the clock waits for it too. */
  let underWay: Promise<void> = Promise.resolve();
  const runByItself = () => {
    underWay = underWay
      .then(() => runDue(now()))
      .catch((error: unknown) => console.error('Work on the emulated clock failed:', error));
  };

  const moveTo = async (moment: number) => {
    const backwards = moment < now();
    if (next(moment)) await runDue(moment);
    await underWay;
    // The work took time of its own, which must not be taken back.
    if (backwards || now() < moment) offset = moment - realNow();
    rearm();
  };

  const plan = (moment: number, work: () => unknown, latest: boolean) => {
    const one = { moment, order: order++, latest, work };
    waiting.add(one);
    rearm();
    return () => {
      waiting.delete(one);
      rearm();
    };
  };

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    advance: (seconds) => moveTo(now() + seconds * 1000),
    set: moveTo,
    at: (moment, work) => plan(moment, work, false),
    atLatest: (moment, work) => plan(moment, work, true),
    reset(moment) {
      offset = moment === undefined ? 0 : moment - realNow();
      waiting.clear();
      rearm();
    },
    close() {
      waiting.clear();
      clearTimeout(timer);
    },
  };
}

function effective(one: Waiting, until: number): number {
  return one.latest && Number.isFinite(until) ? Math.max(one.moment, until) : one.moment;
}

function comesBefore(one: Waiting, other: Waiting, until: number): boolean {
  const [mine, theirs] = [effective(one, until), effective(other, until)];
  return mine < theirs || (mine === theirs && one.order < other.order);
}

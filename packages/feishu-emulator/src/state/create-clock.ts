import { createAgenda } from './agenda.ts';
import { type Clock, OutOfTime } from './clock.ts';
import { createShiftedTime } from './shifted-time.ts';

/** Tokens and grants made then still end within four digits of a year. */
const lastMoment = Date.UTC(9990, 0);

/** The longest delay setTimeout takes. */
const longestTimer = 2 ** 31 - 1;

export function createClock(realNow: () => number = Date.now): Clock {
  const time = createShiftedTime(realNow);
  const { now, place } = time;
  let timer: NodeJS.Timeout | undefined;
  const agenda = createAgenda(rearm);

  function rearm(): void {
    clearTimeout(timer);
    const next = agenda.next();
    if (next === undefined || (time.isFrozen() && next > now())) return;
    timer = setTimeout(runByItself, Math.min(Math.max(next - now(), 0), longestTimer));
    timer.unref();
  }

  const runDue = async (until: number) => {
    for (let one = agenda.take(until); one; one = agenda.take(until)) {
      if (one.moment > now()) place(one.moment);
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
    if (!(moment >= 0 && moment <= lastMoment))
      throw new OutOfTime('The emulated time stays between the years 1970 and 9990.');
    const backwards = moment < now();
    if (agenda.isDue(moment)) await runDue(moment);
    await underWay;
    // The work took time of its own, which must not be taken back.
    if (backwards || now() < moment) place(moment);
    rearm();
  };

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    advance: (seconds) => moveTo(now() + seconds * 1000),
    set: moveTo,
    at: (moment, work) => agenda.add(moment, work, false),
    atLatest: (moment, work) => agenda.add(moment, work, true),
    isFrozen: time.isFrozen,
    freeze(still) {
      time.freeze(still);
      rearm();
    },
    reset(moment, still = false) {
      time.reset(moment, still);
      agenda.clear();
    },
    close: agenda.clear,
  };
}

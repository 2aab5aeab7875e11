import type { Page } from 'playwright-core';

/** The mini program's clock: `Date` and timers. It runs until it is told otherwise. */
export interface Clock {
  /** Sets the time; timers are not run. */
  set(time: Date | string | number): Promise<void>;
  /** Lets so many milliseconds pass at once, with every timer that falls due. */
  advance(milliseconds: number): Promise<void>;
  /** Stands still at that time. */
  freeze(time: Date | string | number): Promise<void>;
}

export async function createClock(page: Page): Promise<Clock> {
  await page.clock.install();
  return {
    set: (time) => page.clock.setSystemTime(time),
    advance: (milliseconds) => page.clock.runFor(milliseconds),
    freeze: (time) => page.clock.pauseAt(time),
  };
}

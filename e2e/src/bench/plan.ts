import type { Course } from './rounds.ts';

/** How much is measured: all of it for figures that are kept, or little, to see that something still holds. */
export interface Plan {
  readonly course: Course;
  /** The smaller and the larger number of sessions, between which a check must not grow slower. */
  readonly sessions: readonly [number, number];
  readonly checksForMemory: number;
  readonly starts: number;
  readonly signOuts: number;
}

export const whole: Plan = {
  course: { rounds: 9, roundMs: 1_000, clients: 32, warmUp: 20_000 },
  sessions: [1_000, 1_000_000],
  checksForMemory: 1_000_000,
  starts: 9,
  signOuts: 300,
};

export const quick: Plan = {
  course: { rounds: 3, roundMs: 500, clients: 32, warmUp: 8_000 },
  sessions: [1_000, 50_000],
  checksForMemory: 60_000,
  starts: 3,
  signOuts: 50,
};

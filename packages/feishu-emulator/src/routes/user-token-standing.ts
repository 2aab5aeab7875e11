import type { StandingProblem } from '../access/standing.ts';

/** Where the v2 endpoint puts each standing: 20066 covers every status but active. */
export const standingProblems = {
  missing: 20008,
  not_installed: 20009,
  unavailable: 20010,
  resigned: 20066,
  frozen: 20066,
  unregistered: 20066,
} as const satisfies Record<StandingProblem, number>;

import type { Failure } from './failure.ts';
import type { Need } from './need.ts';

/** `2700002`: the person said no, or Feishu ended it without a number of its own (Errno错误码). */
const authorizationEnded = 2_700_002;

/**
 * What somebody can meet where no answer of our server is to be had, or where its code alone says all. Every client has
 * the words for these with it; everything else the server explains (`GET /api/v1/explanations`).
 */
export const causesAtHand = {
  access_denied: 'refused',
  no_network: 'offline',
  rate_limited: 'too_many',
  overloaded: 'too_many',
  bad_answer: 'server_pausing',
  db_unavailable: 'server_pausing',
  shutting_down: 'server_pausing',
  internal: 'fault',
} as const satisfies Partial<Record<Failure['code'], string>>;

export type CauseAtHand = (typeof causesAtHand)[keyof typeof causesAtHand];

/** To try again can help with each. */
export const needsAtHand: Readonly<Record<CauseAtHand, Need>> = {
  refused: 'you',
  offline: 'you',
  too_many: 'time',
  server_pausing: 'time',
  fault: 'developer',
};

/** The cause by our own code. Whoever was denied with a number of Feishu's need not have said no: the number tells. */
export function causeAtHand({ code, platformCode }: Pick<Failure, 'code' | 'platformCode'>): CauseAtHand | undefined {
  if (code === 'access_denied' && platformCode !== undefined && platformCode !== authorizationEnded) return undefined;
  return Object.entries(causesAtHand).find(([known]) => known === code)?.[1];
}

/** Whether the server can tell more than is at hand: a number of Feishu's, other than the network's, says most. */
export function isExplainedByServer(failure: Pick<Failure, 'code' | 'platformCode'>): boolean {
  const { code, platformCode } = failure;
  const telling = platformCode !== undefined && platformCode !== authorizationEnded && code !== 'no_network';
  return telling || causeAtHand(failure) === undefined;
}

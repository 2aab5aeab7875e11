import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { UpstreamFailure } from '../auth/ports/feishu-failure.ts';
import { createTurns, type Turns } from './turns.ts';

/** Keeps calls of one endpoint inside what the platform allows an app, and leaves everybody a share of it. */
export interface Quota {
  /**
   * Resolves when the call may be sent, at once or after a short wait.
   * @throws UpstreamFailure `overloaded` when the wait would be long; nothing was sent then
   */
  take(path: string, call: { readonly signIn: boolean }): Promise<void>;
}

/** 频控策略: 50 a second and 1000 a minute per API, app and tenant. A little below, because windows do not line up. */
export interface QuotaLimits {
  readonly perSecond: number;
  readonly perMinute: number;
}

/** Slices of a second, so that no second of the platform's sees two full ones of ours. */
const slicesPerSecond = 10;
/** Seconds a person may be kept waiting for a turn. */
const longestWait = 2;
/** Of what a minute allows, sign-ins may take this much at once and as much again over the minute. The rest is for people signed in. */
const signInsAtOnce = 0.45;

export const unlimited: Quota = { take: () => Promise.resolve() };

/** How many sign-ins there may be in each minute. */
export function signInsPerMinute({ perMinute }: Pick<QuotaLimits, 'perMinute'>): number {
  return Math.max(1, Math.floor(perMinute * signInsAtOnce));
}

/** @param network where the request being answered comes from; those whose people sign in take turns */
export function createQuota({ perSecond, perMinute }: QuotaLimits, network: () => string): Quota {
  const slice = Math.max(1, Math.floor(perSecond / slicesPerSecond));
  const flow = signInsPerMinute({ perMinute });
  const settings = {
    turns: slice,
    interval: 1000 / slicesPerSecond,
    mostWaiting: slice * slicesPerSecond * longestWait,
    longestWait: longestWait * 1000,
    signIns: { atOnce: flow, perMinute: flow },
  };
  const minutes = new RateLimiterMemory({ keyPrefix: 'minute', points: perMinute, duration: 60 });
  const endpoints = new Map<string, Turns>();
  return {
    take: async (path, { signIn }) => {
      const turns = endpoints.get(path) ?? createTurns(settings);
      endpoints.set(path, turns);
      if (!(await turns.next(signIn ? network() : undefined))) throw tooMany(longestWait * 1000);
      // Last, so that who is refused takes nothing from others.
      await minutes.consume(path).catch((refused: unknown) => {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw tooMany(refused.msBeforeNext);
      });
    },
  };
}

function tooMany(ms: number): UpstreamFailure {
  return new UpstreamFailure('overloaded', 'Many people are signing in right now. Try again shortly.', {
    retryAfter: Math.max(1, Math.ceil(ms / 1000)),
    maybeActedOn: false,
  });
}

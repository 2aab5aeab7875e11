import { RateLimiterMemory, RateLimiterQueue, RateLimiterRes } from 'rate-limiter-flexible';
import { UpstreamFailure } from '../auth/ports/feishu-failure.ts';

/** Keeps calls of one endpoint inside what the platform allows an app. */
export interface Quota {
  /**
   * Resolves when the call may be sent, at once or after a short wait.
   * @throws UpstreamFailure `overloaded` when the wait would be long; nothing was sent then
   */
  take(path: string): Promise<void>;
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

export const unlimited: Quota = { take: () => Promise.resolve() };

export function createQuota({ perSecond, perMinute }: QuotaLimits): Quota {
  const slice = Math.max(1, Math.floor(perSecond / slicesPerSecond));
  const minutes = new RateLimiterMemory({ keyPrefix: 'minute', points: perMinute, duration: 60 });
  const turns = new RateLimiterQueue(
    new RateLimiterMemory({ keyPrefix: 'slice', points: slice, duration: 1 / slicesPerSecond }),
    {
      maxQueueSize: slice * slicesPerSecond * longestWait,
    },
  );
  return {
    take: async (path) => {
      await minutes.consume(path).catch((refused: unknown) => {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw tooMany(refused.msBeforeNext);
      });
      await turns.removeTokens(1, path).catch(() => {
        throw tooMany(longestWait * 1000);
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

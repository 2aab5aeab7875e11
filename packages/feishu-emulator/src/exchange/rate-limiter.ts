import type { RateLimit } from '@feishu-login/feishu-types';
import type { Clock } from '../state/clock.ts';

export interface Exceeded {
  /** The ceiling of the window that is full. */
  limit: number;
  /** Seconds until it is open again. */
  reset: number;
}

/** 频控策略: counted for each API, app and tenant, in windows of a second and of a minute. */
export interface RateLimiter {
  /** Counts one call; says what is exceeded, in which case it does not count. */
  hit(key: string, limit: RateLimit): Exceeded | undefined;
  reset(): void;
  /** Returns how to come back to the counts of now. */
  remember(): () => void;
}

interface Count {
  window: number;
  calls: number;
}

export function createRateLimiter(clock: Clock): RateLimiter {
  let counts = new Map<string, Count>();

  const current = (key: string, windowMs: number): Count => {
    const window = Math.floor(clock.now() / windowMs);
    const known = counts.get(key);
    if (known?.window === window) return known;
    const fresh = { window, calls: 0 };
    counts.set(key, fresh);
    return fresh;
  };

  return {
    hit(key, { perSecond, perMinute }) {
      const minute = current(`${key} minute`, 60_000);
      if (minute.calls >= perMinute) {
        return { limit: perMinute, reset: Math.ceil(((minute.window + 1) * 60_000 - clock.now()) / 1000) };
      }
      if (perSecond !== undefined) {
        const second = current(`${key} second`, 1000);
        if (second.calls >= perSecond) return { limit: perSecond, reset: 1 };
        second.calls += 1;
      }
      minute.calls += 1;
      return undefined;
    },
    reset: () => counts.clear(),
    remember() {
      const kept = structuredClone(counts);
      return () => {
        counts = structuredClone(kept);
      };
    },
  };
}

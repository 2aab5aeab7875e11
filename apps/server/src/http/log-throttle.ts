import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './client-address.ts';

/**
 * Whether a refusal is to be told: true for the first ones of a network in a minute. A flood of requests is then no flood
 * of the log and the audit trail. The networks kept are bounded by the minute they are kept for.
 */
export function createLogThrottle(timesPerMinute: number): (address: string) => Promise<boolean> {
  const told = new RateLimiterMemory({ points: timesPerMinute, duration: 60 });
  return (address) =>
    told.consume(networkOf(address)).then(
      () => true,
      (refused: unknown) => {
        if (refused instanceof RateLimiterRes) return false;
        throw refused;
      },
    );
}

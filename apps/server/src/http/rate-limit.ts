import { AuthError } from '@feishu-login/auth-types';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { NoGuess } from '../auth/no-guess.ts';
import type { SecurityLog } from '../auth/ports/security-log.ts';
import { sha256 } from '../auth/token.ts';
import { networkOf } from './client-address.ts';
import { createLogThrottle } from './log-throttle.ts';

export interface RateLimits {
  /** Failed sign-ins and refreshes of one address in a minute. */
  readonly failuresPerMinute: number;
  /** All of them: high, because a whole company may sign in from one address at nine. */
  readonly requestsPerMinute: number;
  /** Makes counters that several instances share; without it each counts in its own memory. */
  readonly shared?: ((name: string, pointsPerMinute: number) => RateLimiterAbstract) | undefined;
}

export interface RateLimit {
  /**
   * Runs a sign-in request if its address may still try. Every request counts as failed until it has succeeded, so
   * that many at once cannot slip through; what is not the client's fault is taken back too.
   * @throws AuthError `rate_limited`
   */
  guard<T>(address: string, work: () => Promise<T>): Promise<T>;
}

/** Answers that mean somebody is guessing. */
const guesses = new Set(['code_invalid', 'state_invalid', 'unauthorized', 'invalid_request', 'user_not_allowed']);

/** Milliseconds: what is counted so shortly before the end of its minute goes with it, and may stay counted until then. */
const almostOver = 1_000;

/** Seconds until one of the attempts under way may have succeeded, which makes room. */
const soon = 2;

/** In memory, the number of addresses kept is bounded by the minute they are kept for. */
export function createRateLimit(
  log: SecurityLog,
  { failuresPerMinute, requestsPerMinute, shared = inMemory }: RateLimits,
): RateLimit {
  const failures = shared('failures', failuresPerMinute);
  // Far from any honest company's morning, so each instance may count for itself.
  const requests = inMemory('requests', requestsPerMinute);
  const underWay = new Map<string, number>();
  const tell = createLogThrottle(1);

  const refuse = async (address: string, refused: unknown, mayPass: boolean): Promise<never> => {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    if (await tell(address)) log.event('login.denied', { reason: 'rate_limited' });
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw new AuthError('rate_limited', 'Too many attempts from this address. Wait, then try again.', {
      retryAfter: mayPass ? Math.min(seconds, soon) : seconds,
    });
  };

  return {
    guard: async (address, work) => {
      const key = sha256(networkOf(address)).slice(0, 32);
      // First, so that what is refused here takes nothing from those who are counted below.
      await requests.consume(key).catch((refused: unknown) => refuse(address, refused, false));
      const counted = await failures
        .consume(key)
        .catch((refused: unknown) => refuse(address, refused, underWay.has(key)));
      const giveBackUntil = performance.now() + counted.msBeforeNext - almostOver;
      // In the minute after, giving back would make room for more than are allowed.
      const giveBack = async () => {
        if (performance.now() < giveBackUntil) await failures.reward(key);
      };
      underWay.set(key, (underWay.get(key) ?? 0) + 1);
      try {
        const result = await work();
        await giveBack();
        return result;
      } catch (error) {
        const givenBack = isGuess(error) ? undefined : giveBack();
        // Whoever has waited for a database in vain does not wait for it once more.
        if (!isUnavailable(error)) await givenBack;
        throw error;
      } finally {
        const left = (underWay.get(key) ?? 1) - 1;
        if (left === 0) underWay.delete(key);
        else underWay.set(key, left);
      }
    },
  };
}

function isGuess(error: unknown): boolean {
  return error instanceof AuthError && guesses.has(error.code) && !(error instanceof NoGuess);
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AuthError && error.code === 'db_unavailable';
}

function inMemory(keyPrefix: string, points: number): RateLimiterAbstract {
  return new RateLimiterMemory({ keyPrefix, points, duration: 60 });
}

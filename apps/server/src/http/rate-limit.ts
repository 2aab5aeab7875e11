import { AuthError } from '@feishu-login/auth-types';
import ipaddr from 'ipaddr.js';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { SecurityLog } from '../auth/ports/security-log.ts';
import { sha256 } from '../auth/token.ts';

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

/** In memory, the number of addresses kept is bounded by the minute they are kept for. */
export function createRateLimit(
  log: SecurityLog,
  { failuresPerMinute, requestsPerMinute, shared = inMemory }: RateLimits,
): RateLimit {
  const failures = shared('failures', failuresPerMinute);
  // Far from any honest company's morning, so each instance may count for itself.
  const requests = inMemory('requests', requestsPerMinute);
  // One line for an address and minute: a flood of requests is no flood of the audit trail.
  const told = shared('refusals told', 1);
  const refuse = async (key: string, refused: unknown): Promise<never> => {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    if (await isWithin(told, key)) log.event('login.denied', { reason: 'rate_limited' });
    throw new AuthError('rate_limited', 'Too many attempts from this address. Wait, then try again.', {
      retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
    });
  };
  return {
    guard: async (address, work) => {
      const key = sha256(bucketOf(address)).slice(0, 32);
      await Promise.all([requests.consume(key), failures.consume(key)]).catch((refused) => refuse(key, refused));
      try {
        const result = await work();
        await failures.reward(key);
        return result;
      } catch (error) {
        if (!(error instanceof AuthError && guesses.has(error.code))) await failures.reward(key);
        throw error;
      }
    },
  };
}

function inMemory(keyPrefix: string, points: number): RateLimiterAbstract {
  return new RateLimiterMemory({ keyPrefix, points, duration: 60 });
}

/** One person easily has a whole IPv6 /64; IPv4 in IPv6 clothes is IPv4. */
function bucketOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join('.');
}

async function isWithin(limiter: RateLimiterAbstract, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return false;
    throw refused;
  }
}

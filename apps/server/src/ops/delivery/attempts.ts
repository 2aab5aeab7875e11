/** How long an attempt may take. */
export const attemptTime = 5_000;
/** Longer than any attempt: what a process that died was sending is another's after it. */
export const leaseTime = 10_000;

const firstDelay = 1_000;
const longestDelay = 5 * 60_000;
/** From the act on. */
const patience = 3 * 24 * 3600_000;

/**
 * When to try again after so many attempts: twice as long each time, up to five minutes, give or take a fifth, so that
 * what failed together does not come back together. `undefined`: nobody tries any more.
 */
export function nextAttempt(
  { createdAt, attempts }: { createdAt: number; attempts: number },
  now: number,
  random = Math.random,
): number | undefined {
  if (now - createdAt >= patience) return undefined;
  const delay = Math.min(firstDelay * 2 ** Math.min(attempts - 1, 20), longestDelay);
  return now + Math.round(delay * (0.8 + random() * 0.4));
}

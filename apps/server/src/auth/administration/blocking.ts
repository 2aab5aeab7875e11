import type { Administration } from './acts.ts';

/**
 * Shuts a person out: their sessions and what they allowed in Feishu end, and no sign-in of theirs succeeds.
 * @returns how many sessions ended; `undefined` if they were out already
 */
export async function blockPerson(
  { store, clock, record }: Administration,
  userId: string,
): Promise<number | undefined> {
  const count = await store.register.block(userId, clock.now(), 'blocked');
  if (count !== undefined) await record({ event: 'user.blocked', reason: null, userId, facts: { count } });
  return count;
}

/** Lets them in again; false if they were not blocked. */
export async function unblockPerson({ store, record }: Administration, userId: string): Promise<boolean> {
  const unblocked = await store.register.unblock(userId);
  if (unblocked) await record({ event: 'user.unblocked', reason: null, userId });
  return unblocked;
}

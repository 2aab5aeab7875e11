import type { LiveSession } from '../ports/register.ts';
import { type Administration, byOperator } from './acts.ts';

/** Ends one session; `undefined` if there is no such live one. */
export async function endSession(
  { store, clock, record }: Administration,
  sessionId: string,
): Promise<LiveSession | undefined> {
  const now = clock.now();
  const found = await store.register.findSession(sessionId, now);
  if (found === undefined || !(await store.register.endSession(sessionId, now, byOperator))) return undefined;
  await record({ event: 'session.ended', reason: byOperator, userId: found.userId, sessionId });
  return found;
}

/** Ends every session of a person, and makes a sign-in of theirs fail that is under way. @returns how many ended */
export async function endSessionsOf({ store, clock, record }: Administration, userId: string): Promise<number> {
  const count = await store.register.endSessions(userId, clock.now(), byOperator);
  await record({ event: 'session.ended', reason: byOperator, userId, facts: { count } });
  return count;
}

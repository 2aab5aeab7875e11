import type { Administration } from './acts.ts';

/** Milliseconds. A server gathers audit entries for a quarter of this before it writes them. */
const serversWriteLate = 1_000;

/**
 * Erases everything kept about a person, for good. On record is only that it happened; it is written with the act itself.
 * @returns how many rows of each kind went; `undefined` if there is no such person any more
 */
export async function erasePerson(
  { store, clock, entryOf }: Administration,
  userId: string,
): Promise<Readonly<Record<string, number>> | undefined> {
  const entry = entryOf({ event: 'user.erased', reason: 'erased_by_operator' });
  const gone = await store.register.erase(userId, clock.now(), entry);
  if (gone === undefined) return undefined;
  await new Promise((resolve) => setTimeout(resolve, serversWriteLate));
  await store.register.eraseLate(userId);
  return gone;
}

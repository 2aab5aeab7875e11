import { expect, it } from '@jest/globals';
import { hour, minute } from '../../durations.ts';
import { aHash, aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

const returnTo = 'https://login.example.com/tasks';

export function handOffsSuite(opened: () => TestDatabase): void {
  const store = () => opened().store;

  const signedIn = async (now: number, person = aPerson()) => {
    const session = aSession(now);
    const { user } = await store().sessions.signIn(aSignIn(person, now, { session }));
    return { ...session, userId: user.id, person };
  };
  const handOff = async (sessionId: string, now: number) => {
    const codeHash = aHash();
    await store().handOffs.open({ sessionId, codeHash, returnTo, createdAt: now, expiresAt: now + minute });
    return codeHash;
  };
  const aPage = (now: number) => aSession(now, { kind: 'h5', refreshHash: null });
  const take = (codeHash: string, now: number, page = aPage(now)) =>
    store().handOffs.take(codeHash, { now, sessionsPerUser: 20 }, () => page);
  const lives = async (tokenHash: string, now: number) => (await store().sessions.find(tokenHash, now)) !== undefined;

  it('V2: opens one session, of the same person, for exactly one of twenty who try at once', async () => {
    const now = aMoment();
    const { id, userId } = await signedIn(now);
    const code = await handOff(id, now);
    const all = await Promise.all(Array.from({ length: 20 }, () => take(code, now + 1)));
    expect(all.every((one) => one?.userId === userId && one.returnTo === returnTo)).toBe(true);
    const sessions = all.flatMap((one) => one?.opened ?? []);
    expect(sessions).toMatchObject([{ user: { id: userId }, session: { kind: 'h5' } }]);
    expect(await store().sessions.list(userId, now + 1)).toHaveLength(2);
  });

  it('V1: lives to the millisecond, and is known by its newest code only', async () => {
    const now = aMoment();
    const { id } = await signedIn(now);
    const first = await handOff(id, now);
    const second = await handOff(id, now);
    expect(await take(first, now)).toBeUndefined();
    expect(await take(second, now + minute)).toMatchObject({ returnTo, opened: undefined });
    const third = await handOff(id, now);
    expect((await take(third, now + minute - 1))?.opened).toBeDefined();
  });

  it('V2: is used up where no session was wanted of it', async () => {
    const now = aMoment();
    const code = await handOff((await signedIn(now)).id, now);
    const options = { now, sessionsPerUser: 20 };
    expect((await store().handOffs.take(code, options, () => undefined))?.opened).toBeUndefined();
    expect((await take(code, now))?.opened).toBeUndefined();
  });

  it.each<[string, (who: Awaited<ReturnType<typeof signedIn>>, now: number) => Promise<unknown>]>([
    ['it signs out', ({ userId, id }, now) => store().sessions.end(userId, id, now, 'logout')],
    ['all of the person’s end', ({ person }, now) => store().sessions.endAll(person, now, 'logout')],
    ['its person leaves', ({ person }, now) => store().people.leave(person, now, 'left')],
    ['its person is no longer admitted', ({ person }, now) => store().people.leave(person, now, 'not_admitted')],
  ])('V4: opens nothing, and what it opened ends, when %s', async (_when, end) => {
    const now = aMoment();
    const who = await signedIn(now, aPerson({ tenantKey: 'mine' }));
    const page = aPage(now);
    expect((await take(await handOff(who.id, now), now, page))?.opened).toBeDefined();
    const waiting = await handOff(who.id, now);
    expect(await lives(page.tokenHash, now)).toBe(true);
    await end(who, now + 1);
    expect(await lives(page.tokenHash, now + 1)).toBe(false);
    expect((await take(waiting, now + 2))?.opened).toBeUndefined();
  });

  it('V4: never outlives an end that comes in the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const now = aMoment();
      const { id, userId } = await signedIn(now);
      const code = await handOff(id, now);
      const page = aPage(now);
      await Promise.all([take(code, now, page), store().sessions.end(userId, id, now, 'logout')]);
      expect(await lives(page.tokenHash, now + 1)).toBe(false);
    }
  });

  it('opens a page whose person signed in when they signed in to the mini program', async () => {
    const now = aMoment();
    const { id } = await signedIn(now);
    const opened = await take(await handOff(id, now + 7 * minute), now + 7 * minute);
    expect(opened?.opened?.session).toMatchObject({ createdAt: now + 7 * minute, signedInAt: now });
  });

  it('C18: takes the place of the oldest, and never of the session it comes from', async () => {
    const now = aMoment();
    const { id, person, userId } = await signedIn(now);
    await store().sessions.signIn(aSignIn(person, now + 1));
    const page = aPage(now + 2);
    const code = await handOff(id, now + 2);
    await store().handOffs.take(code, { now: now + 2, sessionsPerUser: 2 }, () => page);
    const left = await store().sessions.list(userId, now + 3);
    expect(left.map((session) => session.id).sort()).toEqual([id, page.id].sort());
  });

  it('F7: ending the others from the page leaves the mini program that it lives in', async () => {
    const now = aMoment();
    const { id, person, userId } = await signedIn(now);
    await store().sessions.signIn(aSignIn(person, now));
    const page = aPage(now);
    await take(await handOff(id, now), now, page);
    expect(await store().sessions.endOthers(userId, page.id, now + 1)).toBe(1);
    expect(await lives(page.tokenHash, now + 1)).toBe(true);
  });

  it('is deleted an hour after it was over', async () => {
    const now = aMoment();
    const { id } = await signedIn(now);
    const code = await handOff(id, now);
    await store().purge(now + minute + hour, hour);
    expect(await take(code, now)).toBeDefined();
    await store().purge(now + minute + hour + 1, hour);
    expect(await take(code, now)).toBeUndefined();
  });
}

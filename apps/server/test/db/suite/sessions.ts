import { expect, it } from '@jest/globals';
import type { Identity } from '../../../src/auth/ports/person.ts';
import { createOperatorSessions } from '../../../src/db/operator/sessions.ts';
import { hour, minute } from '../../durations.ts';
import { aHash, aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

export function sessionsSuite(opened: () => TestDatabase): void {
  const sessions = () => opened().store.sessions;
  const openSession = async (now: number, person: Identity = aPerson(), facts = {}) => {
    const session = aSession(now, facts);
    const { user } = await sessions().signIn(aSignIn(person, now, { session }));
    return { ...session, userId: user.id };
  };

  it('finds a live session with its user, and nobody by an unknown hash', async () => {
    const now = aMoment();
    const person = aPerson({ name: '张三', unionId: 'on_1' });
    const { id, tokenHash, userId } = await openSession(now, person);
    expect(await sessions().find(tokenHash, now)).toMatchObject({
      user: { id: userId, name: '张三', openId: person.openId, unionId: 'on_1' },
      session: { id, createdAt: now },
    });
    expect(await sessions().find(aHash(), now)).toBeUndefined();
  });

  it('counts the live ones of each kind, and no others', async () => {
    const now = aMoment();
    const counts = async (at: number) =>
      Object.fromEntries((await sessions().count(at)).map(({ kind, count }) => [kind, count]));
    const before = await counts(now);
    const ended = await openSession(now, aPerson(), { kind: 'browser' });
    await openSession(now, aPerson(), { kind: 'browser' });
    await openSession(now, aPerson(), { kind: 'gadget', expiresAt: now + minute });
    expect(await counts(now)).toMatchObject({ browser: (before.browser ?? 0) + 2, gadget: (before.gadget ?? 0) + 1 });
    await sessions().end(ended.userId, ended.id, now, 'logout');
    expect((await counts(now)).browser).toBe((before.browser ?? 0) + 1);
    expect((await counts(now + minute)).gadget ?? 0).toBeLessThanOrEqual(before.gadget ?? 0);
  });

  it.each([
    ['its token', { tokenExpiresAt: 1000 }],
    ['its idle time', { expiresAt: 1000 }],
    ['its longest life', { absoluteExpiresAt: 1000 }],
  ])('finds a session until %s is over, to the millisecond', async (_what, limits) => {
    const now = aMoment();
    const shifted = Object.fromEntries(Object.entries(limits).map(([name, after]) => [name, now + after]));
    const { tokenHash } = await openSession(now, aPerson(), shifted);
    expect(await sessions().find(tokenHash, now + 999)).toBeDefined();
    expect(await sessions().find(tokenHash, now + 1000)).toBeUndefined();
  });

  it('C5: never finds a session by its refresh token, the one in use or the one before', async () => {
    const now = aMoment();
    const refreshHash = aHash();
    const { tokenHash } = await openSession(now, aPerson(), { refreshHash });
    const next = aHash();
    const rotate = { tokenHash: aHash(), refreshHash: next, sealedSuccessor: 'x' };
    const times = { tokenExpiresAt: now + minute, expiresAt: now + hour, reuseUntil: now + minute };
    await sessions().refresh(refreshHash, now, () => ({ rotate: { ...rotate, ...times }, result: undefined }));
    const asked = [refreshHash, next, tokenHash, rotate.tokenHash].map((hash) => sessions().find(hash, now));
    expect((await Promise.all(asked)).map((found) => found !== undefined)).toEqual([false, false, false, true]);
  });

  it('F1, F5: cut off with everybody’s, is over before it is marked, and a first sign-in under way fails', async () => {
    const now = aMoment();
    const refreshHash = aHash();
    const { tokenHash } = await openSession(now, aPerson(), { refreshHash });
    await createOperatorSessions(opened().database).closeAll(now + 10);
    expect(await sessions().find(tokenHash, now + 11)).toBeUndefined();
    expect(await sessions().refresh(refreshHash, now + 11, (lookup) => ({ result: lookup }))).toEqual({
      found: 'nothing',
    });
    const underWay = aSignIn(aPerson(), now + 12, { startedAt: now + 5 });
    await expect(sessions().signIn(underWay)).rejects.toMatchObject({ code: 'user_not_allowed' });
    const next = aSignIn(aPerson(), now + 12, { startedAt: now + 11 });
    expect(await sessions().signIn(next)).toMatchObject({ session: { id: next.session.id } });
  });

  it('answers many lookups at once, each with its own session', async () => {
    const now = aMoment();
    const all = await Promise.all(Array.from({ length: 30 }, () => openSession(now)));
    const found = await Promise.all(all.map(({ tokenHash }) => sessions().find(tokenHash, now)));
    expect(found.map((one) => one?.session.id)).toEqual(all.map(({ id }) => id));
  });

  it('moves last sight and end when touched, but never those of an ended session', async () => {
    const now = aMoment();
    const live = await openSession(now);
    await sessions().touch(live.id, { now: now + minute, expiresAt: now + 9 * hour });
    expect(await sessions().find(live.tokenHash, now + 8 * hour)).toMatchObject({
      session: { lastSeenAt: now + minute, expiresAt: now + 9 * hour },
    });
    await sessions().touch(live.id, { now: now + 2 * minute, expiresAt: undefined });
    expect(await sessions().find(live.tokenHash, now + 8 * hour)).toMatchObject({
      session: { lastSeenAt: now + 2 * minute, expiresAt: now + 9 * hour },
    });

    await sessions().end(live.userId, live.id, now + hour, 'logout');
    await sessions().touch(live.id, { now: now + 3 * hour, expiresAt: now + 20 * hour });
    expect(await sessions().find(live.tokenHash, now + 3 * hour)).toBeUndefined();
    expect(await opened().database.read`select last_seen_at, expires_at from sessions where id = ${live.id}`).toEqual([
      { last_seen_at: now + 2 * minute, expires_at: now + 9 * hour },
    ]);
  });

  it('lists a person’s live sessions, newest first, and nobody else’s', async () => {
    const now = aMoment();
    const person = aPerson();
    const one = await openSession(now, person);
    const two = await openSession(now + 1, person);
    const ended = await openSession(now + 2, person);
    await openSession(now + 3, person, { expiresAt: now + 10 });
    await openSession(now + 4);
    await sessions().end(ended.userId, ended.id, now + 5, 'logout');
    expect((await sessions().list(one.userId, now + 10)).map(({ id }) => id)).toEqual([two.id, one.id]);
  });

  it.each([
    ['its idle time', { expiresAt: 1000 }],
    ['its longest life', { absoluteExpiresAt: 1000 }],
  ])('neither lists, ends nor touches a session after %s', async (_what, limits) => {
    const now = aMoment();
    const shifted = Object.fromEntries(Object.entries(limits).map(([name, after]) => [name, now + after]));
    const { id, userId, expiresAt } = await openSession(now, aPerson(), shifted);
    expect(await sessions().list(userId, now + 999)).toHaveLength(1);
    expect(await sessions().list(userId, now + 1000)).toEqual([]);
    expect(await sessions().end(userId, id, now + 1000, 'ended_by_user')).toBe(false);
    expect(await sessions().endOthers(userId, 'none', now + 1000)).toBe(0);
    await sessions().touch(id, { now: now + 1000, expiresAt: now + hour });
    const rows = await opened().database.read`select expires_at, end_reason from sessions where id = ${id}`;
    expect(rows).toEqual([{ expires_at: expiresAt, end_reason: null }]);
  });

  it('ends a session once, and only for the person it belongs to', async () => {
    const now = aMoment();
    const mine = await openSession(now);
    const other = await openSession(now);
    expect(await sessions().end(other.userId, mine.id, now, 'ended_by_user')).toBe(false);
    expect(await sessions().find(mine.tokenHash, now)).toBeDefined();
    expect(await sessions().end(mine.userId, mine.id, now, 'ended_by_user')).toBe(true);
    expect(await sessions().find(mine.tokenHash, now)).toBeUndefined();
    expect(await sessions().end(mine.userId, mine.id, now, 'ended_by_user')).toBe(false);
  });

  it('ends all sessions of a person but one', async () => {
    const now = aMoment();
    const person = aPerson();
    const kept = await openSession(now, person);
    const gone = [await openSession(now, person), await openSession(now, person)];
    const stranger = await openSession(now);
    expect(await sessions().endOthers(kept.userId, kept.id, now)).toBe(2);
    expect(await sessions().find(kept.tokenHash, now)).toBeDefined();
    expect(await sessions().find(stranger.tokenHash, now)).toBeDefined();
    for (const { tokenHash } of gone) expect(await sessions().find(tokenHash, now)).toBeUndefined();
  });

  it('ends all sessions of the person behind an identity', async () => {
    const now = aMoment();
    const person = aPerson();
    const gone = [await openSession(now, person), await openSession(now, person)];
    const stranger = await openSession(now);
    expect(await sessions().endAll(person, now + 1, 'user_left')).toBe(2);
    expect(await sessions().endAll(aPerson(), now + 1, 'user_left')).toBe(0);
    expect(await sessions().find(stranger.tokenHash, now + 1)).toBeDefined();
    for (const { tokenHash } of gone) expect(await sessions().find(tokenHash, now + 1)).toBeUndefined();
    expect(await sessions().list(gone[0]?.userId ?? '', now + 1)).toEqual([]);
  });

  it('refuses a sign-in that began before all sessions were ended, whole, and lets a later one in', async () => {
    const now = aMoment();
    const person = aPerson({ name: '张三' });
    const { userId } = await openSession(now, person);
    await sessions().endAll(person, now + 100, 'user_left');
    for (const startedAt of [now + 50, now + 100]) {
      const late = aSignIn({ ...person, name: '李四' }, now + 200, { startedAt });
      await expect(sessions().signIn(late)).rejects.toMatchObject({ code: 'user_not_allowed' });
      expect(await sessions().find(late.session.tokenHash, now + 200)).toBeUndefined();
    }
    const back = await sessions().signIn(aSignIn(person, now + 300));
    expect(back.user).toMatchObject({ id: userId, name: '张三' });
    expect(await sessions().list(userId, now + 300)).toHaveLength(1);
  });

  it('leaves no session alive when sign-ins and the ending of all cross', async () => {
    const now = aMoment();
    const person = aPerson();
    await openSession(now, person);
    const signIns = Array.from({ length: 10 }, () => aSignIn(person, now + 1));
    await Promise.allSettled([
      ...signIns.slice(0, 5).map((request) => sessions().signIn(request)),
      sessions().endAll(person, now + 2, 'user_left'),
      ...signIns.slice(5).map((request) => sessions().signIn(request)),
    ]);
    for (const { session } of signIns) expect(await sessions().find(session.tokenHash, now + 3)).toBeUndefined();
  });
}

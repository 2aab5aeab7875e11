import { expect, it } from '@jest/globals';
import type { RefreshLookup, Rotation } from '../../../src/auth/ports/records.ts';
import { hour, minute } from '../../durations.ts';
import { aHash, aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

export function refreshSuite(opened: () => TestDatabase): void {
  const sessions = () => opened().store.sessions;
  const openSession = async (now: number) => {
    const refreshHash = aHash();
    const session = aSession(now, { refreshHash });
    const { user } = await sessions().signIn(aSignIn(aPerson(), now, { session }));
    return { ...session, refreshHash, userId: user.id };
  };
  const aRotation = (now: number): Rotation => ({
    tokenHash: aHash(),
    tokenExpiresAt: now + 30 * minute,
    refreshHash: aHash(),
    expiresAt: now + 7 * 24 * hour,
    reuseUntil: now + 30_000,
    sealedSuccessor: aHash(),
  });
  const look = (hash: string, now: number) =>
    sessions().refresh<RefreshLookup>(hash, now, (lookup) => ({ result: lookup }));
  const rotate = async (hash: string, now: number, rotation = aRotation(now)) => {
    await sessions().refresh(hash, now, () => ({ rotate: rotation, result: undefined }));
    return rotation;
  };

  it('moves a session to its next pair of tokens', async () => {
    const now = aMoment();
    const session = await openSession(now);
    const later = now + minute;
    const next = await rotate(session.refreshHash, later);
    expect(await sessions().find(session.tokenHash, later)).toBeUndefined();
    expect(await sessions().find(next.tokenHash, later)).toMatchObject({
      session: { id: session.id, createdAt: now, lastSeenAt: later, expiresAt: next.expiresAt },
    });
    expect(await look(next.refreshHash, later)).toMatchObject({ found: 'current' });
  });

  it('knows the token before, with what it needs to answer the same again', async () => {
    const now = aMoment();
    const session = await openSession(now);
    const next = await rotate(session.refreshHash, now);
    expect(await look(session.refreshHash, now)).toMatchObject({
      found: 'previous',
      signedIn: { session: { id: session.id } },
      tokenExpiresAt: next.tokenExpiresAt,
      sealedSuccessor: next.sealedSuccessor,
      reuseUntil: next.reuseUntil,
    });
  });

  it('knows every token spent before that, and when', async () => {
    const now = aMoment();
    const session = await openSession(now);
    const second = await rotate(session.refreshHash, now + 1);
    const third = await rotate(second.refreshHash, now + 2);
    await rotate(third.refreshHash, now + 3);
    expect(await look(session.refreshHash, now + 4)).toEqual({
      found: 'spent',
      sessionId: session.id,
      spentAt: now + 1,
    });
    expect(await look(second.refreshHash, now + 4)).toMatchObject({ found: 'spent', spentAt: now + 2 });
  });

  it('rotates once for twenty who bring the same token at once, and the others see what it led to', async () => {
    const now = aMoment();
    const session = await openSession(now);
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        sessions().refresh(session.refreshHash, now, (lookup) => {
          const rotation = aRotation(now);
          if (lookup.found === 'current') return { rotate: rotation, result: rotation.sealedSuccessor };
          return { result: lookup.found === 'previous' ? lookup.sealedSuccessor : lookup.found };
        }),
      ),
    );
    expect(new Set(all).size).toBe(1);
    const heads = await opened().database.read`select refresh_hash from sessions where id = ${session.id}`;
    expect(heads).toHaveLength(1);
    const spent = await opened().database.read`select * from spent_refresh_tokens where session_id = ${session.id}`;
    expect(spent).toEqual([{ refresh_hash: session.refreshHash, session_id: session.id, spent_at: now }]);
  });

  it('ends the session it is told to, and takes its waiting successor away', async () => {
    const now = aMoment();
    const session = await openSession(now);
    const next = await rotate(session.refreshHash, now);
    await sessions().refresh(session.refreshHash, now + minute, () => ({
      end: { sessionId: session.id, reason: 'refresh_reused' },
      result: undefined,
    }));
    expect(await sessions().find(next.tokenHash, now + minute)).toBeUndefined();
    expect(await look(next.refreshHash, now + minute)).toEqual({ found: 'nothing' });
    const [row] = await opened().database
      .read`select end_reason, ended_at, sealed_successor from sessions where id = ${session.id}`;
    expect(row).toEqual({ end_reason: 'refresh_reused', ended_at: now + minute, sealed_successor: null });
  });

  it('knows nothing of an unknown token', async () => {
    expect(await look(aHash(), aMoment())).toEqual({ found: 'nothing' });
  });

  it('knows nothing of the tokens of an ended, expired or closed session', async () => {
    const now = aMoment();
    const ended = await openSession(now);
    await sessions().end(ended.userId, ended.id, now, 'logout');
    expect(await look(ended.refreshHash, now)).toEqual({ found: 'nothing' });

    const expired = await openSession(now);
    expect(await look(expired.refreshHash, expired.expiresAt - 1)).toMatchObject({ found: 'current' });
    expect(await look(expired.refreshHash, expired.expiresAt)).toEqual({ found: 'nothing' });
    expect(await look(expired.refreshHash, expired.absoluteExpiresAt)).toEqual({ found: 'nothing' });

    const person = aPerson();
    const refreshHash = aHash();
    await sessions().signIn(aSignIn(person, now, { session: aSession(now, { refreshHash }) }));
    await sessions().endAll(person, now, 'user_left');
    expect(await look(refreshHash, now)).toEqual({ found: 'nothing' });
  });

  it('changes nothing when the decision fails', async () => {
    const now = aMoment();
    const session = await openSession(now);
    const failing = sessions().refresh(session.refreshHash, now, () => {
      throw new Error('undecided');
    });
    await expect(failing).rejects.toThrow('undecided');
    expect(await look(session.refreshHash, now)).toMatchObject({ found: 'current' });
  });
}

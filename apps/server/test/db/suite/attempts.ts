import { expect, it } from '@jest/globals';
import type { LoginAttempt } from '../../../src/auth/ports/records.ts';
import { minute } from '../../durations.ts';
import { aHash, aMoment, aPerson, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

const browserFlows = ['browser', 'qr'] as const;

export function attemptsSuite(opened: () => TestDatabase): void {
  const attempts = () => opened().store.attempts;

  const open = async (now: number, facts: Partial<LoginAttempt> = {}): Promise<LoginAttempt> => {
    const attempt: LoginAttempt = {
      stateHash: aHash(),
      browserHash: aHash(),
      flow: 'browser',
      appId: 'cli_a1b2c3d4e5f60718',
      returnTo: 'https://login.example.com/tasks?list=1#top',
      createdAt: now,
      expiresAt: now + 10 * minute,
      ...facts,
    };
    await attempts().open(attempt);
    return attempt;
  };
  const consume = (attempt: LoginAttempt, now: number) =>
    attempts().consume({ ...attempt, flows: [attempt.flow] }, now);

  it('returns an attempt as it was opened, and once', async () => {
    const now = aMoment();
    const attempt = await open(now);
    expect(await consume(attempt, now + minute)).toEqual(attempt);
    expect(await consume(attempt, now + minute)).toBeUndefined();
  });

  it('uses an attempt up for exactly one of twenty who try at once', async () => {
    const now = aMoment();
    const attempt = await open(now);
    const all = await Promise.all(Array.from({ length: 20 }, () => consume(attempt, now)));
    expect(all.filter((one) => one !== undefined)).toHaveLength(1);
  });

  it('accepts any of the flows asked for', async () => {
    const now = aMoment();
    for (const flow of browserFlows) {
      const attempt = await open(now, { flow });
      expect(await attempts().consume({ ...attempt, flows: browserFlows }, now)).toEqual(attempt);
    }
  });

  it.each([
    ['another browser', { browserHash: 'f'.repeat(64) }],
    ['another app', { appId: 'cli_0000000000000000' }],
    ['an unknown state', { stateHash: 'e'.repeat(64) }],
    ['another flow', { flow: 'h5' as const }],
  ])('uses nothing up for %s', async (_who, difference) => {
    const now = aMoment();
    const attempt = await open(now);
    expect(await consume({ ...attempt, ...difference }, now)).toBeUndefined();
    expect(await attempts().finished(attempt.stateHash)).toBeUndefined();
    expect(await consume(attempt, now)).toEqual(attempt);
  });

  it('refuses an attempt from the moment it expires', async () => {
    const now = aMoment();
    const attempt = await open(now);
    expect(await consume(attempt, attempt.expiresAt)).toBeUndefined();
    expect(await attempts().finished(attempt.stateHash)).toBeUndefined();
    expect(await consume(attempt, attempt.expiresAt - 1)).toEqual(attempt);
  });

  it('knows of a used attempt where it led, and which session came of it', async () => {
    const now = aMoment();
    const attempt = await open(now);
    await consume(attempt, now);
    const { browserHash, flow, returnTo } = attempt;
    expect(await attempts().finished(attempt.stateHash)).toEqual({ browserHash, flow, returnTo, sessionId: null });

    const { session } = await opened().store.sessions.signIn(aSignIn(aPerson(), now, { attempt: attempt.stateHash }));
    expect(await attempts().finished(attempt.stateHash)).toMatchObject({ sessionId: session.id });
  });
}

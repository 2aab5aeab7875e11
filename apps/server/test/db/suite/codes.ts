import { expect, it } from '@jest/globals';
import { aHash, aMoment, aPerson, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

export function codesSuite(opened: () => TestDatabase): void {
  const codes = () => opened().store.codes;

  it('gives a code to the first who claims it and tells the next since when it is taken', async () => {
    const now = aMoment();
    const code = aHash();
    expect(await codes().claim(code, now)).toEqual({ claimed: true });
    expect(await codes().claim(code, now + 5)).toEqual({ claimed: false, state: 'pending', since: now });
  });

  it('gives a code to exactly one of fifty who claim it at once', async () => {
    const now = aMoment();
    const code = aHash();
    const claims = await Promise.all(Array.from({ length: 50 }, () => codes().claim(code, now)));
    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
    expect(claims.filter((claim) => !claim.claimed && claim.state === 'pending')).toHaveLength(49);
  });

  it.each(['done', 'refused', 'lost'] as const)('tells who claims a code later that it ended as %s', async (state) => {
    const now = aMoment();
    const code = aHash();
    await codes().claim(code, now);
    await codes().settle(code, state);
    expect(await codes().claim(code, now + 1)).toEqual({ claimed: false, state, since: now });
  });

  it('tells that a code is done from the moment its session is there', async () => {
    const now = aMoment();
    const codeHash = aHash();
    await codes().claim(codeHash, now);
    const late = aPerson();
    const { sessions } = opened().store;
    await sessions.signIn(aSignIn(late, now));
    await sessions.endAll(late, now + 1, 'user_left');
    await expect(sessions.signIn(aSignIn(late, now, { codeHash }))).rejects.toMatchObject({ code: 'user_not_allowed' });
    expect(await codes().claim(codeHash, now)).toMatchObject({ state: 'pending' });
    await sessions.signIn(aSignIn(aPerson(), now, { codeHash }));
    expect(await codes().claim(codeHash, now)).toMatchObject({ state: 'done' });
  });

  it('lets a released code be claimed once more', async () => {
    const now = aMoment();
    const code = aHash();
    await codes().claim(code, now);
    await codes().release(code);
    expect(await codes().claim(code, now + 1)).toEqual({ claimed: true });
    expect(await codes().claim(code, now + 2)).toEqual({ claimed: false, state: 'pending', since: now + 1 });
  });

  it('keeps codes apart', async () => {
    const now = aMoment();
    const [one, other] = [aHash(), aHash()];
    await codes().claim(one, now);
    await codes().claim(other, now);
    await codes().settle(one, 'done');
    expect(await codes().claim(other, now)).toMatchObject({ state: 'pending' });
  });
}

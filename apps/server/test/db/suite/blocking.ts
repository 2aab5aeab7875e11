import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

const refused = { code: 'user_not_allowed' };

/** Somebody is shut out, and let in again. */
export function blockingSuite(opened: () => TestDatabase): void {
  const signIn = (...asked: Parameters<typeof aSignIn>) => opened().store.sessions.signIn(aSignIn(...asked));

  it('X6: ends every session at once, and no sign-in succeeds any more, begun before or after', async () => {
    const [now, person] = [aMoment(), aPerson()];
    const session = aSession(now);
    const { user } = await signIn(person, now, { session });
    await signIn(person, now + 1);
    const { register, sessions } = opened().store;
    expect(await register.block(user.id, now + 10, 'blocked')).toBe(2);
    expect(await sessions.find(session.tokenHash, now + 11)).toBeUndefined();
    await expect(signIn(person, now + 12, { startedAt: now + 5 })).rejects.toMatchObject(refused);
    await expect(signIn(person, now + 1_000_000)).rejects.toMatchObject(refused);
    expect(await register.show(user.id)).toMatchObject({ blockedAt: now + 10 });
    expect(await sessions.list(user.id, now + 1_000_000)).toEqual([]);
  });

  it('happens once, and says so', async () => {
    const [now, { register }] = [aMoment(), opened().store];
    const { user } = await signIn(aPerson(), now);
    expect(await register.unblock(user.id)).toBe(false);
    expect(await register.block(user.id, now + 1, 'blocked')).toBe(1);
    expect(await register.block(user.id, now + 2, 'blocked')).toBeUndefined();
    expect(await register.block(randomUUID(), now + 2, 'blocked')).toBeUndefined();
    expect(await register.unblock(user.id)).toBe(true);
  });

  it('is over when they are let in again; what had ended stays so', async () => {
    const [now, person] = [aMoment(), aPerson()];
    const session = aSession(now);
    const { user } = await signIn(person, now, { session });
    const { register, sessions } = opened().store;
    await register.block(user.id, now + 10, 'blocked');
    await register.unblock(user.id);
    expect(await sessions.find(session.tokenHash, now + 20)).toBeUndefined();
    expect((await signIn(person, now + 20)).user.id).toBe(user.id);
  });

  it('X6: is not got round by way of another account of the same person', async () => {
    const now = aMoment();
    const one = aPerson({ unionId: `on_${randomUUID()}`, tenantKey: 't' });
    const other = { ...one, appId: 'cli_0000000000000002', openId: `ou_${randomUUID()}` };
    await signIn(one, now);
    const { user } = await signIn(other, now + 1);
    await opened().store.register.block(user.id, now + 2, 'blocked');
    await expect(signIn(other, now + 3, { linkByUnionId: true })).rejects.toMatchObject(refused);
  });

  it('is seen in the list of people, which finds them by their e-mail address too', async () => {
    const now = aMoment();
    const email = `${randomUUID()}@example.com`;
    const { user } = await signIn(aPerson({ email }), now);
    await opened().store.register.block(user.id, now + 1, 'blocked');
    const found = await opened().store.register.list({ search: email, limit: 10, now: now + 2 });
    expect(found).toMatchObject([{ id: user.id, email, blockedAt: now + 1, liveSessions: 0 }]);
  });
}

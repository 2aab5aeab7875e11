import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { PersonEvent } from '../../../src/auth/ports/person-events.ts';
import { hour, minute } from '../../durations.ts';
import { aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

type Left = Extract<PersonEvent, { kind: 'left' }>;

function aDeparture(person: { appId: string; openId: string }, happenedAt: number, facts: Partial<Left> = {}): Left {
  const { appId, openId } = person;
  const base = { id: randomUUID(), appId, openId, unionId: undefined, tenantKey: undefined, happenedAt };
  return { ...base, kind: 'left', reason: 'deleted', ...facts };
}

/** What the platform tells about people, and what follows from it. */
export function peopleSuite(opened: () => TestDatabase): void {
  it('ends every session of somebody who left, and forgets what they allowed', async () => {
    const now = aMoment();
    const { people, sessions, grants } = opened().store;
    const [person, other] = [aPerson(), aPerson()];
    const [first, second, others] = [aSession(now), aSession(now), aSession(now)];
    const grant = () => ({
      accessSealed: 'a',
      accessExpiresAt: 1,
      refreshSealed: null,
      refreshExpiresAt: null,
      scopes: [],
    });
    await sessions.signIn(aSignIn(person, now, { session: first, grant }));
    await sessions.signIn(aSignIn(person, now, { session: second }));
    await sessions.signIn(aSignIn(other, now, { session: others }));
    expect(await people.apply(aDeparture(person, now + minute), now + minute)).toMatchObject({
      outcome: 'applied',
      sessionsEnded: 2,
    });
    for (const { tokenHash } of [first, second]) expect(await sessions.find(tokenHash, now + minute)).toBeUndefined();
    expect(await sessions.find(others.tokenHash, now + minute)).toBeDefined();
    expect(await grants.find(person)).toBeUndefined();
  });

  it('N5: applies an event once, though fifty copies arrive at once', async () => {
    const now = aMoment();
    const { people, sessions } = opened().store;
    const person = aPerson();
    await sessions.signIn(aSignIn(person, now));
    const event = aDeparture(person, now + minute);
    const answers = await Promise.all(Array.from({ length: 50 }, () => people.apply(event, now + minute)));
    expect(answers.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
  });

  it('F6: leaves somebody alone who came back after the event', async () => {
    const now = aMoment();
    const { people, sessions } = opened().store;
    const person = aPerson();
    const session = aSession(now + hour);
    await sessions.signIn(aSignIn(person, now + hour, { session }));
    expect(await people.apply(aDeparture(person, now), now + hour + minute)).toMatchObject({
      outcome: 'applied',
      sessionsEnded: 0,
    });
    expect(await sessions.find(session.tokenHash, now + hour + minute)).toBeDefined();
  });

  it('F5: refuses a sign-in that was under way, of somebody known or not', async () => {
    const now = aMoment();
    const { people, sessions } = opened().store;
    const [known, unknown] = [aPerson(), aPerson()];
    await sessions.signIn(aSignIn(known, now));
    for (const person of [known, unknown]) {
      await people.apply(aDeparture(person, now + hour), now + hour);
      const underWay = aSignIn(person, now + hour + 1, { startedAt: now + hour });
      await expect(sessions.signIn(underWay)).rejects.toMatchObject({ code: 'user_not_allowed' });
      const later = aSignIn(person, now + 2 * hour);
      await expect(sessions.signIn(later)).resolves.toBeDefined();
    }
  });

  it('finds the person by the developer’s id inside the same tenant only', async () => {
    const now = aMoment();
    const { people, sessions } = opened().store;
    const unionId = `on_${randomUUID()}`;
    const here = aPerson({ unionId, tenantKey: 'here' });
    const elsewhere = aPerson({ unionId, tenantKey: 'elsewhere' });
    for (const person of [here, elsewhere]) await sessions.signIn(aSignIn(person, now));
    const event = aDeparture(aPerson(), now + minute, { unionId, tenantKey: 'here' });
    expect(await people.apply(event, now + minute)).toMatchObject({ sessionsEnded: 1 });
  });

  it('changes a profile without ending anything', async () => {
    const now = aMoment();
    const { people, sessions } = opened().store;
    const person = aPerson({ name: '旧名' });
    const session = aSession(now);
    await sessions.signIn(aSignIn(person, now, { session }));
    const profile = { name: '新名', enName: undefined, email: undefined, mobile: undefined };
    const { reason: _, ...event } = aDeparture(person, now + minute);
    await people.apply({ ...event, kind: 'changed', profile }, now + minute);
    expect((await sessions.find(session.tokenHash, now + minute))?.user.name).toBe('新名');
  });

  it('N5: keeps the newer facts of a profile when an older event arrives after a newer one', async () => {
    const now = aMoment();
    const { people, sessions } = opened().store;
    const person = aPerson({ name: '旧名' });
    const session = aSession(now);
    await sessions.signIn(aSignIn(person, now, { session }));
    const changed = async (name: string, happenedAt: number) => {
      const { reason: _, ...event } = aDeparture(person, happenedAt);
      const profile = { name, enName: undefined, email: undefined, mobile: undefined };
      await people.apply({ ...event, kind: 'changed', profile }, now + hour);
      return (await sessions.find(session.tokenHash, now + minute))?.user.name;
    };
    expect(await changed('新名', now + 2 * minute)).toBe('新名');
    expect(await changed('更旧', now + minute)).toBe('新名');
    expect(await changed('更新', now + 3 * minute)).toBe('更新');
  });

  it('F3: ends what is known of somebody by the developer’s id alone, a first sign-in under way included', async () => {
    const now = aMoment();
    const { people, sessions } = opened().store;
    const facts = { unionId: `on_${randomUUID()}`, tenantKey: 'here' };
    const [known, session] = [aPerson(facts), aSession(now)];
    await sessions.signIn(aSignIn(known, now, { session }));
    const departure = { ...aDeparture(known, now + minute, facts), openId: undefined };
    expect(await people.apply(departure, now + minute)).toMatchObject({ outcome: 'applied', sessionsEnded: 1 });
    expect(await sessions.find(session.tokenHash, now + minute)).toBeUndefined();
    const underWay = aSignIn(aPerson(facts), now + minute + 1, { startedAt: now + minute - 1 });
    await expect(sessions.signIn(underWay)).rejects.toMatchObject({ code: 'user_not_allowed' });
  });

  it('that are gone lose every session and permission, under their other apps’ ids too', async () => {
    const now = aMoment();
    const { people, sessions, grants } = opened().store;
    const shared = { unionId: `on_${randomUUID()}`, tenantKey: 'here' };
    const [one, other] = [aPerson(shared), aPerson({ ...shared, appId: `cli_${randomUUID()}` })];
    const sealed = {
      accessSealed: 'sealed',
      accessExpiresAt: now + hour,
      refreshSealed: null,
      refreshExpiresAt: null,
      scopes: ['task:task:read'],
    };
    for (const person of [one, other])
      await sessions.signIn(aSignIn(person, now, { linkByUnionId: true, grant: () => sealed }));
    expect(await people.leave(aPerson(), now + 1, 'gone')).toBeUndefined();
    expect(await people.leave(one, now + 1, 'gone')).toMatchObject({ sessionsEnded: 2 });
    expect([await grants.find(one), await grants.find(other)]).toEqual([undefined, undefined]);
  });

  it('that are gone lose the sessions that were live, and only those are counted', async () => {
    const now = aMoment();
    const { people, sessions } = opened().store;
    const person = aPerson();
    await sessions.signIn(aSignIn(person, now, { session: aSession(now, { expiresAt: now + minute }) }));
    await sessions.signIn(aSignIn(person, now));
    expect(await people.leave(person, now + minute, 'gone')).toMatchObject({ sessionsEnded: 1 });
  });

  describe('to be asked about', () => {
    const before = (now: number) => ({
      now: now + minute,
      before: now + minute,
      claimedAs: now + 10 * minute,
      limit: 10,
    });
    const openIds = ({ people }: { people: readonly { openId: string }[] }) =>
      people.map(({ openId }) => openId).sort();

    it('are those longest unasked about, as many as wanted, and the rest is counted', async () => {
      const now = aMoment();
      const { people, sessions } = opened().store;
      const appId = `cli_${randomUUID()}`;
      const [first, second, third, fresh] = [1, 2, 3, 4].map(() => aPerson({ appId }));
      for (const [i, person] of [first, second, third].entries()) {
        if (person !== undefined) await sessions.signIn(aSignIn(person, now + i));
      }
      if (fresh !== undefined) await sessions.signIn(aSignIn(fresh, now + hour));
      const claim = () => people.claimForCheck(appId, { ...before(now), limit: 2 });
      const claimed = await claim();
      expect(openIds(claimed)).toEqual([first?.openId, second?.openId].sort());
      expect(claimed.remaining).toBe(1);
      expect(await claim()).toMatchObject({ people: [{ openId: third?.openId }], remaining: 0 });
      expect(await claim()).toEqual({ people: [], remaining: 0 });
    });

    it('are due again soon unless they were checked', async () => {
      const now = aMoment();
      const { people, sessions } = opened().store;
      const appId = `cli_${randomUUID()}`;
      const [checked, forgotten] = [aPerson({ appId }), aPerson({ appId })];
      for (const person of [checked, forgotten]) await sessions.signIn(aSignIn(person, now));
      expect(openIds(await people.claimForCheck(appId, before(now)))).toHaveLength(2);
      await people.checked(checked, now + hour);
      expect(openIds(await people.claimForCheck(appId, before(now + 11 * minute)))).toEqual([forgotten.openId]);
    });

    it('are each claimed once by instances that claim at the same time', async () => {
      const now = aMoment();
      const { people, sessions } = opened().store;
      const appId = `cli_${randomUUID()}`;
      const everybody = Array.from({ length: 12 }, () => aPerson({ appId }));
      for (const person of everybody) await sessions.signIn(aSignIn(person, now));
      const claims = await Promise.all(
        Array.from({ length: 4 }, () => people.claimForCheck(appId, { ...before(now), limit: 5 })),
      );
      const claimed = claims.flatMap(openIds);
      expect(new Set(claimed).size).toBe(claimed.length);
      const rest = openIds(await people.claimForCheck(appId, { ...before(now), limit: 20 }));
      expect([...claimed, ...rest].sort()).toEqual(everybody.map(({ openId }) => openId).sort());
    });

    it('are people whose permission is kept, without a session too, and nobody else', async () => {
      const now = aMoment();
      const { people, sessions } = opened().store;
      const appId = `cli_${randomUUID()}`;
      const [withGrant, without] = [aPerson({ appId }), aPerson({ appId })];
      const sealed = {
        accessSealed: 'sealed',
        accessExpiresAt: now + hour,
        refreshSealed: 'sealed',
        refreshExpiresAt: now + hour,
        scopes: ['task:task:read'],
      };
      const signIns = [aSignIn(withGrant, now, { grant: () => sealed }), aSignIn(without, now)];
      for (const signIn of signIns) {
        const { user } = await sessions.signIn(signIn);
        await sessions.end(user.id, signIn.session.id, now + 1, 'logout');
      }
      expect(openIds(await people.claimForCheck(appId, before(now)))).toEqual([withGrant.openId]);
    });

    it.each([
      ['idle time', { expiresAt: minute }],
      ['longest life', { absoluteExpiresAt: minute }],
    ])('are not those whose session is past its %s', async (_what, limits) => {
      const now = aMoment();
      const { people, sessions } = opened().store;
      const appId = `cli_${randomUUID()}`;
      const [here, expired] = [aPerson({ appId }), aPerson({ appId })];
      const past = Object.fromEntries(Object.entries(limits).map(([name, after]) => [name, now + after]));
      await sessions.signIn(aSignIn(here, now));
      await sessions.signIn(aSignIn(expired, now, { session: aSession(now, past) }));
      expect(await people.claimForCheck(appId, before(now))).toEqual({
        people: [{ appId, openId: here.openId }],
        remaining: 0,
      });
    });
  });
}

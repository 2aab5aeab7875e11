import { expect, it } from '@jest/globals';
import type { SealedGrant } from '../../../src/auth/ports/records.ts';
import { hour, minute } from '../../durations.ts';
import { aMoment, aPerson, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

function aGrant(facts: Partial<SealedGrant> = {}): SealedGrant {
  return {
    accessSealed: 'v1.k1.access',
    accessExpiresAt: 1,
    refreshSealed: 'v1.k1.refresh',
    refreshExpiresAt: 2,
    scopes: ['task:task:read'],
    ...facts,
  };
}

/** The platform's tokens of a person, and who may renew them. */
export function grantsSuite(opened: () => TestDatabase): void {
  const signedIn = async (now: number) => {
    const person = aPerson();
    await opened().store.sessions.signIn(aSignIn(person, now, { grant: () => aGrant() }));
    return { appId: person.appId, openId: person.openId, person };
  };

  it('keeps what a sign-in brought, sealed for the version of its row', async () => {
    const now = aMoment();
    const person = aPerson();
    const versions: number[] = [];
    const grant = (version: number) => {
      versions.push(version);
      return aGrant({ accessSealed: `access ${version}` });
    };
    await opened().store.sessions.signIn(aSignIn(person, now, { grant }));
    await opened().store.sessions.signIn(aSignIn(person, now + minute, { grant }));
    expect(versions).toEqual([1, 2]);
    expect(await opened().store.grants.find(person)).toMatchObject({
      version: 2,
      status: 'active',
      accessSealed: 'access 2',
    });
  });

  it('keeps a grant that can be renewed when a sign-in for identity alone brings one that cannot', async () => {
    const now = aMoment();
    const person = aPerson();
    const { grants, sessions } = opened().store;
    const bring = (facts: Partial<SealedGrant>) =>
      sessions.signIn(aSignIn(person, now, { grant: (version) => aGrant({ accessSealed: `${version}`, ...facts }) }));
    const kept = async () => (await grants.find(person))?.accessSealed;
    const passing = { refreshSealed: null, refreshExpiresAt: null };
    await bring({ refreshExpiresAt: now + hour });
    await bring(passing);
    expect(await kept()).toBe('1');
    await bring({ ...passing, scopes: ['task:task:read', 'docx:document'] });
    expect(await kept()).toBe('2');
    await bring({ refreshExpiresAt: now });
    await bring(passing);
    expect(await kept()).toBe('4');
    await bring({ refreshExpiresAt: now + hour });
    await grants.lease(person, 5, { owner: 'me', now, until: now + hour });
    await grants.close(person, 5, 'me', now);
    await bring(passing);
    expect(await kept()).toBe('6');
  });

  it('gives the lease of a version to one of twenty who ask at once', async () => {
    const now = aMoment();
    const key = await signedIn(now);
    const lease = (owner: string) => opened().store.grants.lease(key, 1, { owner, now, until: now + 15_000 });
    const given = await Promise.all(Array.from({ length: 20 }, (_, i) => lease(`owner ${i}`)));
    expect(given.filter(Boolean)).toHaveLength(1);
  });

  it('gives it to another when the holder has not come back in time', async () => {
    const now = aMoment();
    const key = await signedIn(now);
    const { grants } = opened().store;
    expect(await grants.lease(key, 1, { owner: 'dead', now, until: now + 15_000 })).toBe(true);
    expect(await grants.lease(key, 1, { owner: 'next', now: now + 15_000, until: now + hour })).toBe(false);
    expect(await grants.lease(key, 1, { owner: 'next', now: now + 15_001, until: now + hour })).toBe(true);
    expect(await grants.renew(key, 1, 'dead', aGrant(), now)).toBe(false);
    expect(await grants.renew(key, 1, 'next', aGrant({ accessSealed: 'newer' }), now)).toBe(true);
    expect(await grants.find(key)).toMatchObject({ version: 2, accessSealed: 'newer', leaseUntil: null });
  });

  it('T5: drops a renewal that a newer sign-in has overtaken', async () => {
    const now = aMoment();
    const key = await signedIn(now);
    const { grants, sessions } = opened().store;
    await grants.lease(key, 1, { owner: 'slow', now, until: now + 15_000 });
    await sessions.signIn(aSignIn(key.person, now, { grant: () => aGrant({ accessSealed: 'from the sign-in' }) }));
    expect(await grants.renew(key, 1, 'slow', aGrant({ accessSealed: 'late' }), now)).toBe(false);
    expect(await grants.find(key)).toMatchObject({ version: 2, accessSealed: 'from the sign-in' });
  });

  it('T5: keeps a grant that is younger than the answer which says that it is over', async () => {
    const now = aMoment();
    const key = await signedIn(now);
    const { grants, sessions } = opened().store;
    await grants.lease(key, 1, { owner: 'slow', now, until: now + 15_000 });
    await grants.forget(key, now);
    await sessions.signIn(aSignIn(key.person, now, { grant: () => aGrant({ accessSealed: 'new' }) }));
    expect(await grants.close(key, 1, 'slow', now)).toBe(false);
    expect(await grants.find(key)).toMatchObject({ version: 2, status: 'active', accessSealed: 'new' });
  });

  it('Q2: gives no version a second time, after the grant was forgotten, taken back or ended with the person', async () => {
    const now = aMoment();
    const key = await signedIn(now);
    const { grants, people, sessions } = opened().store;
    const nextVersion = async (at: number) => {
      await sessions.signIn(aSignIn(key.person, at, { grant: () => aGrant() }));
      return (await grants.find(key))?.version;
    };
    await grants.forget(key, now);
    expect(await nextVersion(now + 1)).toBe(2);
    await sessions.signIn(aSignIn(key.person, now + 2, { grant: 'nothing' }));
    expect(await nextVersion(now + 3)).toBe(3);
    await people.leave(key, now + 4, 'gone');
    expect(await nextVersion(now + 5)).toBe(4);
    await grants.forget(key, now);
    await grants.forget(key, now);
    expect(await nextVersion(now + 6)).toBe(5);
  });

  it('wipes the tokens of a grant that is over, and of one that is forgotten', async () => {
    const now = aMoment();
    const key = await signedIn(now);
    const { grants } = opened().store;
    expect(await grants.close(key, 1, 'nobody', now)).toBe(false);
    await grants.lease(key, 1, { owner: 'me', now, until: now + hour });
    expect(await grants.close(key, 1, 'me', now)).toBe(true);
    expect(await grants.find(key)).toMatchObject({
      status: 'reauth_required',
      accessSealed: null,
      refreshSealed: null,
    });
    expect(await grants.lease(key, 1, { owner: 'late', now, until: now + 1 })).toBe(false);
    await grants.forget(key, now);
    expect(await grants.find(key)).toBeUndefined();
  });
}

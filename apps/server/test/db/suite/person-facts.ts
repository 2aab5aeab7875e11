import { expect, it } from '@jest/globals';
import type { Identity, KnownFacts } from '../../../src/auth/ports/person.ts';
import type { OrganisationEvent, PersonEvent } from '../../../src/auth/ports/person-events.ts';
import { minute } from '../../durations.ts';
import { aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

/** What the organisation says of people, who is due to be asked about, and what is gone with them. */
export function personFactsSuite(opened: () => TestDatabase): void {
  const store = () => opened().store;
  const inDepartment = (id: string, askedAt: number): KnownFacts => ({
    departments: [{ id, ownId: null, name: '研发', direct: true }],
    groups: ['g1'],
    askedAt,
  });
  /** An app of its own, so that nobody of another test is due in it. */
  const anApp = () => `cli_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const signedIn = async (identity: Identity, now: number, facts?: KnownFacts) => {
    const session = aSession(now);
    await store().sessions.signIn(aSignIn(identity, now, { session, facts }));
    return session.tokenHash;
  };
  const factsOf = async (tokenHash: string, now: number) => (await store().sessions.find(tokenHash, now))?.user.facts;
  const claim = async (appId: string, now: number) =>
    (await store().facts.claimDue(appId, { now, until: now + minute, limit: 10 })).map(({ openId }) => openId);
  const change = (appId: string, departmentId: string | undefined, tenantKey?: string): OrganisationEvent => ({
    kind: 'organisation',
    id: 'event',
    appId,
    tenantKey,
    departmentId,
  });

  it('is found with each session, kept where a sign-in brings nothing, and replaced where it does', async () => {
    const now = aMoment();
    const person = aPerson();
    const first = await signedIn(person, now, inDepartment('od-1', now));
    expect(await factsOf(first, now)).toEqual(inDepartment('od-1', now));
    expect(await factsOf(await signedIn(person, now), now)).toEqual(inDepartment('od-1', now));
    await signedIn(person, now, inDepartment('od-2', now + 1));
    expect(await factsOf(first, now)).toEqual(inDepartment('od-2', now + 1));
    expect(await factsOf(await signedIn(aPerson(), now), now)).toBeNull();
  });

  it('is gone with the person', async () => {
    const now = aMoment();
    const person = aPerson();
    const tokenHash = await signedIn(person, now, inDepartment('od-1', now));
    const userId = (await store().sessions.find(tokenHash, now))?.user.id ?? '';
    await opened().database.write((sql) => sql`delete from users where id = ${userId}`);
    const left = await opened().database.read`select 1 from person_facts where open_id = ${person.openId}`;
    expect(left).toEqual([]);
  });

  it('is due again for whom a changed department concerns, each given out once', async () => {
    const [now, appId] = [aMoment(), anApp()];
    const people = [aPerson({ appId, tenantKey: 't' }), aPerson({ appId, tenantKey: 't' }), aPerson({ appId })];
    for (const [n, person] of people.entries()) await signedIn(person, now, inDepartment(`od_${n}`, now));
    const { facts } = store();
    expect(await facts.markDue(change(appId, 'od_'), now)).toBe(0);
    expect(await facts.markDue(change(appId, 'odX0'), now)).toBe(0);
    expect(await facts.markDue(change(appId, 'od_0', 'another'), now)).toBe(0);
    expect(await facts.markDue(change(appId, 'od_0', 't'), now)).toBe(1);
    const twice = await Promise.all([claim(appId, now), claim(appId, now)]);
    expect(twice.flat()).toEqual([people[0]?.openId]);
    expect(await claim(appId, now + minute)).toEqual([people[0]?.openId]);
    expect(await facts.markDue(change(appId, undefined), now + minute)).toBe(3);
    expect((await claim(appId, now + minute)).sort()).toEqual(people.map(({ openId }) => openId).sort());
  });

  it('is due no more once it was asked, unless it was marked meanwhile', async () => {
    const [now, appId] = [aMoment(), anApp()];
    const person = aPerson({ appId });
    const { facts } = store();
    const tokenHash = await signedIn(person, now, inDepartment('od-1', now));
    await facts.beingAsked(person, now + minute);
    await facts.asked(person, inDepartment('od-2', now), now);
    expect(await claim(appId, now + 2 * minute)).toEqual([]);
    await facts.beingAsked(person, now + minute);
    await facts.markDue(change(appId, 'od-2'), now);
    await facts.asked(person, undefined, now);
    expect(await claim(appId, now)).toEqual([person.openId]);
    expect(await factsOf(tokenHash, now)).toEqual(inDepartment('od-2', now));
    await facts.beingAsked(aPerson({ appId }), now);
    expect(await claim(appId, now)).toEqual([]);
  });

  it('is asked of those who could still do something, by what is known of them', async () => {
    const [now, appId] = [aMoment(), anApp()];
    const [first, second, gone] = [
      aPerson({ appId, unionId: `on_${appId}`, tenantKey: 't' }),
      aPerson({ appId }),
      aPerson({ appId }),
    ];
    for (const person of [first, second, gone]) await signedIn(person, now);
    await store().people.leave(gone, now, 'left');
    const { facts } = store();
    const page = { after: '', limit: 1, now };
    const one = await facts.people(appId, page);
    const rest = await facts.people(appId, { ...page, after: one[0]?.openId ?? '', limit: 9 });
    const found = [...one, ...rest].map(({ openId }) => openId);
    expect(found.sort()).toEqual([first.openId, second.openId].sort());
    expect(await facts.find(gone, now)).toBeUndefined();
    expect(await facts.find(first, now)).toMatchObject({ unionId: first.unionId, tenantKey: 't', facts: null });
    const event: PersonEvent = {
      id: 'event',
      appId,
      openId: undefined,
      unionId: first.unionId,
      tenantKey: 't',
      happenedAt: now,
      kind: 'changed',
      profile: { name: undefined, enName: undefined, email: undefined, mobile: undefined },
    };
    expect(await facts.concerned(event)).toEqual([{ appId, openId: first.openId }]);
    expect(await facts.concerned({ ...event, tenantKey: 'another' })).toEqual([]);
  });
}

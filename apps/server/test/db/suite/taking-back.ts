import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { RevocationOrder } from '../../../src/auth/outbox.ts';
import type { SealedGrant } from '../../../src/auth/ports/records.ts';
import { hour, minute } from '../../durations.ts';
import { aMoment, aPerson, aSignIn } from '../sign-in-request.ts';
import { everythingKept, type TestDatabase } from '../test-database.ts';

/** However a grant ends here, the platform is told to take its tokens back: written down with the end. */
export function takingBackSuite(opened: () => TestDatabase): void {
  const anApp = () => `cli_${randomUUID()}`;
  const sealedGrant = (now: number, facts: Partial<SealedGrant> = {}) => ({
    accessSealed: `access ${randomUUID()}`,
    accessExpiresAt: now + 2 * hour,
    refreshSealed: `refresh ${randomUUID()}`,
    refreshExpiresAt: now + 100 * hour,
    scopes: ['task:task:read'],
    ...facts,
  });
  const allows = async (now: number, facts: Partial<SealedGrant> = {}) => {
    const person = aPerson({ appId: anApp(), unionId: `on_${randomUUID()}`, tenantKey: 't1' });
    const grant = sealedGrant(now, facts);
    await opened().store.sessions.signIn(aSignIn(person, now, { grant: () => grant }));
    return { person, grant };
  };
  const claim = (appId: string, now: number) =>
    opened().store.outbox.claim(
      { kind: 'revocation', receiver: appId },
      { owner: 'us', now, until: now + minute, limit: 10 },
    );
  const ordersOf = async ({ appId }: { appId: string }, now: number) =>
    (await claim(appId, now)).map(({ payload }): RevocationOrder => JSON.parse(payload));

  type Allowed = Awaited<ReturnType<typeof allows>>;
  const endings: [string, (whose: Allowed, now: number) => Promise<unknown>][] = [
    ['forgotten', ({ person }, now) => opened().store.grants.forget(person, now)],
    [
      'replaced by a sign-in that brings nothing',
      ({ person }, now) => opened().store.sessions.signIn(aSignIn(person, now, { grant: 'nothing' })),
    ],
    [
      'somebody’s who left, says an event',
      ({ person }, now) => {
        const left = { id: randomUUID(), ...person, happenedAt: now, kind: 'left', reason: 'resigned' } as const;
        return opened().store.people.apply({ ...left, unionId: undefined, tenantKey: undefined }, now);
      },
    ],
    ['somebody’s who is gone, says an answer', ({ person }, now) => opened().store.people.leave(person, now, 'gone')],
    [
      'somebody’s who is admitted no longer',
      ({ person }, now) => opened().store.people.leave(person, now, 'not_admitted'),
    ],
  ];
  it.each(endings)('of a grant that is %s', async (_how, end) => {
    const now = aMoment();
    const whose = await allows(now);
    const { person, grant } = whose;
    await end(whose, now + minute);
    expect(await opened().store.grants.find(person)).toBeUndefined();
    expect(await ordersOf(person, now + minute)).toEqual([
      {
        openId: person.openId,
        version: 1,
        accessSealed: grant.accessSealed,
        refreshSealed: grant.refreshSealed,
        until: grant.refreshExpiresAt,
      },
    ]);
  });

  it('of a grant that the platform calls over, by the access token, which still has its time', async () => {
    const now = aMoment();
    const { grants } = opened().store;
    const { person, grant } = await allows(now);
    const over = await allows(now, { accessExpiresAt: now });
    for (const key of [person, over.person]) {
      await grants.lease(key, 1, { owner: 'me', now, until: now + minute });
      expect(await grants.close(key, 1, 'me', now)).toBe(true);
    }
    expect(await ordersOf(person, now)).toEqual([
      expect.objectContaining({
        accessSealed: grant.accessSealed,
        refreshSealed: null,
        until: grant.accessExpiresAt,
      }),
    ]);
    expect(await ordersOf(over.person, now)).toEqual([]);
  });

  it('of tokens renewed while their grant was forgotten, whose version is not given again', async () => {
    const now = aMoment();
    const { grants, sessions } = opened().store;
    const { person } = await allows(now);
    await grants.lease(person, 1, { owner: 'slow', now, until: now + minute });
    await grants.forget(person, now);
    await ordersOf(person, now);
    const late = sealedGrant(now);
    expect(await grants.renew(person, 1, 'slow', late, now)).toBe(false);
    expect(await ordersOf(person, now)).toMatchObject([{ version: 2, refreshSealed: late.refreshSealed }]);
    await sessions.signIn(aSignIn(person, now, { grant: () => sealedGrant(now) }));
    expect(await grants.find(person)).toMatchObject({ version: 3 });
  });

  it('of nothing where a newer grant took its place, or all of it is over', async () => {
    const now = aMoment();
    const { grants, sessions } = opened().store;
    const { person } = await allows(now);
    await grants.lease(person, 1, { owner: 'slow', now, until: now + minute });
    await sessions.signIn(aSignIn(person, now, { grant: () => sealedGrant(now, { refreshExpiresAt: now + hour }) }));
    expect(await grants.renew(person, 1, 'slow', sealedGrant(now), now)).toBe(false);
    await grants.forget(person, now + hour);
    expect(await ordersOf(person, now + hour)).toEqual([]);
  });

  it.each(['delivered', 'given_up'] as const)('and what was sealed is wiped when that is %s', async (how) => {
    const now = aMoment();
    const { grants, outbox } = opened().store;
    const { person, grant } = await allows(now);
    await grants.forget(person, now);
    const [entry] = await claim(person.appId, now);
    expect(await everythingKept(opened().database)).toContain(grant.refreshSealed);
    await outbox.finish(entry?.id ?? '', 'us', { now, how });
    expect(await everythingKept(opened().database)).not.toContain(grant.refreshSealed);
  });
}

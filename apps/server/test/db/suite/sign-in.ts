import { describe, expect, it } from '@jest/globals';
import type { NewSession, SignInRequest } from '../../../src/auth/ports/records.ts';
import { hour, minute } from '../../durations.ts';
import { aHash, aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

export function signInSuite(opened: () => TestDatabase): void {
  const sessions = () => opened().store.sessions;

  it('makes a user of what the platform said, and null of what it left out', async () => {
    const now = aMoment();
    const person = aPerson({ name: '张三', tenantKey: 'tenant_1', email: 'zhang@example.com' });
    const session = aSession(now, { device: 'iPhone 15 · ios' });
    expect(await sessions().signIn(aSignIn(person, now, { session }))).toEqual({
      user: {
        id: expect.any(String),
        name: '张三',
        enName: null,
        avatarUrl: null,
        email: 'zhang@example.com',
        openId: person.openId,
        unionId: null,
        tenantKey: 'tenant_1',
        formerId: null,
        facts: null,
      },
      session: {
        id: session.id,
        kind: 'gadget',
        device: 'iPhone 15 · ios',
        createdAt: now,
        signedInAt: now,
        lastSeenAt: now,
        expiresAt: session.expiresAt,
        absoluteExpiresAt: session.absoluteExpiresAt,
      },
      link: undefined,
      goesOn: false,
    });
  });

  it('shows the English name, or a word for a person, where there is no name', async () => {
    const now = aMoment();
    expect(await sessions().signIn(aSignIn(aPerson({ enName: 'Li Si' }), now))).toMatchObject({
      user: { name: 'Li Si', enName: 'Li Si' },
    });
    expect(await sessions().signIn(aSignIn(aPerson(), now))).toMatchObject({ user: { name: '飞书用户' } });
  });

  it('knows a returning person, takes new facts and forgets none that are left out', async () => {
    const now = aMoment();
    const facts = { unionId: 'on_1', tenantKey: 'tenant_1', employeeId: 'e1', name: '张三', enName: 'Zhang San' };
    const person = aPerson({ ...facts, avatarUrl: 'https://a.example/1', email: 'a@example.com', mobile: '+861' });
    const first = await sessions().signIn(aSignIn(person, now));
    const again = await sessions().signIn(
      aSignIn({ appId: person.appId, openId: person.openId, name: '张三丰' }, now + hour),
    );
    expect(again.user).toEqual({ ...first.user, name: '张三丰' });
    const bare = await sessions().signIn(aSignIn({ appId: person.appId, openId: person.openId }, now + 2 * hour));
    expect(bare.user).toEqual(again.user);
    const rows = await opened().database
      .read`select employee_id, unverified_mobile from identities i join users u on u.id = i.user_id
        where open_id = ${person.openId}`;
    expect(rows).toEqual([{ employee_id: 'e1', unverified_mobile: '+861' }]);
  });

  it('takes the same open id under another app for another person', async () => {
    const now = aMoment();
    const person = aPerson();
    const one = await sessions().signIn(aSignIn(person, now));
    const other = await sessions().signIn(aSignIn({ ...person, appId: 'cli_0000000000000000' }, now));
    expect(other.user.id).not.toBe(one.user.id);
  });

  it('E1, E3, E13: never takes two people for one because e-mail, mobile, union id or employee id are equal', async () => {
    const now = aMoment();
    const facts = { email: 'same@example.com', mobile: '+8613000000000', unionId: 'on_same', employeeId: 'same' };
    const one = await sessions().signIn(aSignIn(aPerson({ ...facts, name: '张三' }), now));
    const other = await sessions().signIn(aSignIn(aPerson({ ...facts, name: '李四' }), now));
    expect(other.user.id).not.toBe(one.user.id);
    expect(await sessions().list(one.user.id, now)).toHaveLength(1);
  });

  it('E11, O13: makes one user and twenty sessions of twenty first sign-ins at once, and leaves no user behind', async () => {
    const now = aMoment();
    const person = aPerson({ name: '张三' });
    const all = await Promise.all(Array.from({ length: 20 }, () => sessions().signIn(aSignIn(person, now))));
    const [id = ''] = new Set(all.map(({ user }) => user.id));
    expect(all.every(({ user }) => user.id === id)).toBe(true);
    expect(await sessions().list(id, now)).toHaveLength(20);
    expect(await opened().database.read`select id from users where id not in (select user_id from identities)`).toEqual(
      [],
    );
  });

  it('ends the session it replaces and no other', async () => {
    const now = aMoment();
    const person = aPerson();
    const [kept, old] = [aSession(now), aSession(now)];
    await sessions().signIn(aSignIn(person, now, { session: kept }));
    await sessions().signIn(aSignIn(person, now, { session: old }));
    await sessions().signIn(aSignIn(person, now + 1, { replaces: old.tokenHash }));
    expect(await sessions().find(old.tokenHash, now + 1)).toBeUndefined();
    expect(await sessions().find(kept.tokenHash, now + 1)).toBeDefined();
  });

  it('ends another person’s session in the same browser too', async () => {
    const now = aMoment();
    const old = aSession(now);
    await sessions().signIn(aSignIn(aPerson(), now, { session: old }));
    await sessions().signIn(aSignIn(aPerson(), now, { replaces: old.tokenHash }));
    expect(await sessions().find(old.tokenHash, now)).toBeUndefined();
  });

  describe('of a page over its person’s own session', () => {
    const page = (now: number, facts: Partial<NewSession> = {}) =>
      aSession(now, { kind: 'h5', refreshHash: null, ...facts });
    const over = async (now: number, facts: Partial<SignInRequest> = {}, old = page(now)) => {
      const person = aPerson();
      await sessions().signIn(aSignIn(person, now, { session: old }));
      const session = page(now + minute, { device: 'newer' });
      const request = aSignIn(person, now + minute, { session, replaces: old.tokenHash, ...facts });
      const signedIn = await sessions().signIn(request);
      const left = await sessions().list(signedIn.user.id, now + minute);
      return { old, session: request.session, signedIn, left };
    };

    it('C1, C2, C8: goes on with that one, under a new value alone, and to the same end', async () => {
      const now = aMoment();
      const { old, session, signedIn, left } = await over(now);
      expect(signedIn).toMatchObject({
        goesOn: true,
        session: { id: old.id, createdAt: now, signedInAt: now + minute, absoluteExpiresAt: old.absoluteExpiresAt },
      });
      expect(left.map(({ id, device }) => [id, device])).toEqual([[old.id, 'newer']]);
      expect(await sessions().find(old.tokenHash, now + minute)).toBeUndefined();
      expect(await sessions().find(session.tokenHash, now + minute)).toMatchObject({ session: { id: old.id } });
    });

    it('tells nobody that anything ended, and remembers the attempt that led there', async () => {
      const now = aMoment();
      const { store, database } = opened();
      const attempt = aHash();
      const { appId } = aPerson();
      const rest = { browserHash: aHash(), flow: 'h5', appId, returnTo: '/', createdAt: now } as const;
      await store.attempts.open({ stateHash: attempt, ...rest, expiresAt: now + minute });
      await store.attempts.consume({ stateHash: attempt, ...rest, flows: ['h5'] }, now);
      await store.outbox.receive([{ name: 'pages', events: [] }]);
      const { old } = await over(now, { attempt });
      const told = await database.read<{ payload: string }>`select payload from outbox where receiver = 'pages'`;
      await store.outbox.receive([]);
      expect(told.map(({ payload }) => JSON.parse(payload).type)).toEqual(['user.created']);
      expect(await store.attempts.finished(attempt)).toMatchObject({ sessionId: old.id });
    });

    it('does not take up one that a mini program opened, and that would end with it', async () => {
      const now = aMoment();
      const { old, session } = await over(now);
      await opened().database.write((sql) => sql`update sessions set opened_from = 'a gadget' where id = ${old.id}`);
      const identity = aPerson({ openId: await openIdOf(old.id) });
      const next = page(now + 2 * minute);
      const request = aSignIn(identity, now + 2 * minute, { session: next, replaces: session.tokenHash });
      expect(await sessions().signIn(request)).toMatchObject({ goesOn: false, session: { id: next.id } });
    });

    const openIdOf = async (id: string) =>
      (await opened().database.read<{ open_id: string }>`select open_id from sessions where id = ${id}`)[0]?.open_id ??
      '';
    const others: [string, { over?: (now: number) => Partial<SignInRequest>; old?: (now: number) => NewSession }][] = [
      ['another person’s', { over: () => ({ identity: aPerson() }) }],
      ['one for a browser’s sign-in', { over: (now) => ({ session: page(now + minute, { kind: 'browser' }) }) }],
      ['a browser’s', { old: (now) => page(now, { kind: 'browser' }) }],
      ['one that is over', { old: (now) => page(now, { expiresAt: now + minute }) }],
    ];
    it.each(others)('does not take up %s', async (_whose, made) => {
      const now = aMoment();
      const { old, session, signedIn } = await over(now, made.over?.(now), made.old?.(now));
      expect(signedIn).toMatchObject({ goesOn: false, session: { id: session.id, createdAt: now + minute } });
      expect(await sessions().find(old.tokenHash, now + minute)).toBeUndefined();
    });
  });

  it('C18: keeps twenty sessions of a person, the oldest go first', async () => {
    const now = aMoment();
    const person = aPerson();
    const opening = Array.from({ length: 23 }, (_, i) => aSession(now + i));
    for (const [i, session] of opening.entries()) await sessions().signIn(aSignIn(person, now + i, { session }));
    const live = await Promise.all(opening.map(({ tokenHash }) => sessions().find(tokenHash, now + 30)));
    expect(live.map((found) => found !== undefined)).toEqual([...Array(3).fill(false), ...Array(20).fill(true)]);
  });

  it('never ends the session it has just opened, even when all began in the same millisecond', async () => {
    const now = aMoment();
    const person = aPerson();
    for (let i = 0; i < 12; i += 1) {
      const session = aSession(now);
      await sessions().signIn(aSignIn(person, now, { session, sessionsPerUser: 2 }));
      expect(await sessions().find(session.tokenHash, now)).toBeDefined();
    }
  });

  it('does not count ended and expired sessions', async () => {
    const now = aMoment();
    const person = aPerson();
    const expired = aSession(now, { expiresAt: now + 1 });
    const { user } = await sessions().signIn(aSignIn(person, now, { session: expired, sessionsPerUser: 2 }));
    const kept = aSession(now);
    await sessions().signIn(aSignIn(person, now, { session: kept, sessionsPerUser: 2 }));
    const ended = await sessions().signIn(aSignIn(person, now + 1, { sessionsPerUser: 2 }));
    await sessions().end(user.id, ended.session.id, now + 1, 'logout');
    await sessions().signIn(aSignIn(person, now + 2, { sessionsPerUser: 2 }));
    expect(await sessions().find(kept.tokenHash, now + 2)).toBeDefined();
  });
}

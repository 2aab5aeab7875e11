import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { Identity } from '../../../src/auth/ports/person.ts';
import type { GrantKey } from '../../../src/auth/ports/records.ts';
import type { AuditEntry } from '../../../src/auth/ports/security-log.ts';
import { createOperatorFormerPeople } from '../../../src/db/operator/former-people.ts';
import { createOperatorSessions } from '../../../src/db/operator/sessions.ts';
import type { Sql } from '../../../src/db/sql.ts';
import { aHash, aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

const hour = 3_600_000;

const anEntry = (at: number): AuditEntry => ({
  at,
  event: 'user.erased',
  reason: null,
  requestId: null,
  userId: null,
  sessionId: null,
  addressHash: null,
  facts: {},
});

/**
 * Transactions that want the same rows in different orders wait for each other until PostgreSQL ends one of them: somebody
 * is then told that the database is away. None may.
 */
export function lockOrderSuite(opened: () => TestDatabase): void {
  const seal = (version: number) => ({
    accessSealed: `v1.k1.${version}`,
    accessExpiresAt: aMoment() + 10_000 * hour,
    refreshSealed: `v1.k1.r${version}`,
    refreshExpiresAt: aMoment() + 10_000 * hour,
    scopes: ['offline_access'],
  });
  const withGrant = (person: Identity, now: number, facts: Partial<Parameters<typeof aSignIn>[2]> = {}) =>
    opened().store.sessions.signIn(aSignIn(person, now, { grant: seal, ...facts }));
  const keyOf = ({ appId, openId }: Identity): GrantKey => ({ appId, openId });

  /** Holds rows until it is told to let go, so that others stop where they need them. */
  const holding = async (rows: (sql: Sql) => Promise<unknown>) => {
    const gate = new EventEmitter();
    const letting = once(gate, 'let go');
    const held = once(gate, 'held');
    const done = opened().database.write(async (sql) => {
      await rows(sql);
      gate.emit('held');
      await letting;
    });
    await Promise.race([held, done]);
    return async () => {
      gate.emit('let go');
      await done;
    };
  };
  /** Long enough for a statement to have come to the row it waits for. */
  const reachIts = () => delay(150);

  it('somebody’s leaving and a sign-in of theirs, half done each, are both done', async () => {
    const now = aMoment();
    const person = aPerson();
    const { session } = await withGrant(person, now);
    const letGo = await holding((sql) => sql`select id from sessions where id = ${session.id} for update`);
    const leaving = opened().store.people.leave(keyOf(person), now + 10, 'resigned');
    await reachIts();
    const signingIn = withGrant(person, now + 20);
    await reachIts();
    await letGo();
    expect(await Promise.all([leaving, signingIn])).toMatchObject([{ sessionsEnded: 1 }, { user: {} }]);
  });

  it('a hand-off and the erasing of its session, half done each, are both done', async () => {
    const now = aMoment();
    const person = aPerson();
    const session = aSession(now);
    const { user } = await withGrant(person, now, { session });
    const codeHash = aHash();
    const handOff = { sessionId: session.id, codeHash, returnTo: '/', createdAt: now + 1, expiresAt: now + hour };
    await opened().store.handOffs.open(handOff);
    const letGo = await holding((sql) => sql`select id from sessions where id = ${session.id} for update`);
    const erasing = opened().store.register.erase(user.id, now + 2, anEntry(now + 2));
    await reachIts();
    const taking = opened().store.handOffs.take(codeHash, { now: now + 3, sessionsPerUser: 20 }, () => undefined);
    await reachIts();
    await letGo();
    expect(await Promise.all([erasing, taking])).toMatchObject([{ sessions: 1 }, undefined]);
  });

  it('a first sign-in and the import of the same person, half done each, end in one user', async () => {
    const now = aMoment();
    const person = aPerson({ unionId: `on_${aHash()}` });
    const codeHash = aHash();
    await opened().store.codes.claim(codeHash, now);
    const letGo = await holding((sql) => sql`select state from code_claims where code_hash = ${codeHash} for update`);
    const signingIn = withGrant(person, now, { codeHash });
    await reachIts();
    const former = { formerId: aHash(), openId: null, appId: '', unionId: person.unionId ?? null };
    const importing = createOperatorFormerPeople(opened().database).keep(
      [{ ...former, tenantKey: null, name: null, email: null }],
      now,
      () => anEntry(now),
    );
    await reachIts();
    await letGo();
    const { user } = await signingIn;
    expect(await importing).toMatchObject([{ outcome: 'bound', userId: user.id }]);
  });

  it('whatever else comes at once about people of several apps who are one user, all of it is done', async () => {
    const { store, database } = opened();
    const operators = createOperatorSessions(database);
    const deadlocks = async () => {
      const [found] = await database.read<{ deadlocks: number }>`
        select deadlocks from pg_stat_database where datname = current_database()`;
      return Number(found?.deadlocks);
    };
    const before = await deadlocks();
    const now = aMoment();
    const unions = Array.from({ length: 3 }, () => `on_${aHash()}`);
    const people = unions.flatMap((unionId) =>
      ['cli_a1b2c3d4e5f60718', 'cli_other', 'cli_third'].map((appId) =>
        aPerson({ appId, unionId, tenantKey: 'tenant_1' }),
      ),
    );
    const failed: unknown[] = [];
    const allowed = (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'user_not_allowed')) failed.push(error);
    };
    const acts = (person: Identity, at: number): (() => Promise<unknown>)[] => {
      const other = people[at % people.length] ?? person;
      const session = aSession(at);
      const refreshing = aSession(at);
      return [
        () => withGrant(person, at, { session, linkByUnionId: at % 2 === 0, sessionsPerUser: 2 }),
        () => withGrant(other, at + 1, { session: refreshing, linkByUnionId: true, replaces: session.tokenHash }),
        () => store.people.leave(keyOf(person), at, 'resigned'),
        () =>
          store.people.apply(
            {
              ...{ id: aHash(), appId: person.appId, openId: undefined, unionId: person.unionId },
              ...{ tenantKey: 'tenant_1', happenedAt: at, kind: 'left', reason: 'deleted' },
            },
            at,
          ),
        () => store.sessions.endAll(keyOf(other), at, 'logout'),
        () =>
          store.sessions.refresh(refreshing.refreshHash ?? '', at + 2, () => ({
            result: undefined,
            end: { sessionId: refreshing.id, reason: 'reuse' },
          })),
        () => store.grants.forget(keyOf(person), at),
        () => store.people.claimForCheck(person.appId, { now: at, before: at, claimedAs: at, limit: 5 }),
        () => operators.closeAll(at),
        () => operators.markEnded(at, 'closed', 100),
      ];
    };
    for (let round = 0; round < 12; round += 1)
      await Promise.all(
        people.flatMap((person, i) => acts(person, now + round * 100 + i).map((act) => act().catch(allowed))),
      );
    expect(failed).toEqual([]);
    expect((await deadlocks()) - before).toBe(0);
  });
}

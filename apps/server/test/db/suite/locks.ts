import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { endAllSessions } from '../../../src/db/live-session.ts';
import { createOperatorSessions } from '../../../src/db/operator/sessions.ts';
import { lockPerson } from '../../../src/db/person-lock.ts';
import type { Sql } from '../../../src/db/sql.ts';
import { aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

const refused = { code: 'user_not_allowed' };

/** What PostgreSQL must hold while transactions of several instances cross; SQLite has one writer at a time. */
export function locksSuite(opened: () => TestDatabase): void {
  /** A transaction that has done its work and is not committed before `commit` is called. */
  const openTransaction = async (work: (sql: Sql) => Promise<unknown>) => {
    const gate = new EventEmitter();
    const committing = once(gate, 'commit');
    const worked = once(gate, 'worked');
    const done = opened().database.write(async (sql) => {
      await work(sql);
      gate.emit('worked');
      await committing;
    });
    await Promise.race([worked, done]);
    return async () => {
      gate.emit('commit');
      await done;
    };
  };
  const outcomeOf = (signIn: Promise<unknown>) => {
    const settled = { now: false };
    const outcome = signIn.then(
      () => 'signed in',
      (error: unknown) => error,
    );
    void outcome.then(() => {
      settled.now = true;
    });
    return { outcome, settled };
  };

  it('F5: a sign-in waits for an end of all sessions that is about to be committed, and fails', async () => {
    const now = aMoment();
    const person = aPerson();
    const { user } = await opened().store.sessions.signIn(aSignIn(person, now));
    const commit = await openTransaction((sql) => endAllSessions(sql, user.id, { now: now + 10, reason: 'logout' }));
    const underWay = outcomeOf(opened().store.sessions.signIn(aSignIn(person, now + 11, { startedAt: now + 5 })));
    await delay(150);
    await commit();
    expect(await underWay.outcome).toMatchObject(refused);
  });

  it('X6: a sign-in waits for a block that is about to be committed, and fails', async () => {
    const now = aMoment();
    const person = aPerson();
    const { user } = await opened().store.sessions.signIn(aSignIn(person, now));
    const commit = await openTransaction((sql) => sql`update users set blocked_at = ${now + 10} where id = ${user.id}`);
    const underWay = outcomeOf(opened().store.sessions.signIn(aSignIn(person, now + 11)));
    await delay(150);
    expect(underWay.settled.now).toBe(false);
    await commit();
    expect(await underWay.outcome).toMatchObject(refused);
  });

  it('F3, F5: a first sign-in waits for the news that the person has left, and fails', async () => {
    const now = aMoment();
    const { appId, openId } = aPerson();
    const commit = await openTransaction(async (sql) => {
      await lockPerson(sql, 'postgres', appId, openId);
      await sql`insert into person_events (event_id, app_id, open_id, kind, happened_at, received_at)
        values (${openId}, ${appId}, ${openId}, 'left', ${now + 6}, ${now + 7})`;
    });
    const underWay = outcomeOf(
      opened().store.sessions.signIn(aSignIn({ appId, openId }, now + 8, { startedAt: now + 5 })),
    );
    await delay(150);
    expect(underWay.settled.now).toBe(false);
    await commit();
    expect(await underWay.outcome).toMatchObject(refused);
  });

  it('F3: the news that somebody has left waits for their first sign-in, and ends it', async () => {
    const now = aMoment();
    const { appId, openId } = aPerson();
    const session = aSession(now);
    const signingIn = await openTransaction((sql) => lockPerson(sql, 'postgres', appId, openId));
    const event = { id: openId, appId, openId, unionId: undefined, tenantKey: undefined, happenedAt: now + 6 };
    const news = outcomeOf(opened().store.people.apply({ ...event, kind: 'left', reason: 'deleted' }, now + 7));
    await delay(150);
    expect(news.settled.now).toBe(false);
    await signingIn();
    await news.outcome;
    await expect(
      opened().store.sessions.signIn(aSignIn({ appId, openId }, now + 8, { session, startedAt: now + 5 })),
    ).rejects.toMatchObject(refused);
  });

  it('F5: a first sign-in and the end of everybody’s sessions come one after the other, and no session is left', async () => {
    const operators = createOperatorSessions(opened().database);
    for (let i = 0; i < 20; i += 1) {
      const now = aMoment();
      const session = aSession(now + 3);
      const signIn = opened().store.sessions.signIn(aSignIn(aPerson(), now + 3, { session, startedAt: now + 1 }));
      await Promise.all([delay(i % 5).then(() => operators.closeAll(now + 2)), signIn.catch(() => undefined)]);
      expect(await opened().store.sessions.find(session.tokenHash, now + 4)).toBeUndefined();
    }
  });
}

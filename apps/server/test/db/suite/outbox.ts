import { randomUUID } from 'node:crypto';
import { webhook } from '@feishu-login/auth-types';
import { afterEach, expect, it } from '@jest/globals';
import { addToOutbox } from '../../../src/db/add-to-outbox.ts';
import { minute } from '../../durations.ts';
import { aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

/** What others must be told is written with the act, and is one sender's at a time. */
export function outboxSuite(opened: () => TestDatabase): void {
  // Nothing waits for whoever takes the place of all others.
  afterEach(async () => {
    const { outbox } = opened().store;
    await outbox.receive([{ name: 'successor', events: ['grant.ended'] }]);
    await outbox.receive([]);
  });

  const claimed = async (receiver: string, now: number, limit = 100) => {
    const claim = { owner: randomUUID(), now, until: now + minute, limit };
    const entries = await opened().store.outbox.claim({ kind: 'webhook', receiver }, claim);
    return { owner: claim.owner, entries };
  };
  const toldTo = async (receiver: string, now: number) =>
    (await claimed(receiver, now)).entries.map(({ payload }) => webhook.parse(JSON.parse(payload)));
  const put = (receiver: string, now: number, count: number) =>
    opened().database.write((sql) =>
      addToOutbox(
        sql,
        Array.from({ length: count }, (_, i) => ({ kind: 'logout_token' as const, receiver, payload: String(i) })),
        now,
      ),
    );

  it('W6: tells of a first sign-in and when it was, of what is new at a later one, and of nothing else', async () => {
    const now = aMoment();
    const { outbox, sessions } = opened().store;
    await outbox.receive([{ name: 'all', events: [] }]);
    const person = aPerson({ name: '张三', email: 'zhang@example.com' });
    const { user } = await sessions.signIn(aSignIn(person, now));
    await sessions.signIn(aSignIn(person, now + 1));
    await sessions.signIn(aSignIn({ ...person, name: '张三丰' }, now + 2));
    const told = await toldTo('all', now + minute);
    expect(told.map(({ type }) => type).sort()).toEqual(['user.created', 'user.updated']);
    const created = told.find(({ type }) => type === 'user.created');
    expect(created).toMatchObject({
      timestamp: new Date(now).toISOString(),
      data: { user: { id: user.id, name: '张三', email: 'zhang@example.com', open_id: person.openId } },
    });
    const updated = told.find(({ type }) => type === 'user.updated');
    expect(updated).toMatchObject({ data: { user: { name: '张三丰', email: 'zhang@example.com' } } });
  });

  it('tells of a leaver, of each of their sessions and of their grant, each once', async () => {
    const now = aMoment();
    const { outbox, people, sessions } = opened().store;
    const person = aPerson();
    const [first, second] = [aSession(now), aSession(now)];
    const grant = () => ({
      accessSealed: 'a',
      accessExpiresAt: 1,
      refreshSealed: null,
      refreshExpiresAt: null,
      scopes: [],
    });
    const { user } = await sessions.signIn(aSignIn(person, now, { session: first, grant }));
    await sessions.signIn(aSignIn(person, now, { session: second }));
    await outbox.receive([{ name: 'all', events: [] }]);
    const left = { id: randomUUID(), ...person, unionId: undefined, tenantKey: undefined, happenedAt: now + minute };
    for (const _ of [1, 2]) await people.apply({ ...left, kind: 'left', reason: 'resigned' }, now + minute);
    const told = await toldTo('all', now + minute);
    expect(told.filter(({ type }) => type === 'session.ended').map(({ data }) => data)).toEqual(
      expect.arrayContaining(
        [first, second].map(({ id, kind }) => ({ user_id: user.id, session_id: id, kind, reason: 'resigned' })),
      ),
    );
    expect(told.filter(({ type }) => type !== 'session.ended').map(({ type, data }) => ({ type, data }))).toEqual(
      expect.arrayContaining([
        { type: 'user.left', data: { user_id: user.id, reason: 'resigned' } },
        { type: 'grant.ended', data: { user_id: user.id, open_id: person.openId, reason: 'resigned' } },
      ]),
    );
    expect(told).toHaveLength(4);
  });

  it('W3: tells each receiver what it wants, and nobody where there is none', async () => {
    const now = aMoment();
    const { outbox, sessions } = opened().store;
    await outbox.receive([{ name: 'sessions', events: ['session.ended'] }]);
    const session = aSession(now);
    const { user } = await sessions.signIn(aSignIn(aPerson(), now, { session }));
    await sessions.end(user.id, session.id, now + 1, 'logout');
    expect((await toldTo('sessions', now + 1)).map(({ type }) => type)).toEqual(['session.ended']);
    await outbox.receive([]);
    await sessions.signIn(aSignIn(aPerson(), now));
    expect(await outbox.due(now + minute)).not.toContainEqual(expect.objectContaining({ kind: 'webhook' }));
  });

  it('tells nothing of an act that was rolled back', async () => {
    const now = aMoment();
    const receiver = randomUUID();
    const { database, store } = opened();
    const failing = database.write(async (sql) => {
      await addToOutbox(sql, [{ kind: 'logout_token', receiver, payload: '' }], now);
      throw new Error('The act failed.');
    });
    await expect(failing).rejects.toThrow();
    expect(await store.outbox.due(now)).not.toContainEqual({ kind: 'logout_token', receiver });
  });

  it('gives an entry to one of many who ask at once, and to another when a lease is over', async () => {
    const now = aMoment();
    const receiver = randomUUID();
    const { outbox } = opened().store;
    await put(receiver, now, 700);
    const claim = { now, until: now + minute, limit: 100 };
    const whose = { kind: 'logout_token', receiver } as const;
    const owners = Array.from({ length: 10 }, () => randomUUID());
    const taken = (await Promise.all(owners.map((owner) => outbox.claim(whose, { ...claim, owner })))).flat();
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
    expect(taken.every(({ attempts }) => attempts === 1)).toBe(true);
    const later = await outbox.claim(whose, { ...claim, owner: 'later', now: now + minute, limit: 1_000 });
    expect(later).toHaveLength(700);
    // Whoever was late has no say any more.
    const [entry] = taken;
    if (entry === undefined) throw new Error('Nobody had anything.');
    for (const owner of owners) await outbox.finish(entry.id, owner, { now, how: 'delivered' });
    expect((await outbox.waiting()).find(({ kind }) => kind === 'logout_token')?.count).toBe(700);
    for (const { id } of later) await outbox.finish(id, 'later', { now, how: 'delivered' });
    expect(await outbox.due(now + 3 * minute)).not.toContainEqual(whose);
  });

  it('hands an entry out again when it is due, or at once when its receiver is back', async () => {
    const now = aMoment();
    const { outbox, sessions } = opened().store;
    await outbox.receive([{ name: 'all', events: [] }]);
    await sessions.signIn(aSignIn(aPerson(), now));
    const { owner, entries } = await claimed('all', now);
    const [entry] = entries;
    await outbox.postpone(entry?.id ?? '', owner, now + 10 * minute);
    expect((await claimed('all', now + 9 * minute)).entries).toEqual([]);
    await outbox.hasten({ kind: 'webhook', receiver: 'all' }, now + 9 * minute);
    expect((await claimed('all', now + 9 * minute)).entries).toEqual([
      expect.objectContaining({ id: entry?.id, attempts: 2 }),
    ]);
  });

  it('forgets what waits for a receiver that is configured no more', async () => {
    const now = aMoment();
    const { outbox, sessions } = opened().store;
    await outbox.receive([{ name: 'old', events: [] }]);
    await sessions.signIn(aSignIn(aPerson(), now));
    await outbox.receive([{ name: 'new', events: [] }]);
    expect(await toldTo('old', now + minute)).toEqual([]);
  });

  it('keeps what waits when nobody is configured at all: somebody may have forgotten to', async () => {
    const now = aMoment();
    const { outbox, sessions } = opened().store;
    await outbox.receive([{ name: 'all', events: [] }]);
    await sessions.signIn(aSignIn(aPerson(), now));
    await outbox.receive([]);
    await sessions.signIn(aSignIn(aPerson(), now));
    await outbox.receive([{ name: 'all', events: [] }]);
    expect((await toldTo('all', now + minute)).map(({ type }) => type)).toEqual(['user.created']);
  });

  it('calls back when an act told something, and not for others', async () => {
    const now = aMoment();
    const { database, store } = opened();
    let calls = 0;
    database.onTold(() => {
      calls += 1;
    });
    await store.sessions.signIn(aSignIn(aPerson(), now));
    expect(calls).toBe(0);
    await put(randomUUID(), now, 1);
    expect(calls).toBe(1);
  });
}

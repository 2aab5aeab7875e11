import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from '@jest/globals';
import { context } from '../../../src/auth/grants.ts';
import { createKeyRing } from '../../../src/auth/key-ring.ts';
import { heldOf } from '../../../src/db/held-data.ts';
import { aHash, aPerson, aSession, aSignIn } from '../../db/sign-in-request.ts';
import { everythingKept, type TestDatabase, tablesOf } from '../../db/test-database.ts';
import { hour, minute } from '../../durations.ts';
import { accessToken, aKey, refreshToken, toKey } from '../people.ts';
import { operator } from '../run-operator.ts';

/** Everything kept about one person: handed out, and gone for good. */
export function personDataSuite(opened: () => TestDatabase): void {
  const run = (...args: string[]) => operator({ DATABASE_URL: opened().url }, 'users', ...args);
  const key = aKey('k1');
  const ring = createKeyRing([toKey(key)]);
  const sealedFor = (person: { appId: string; openId: string }, version: number) => ({
    accessSealed: ring.seal(accessToken, context(person, 'access', version)),
    accessExpiresAt: Date.now() + 2 * hour,
    refreshSealed: ring.seal(refreshToken, context(person, 'refresh', version)),
    refreshExpiresAt: Date.now() + 100 * hour,
    scopes: ['task:task:read'],
  });

  /** Somebody of whom each table has something. */
  const somebody = async () => {
    const { store, database } = opened();
    const now = Date.now();
    const facts = { unionId: `on_${randomUUID()}`, tenantKey: `tenant_${randomUUID()}` };
    const profile = { name: `张 ${randomUUID()}`, email: `${randomUUID()}@example.com`, mobile: `+${randomUUID()}` };
    const jobTitle = `工程师 ${randomUUID()}`;
    const person = aPerson({ ...facts, ...profile });
    const session = aSession(now);
    const attempt = aHash();
    const ofAttempt = { stateHash: attempt, browserHash: aHash(), flow: 'browser', appId: person.appId } as const;
    await store.outbox.receive([{ name: 'app', events: [] }]);
    await store.attempts.open({ ...ofAttempt, returnTo: '/private', createdAt: now, expiresAt: now + minute });
    const { user } = await store.sessions.signIn(
      aSignIn(person, now, {
        session,
        attempt,
        facts: { jobTitle, askedAt: now },
        grant: (version) => sealedFor(person, version),
      }),
    );
    await store.sessions.signIn(
      aSignIn({ ...person, appId: 'cli_0000000000000002', openId: `ou_${randomUUID()}` }, now, { linkByUnionId: true }),
    );
    const formerId = `former ${randomUUID()}`;
    await database.write(async (sql) => {
      await sql`update users set former_id = ${formerId} where id = ${user.id}`;
      await sql`insert into expected_people (person_id, app_id, user_id) values (${`on_${formerId}`}, '', ${user.id})`;
    });
    await store.handOffs.open({
      sessionId: session.id,
      codeHash: aHash(),
      returnTo: '/handed-off',
      createdAt: now,
      expiresAt: now + minute,
    });
    const { appId, openId } = person;
    const changed = { kind: 'changed', profile: { ...profile, enName: undefined }, happenedAt: now } as const;
    await store.people.apply({ id: randomUUID(), appId, openId, ...facts, ...changed }, now);
    const record = { clientId: 'c', grantHash: null, uidHash: null, userCodeHash: null, expiresAt: now + hour };
    const accountId = JSON.stringify({ accountId: user.id });
    for (const [kind, sessionId] of [
      ['Grant', session.id],
      ['Interaction', null],
    ] as const)
      await store.oidc.records.save({ ...record, kind, idHash: aHash(), sessionId, payload: accountId });
    await store.oidc.consents.give(user.id, 'c', ['openid', 'profile'], now);
    const entry = { at: now, event: 'login.ok', reason: null, requestId: randomUUID(), addressHash: null, facts: {} };
    await store.audit.append([
      { ...entry, userId: user.id, sessionId: session.id },
      { ...entry, userId: null, sessionId: session.id, event: 'refresh.denied' },
      { ...entry, userId: null, sessionId: null, event: 'identity.linked', facts: { previous_user_id: user.id } },
    ]);
    const words = [
      user.id,
      person.openId,
      ...Object.values(facts),
      ...Object.values(profile),
      jobTitle,
      formerId,
      session.id,
      session.tokenHash,
    ];
    const grant = await store.grants.find(person);
    const identities = await database.read<{
      open_id: string;
    }>`select open_id from identities where user_id = ${user.id}`;
    return { person, user, session, grant, words: [...words, ...identities.map(({ open_id }) => open_id)] };
  };
  const told = async () => {
    const claim = { owner: 'us', now: Date.now() + minute, until: Date.now() + hour, limit: 100 };
    const entries = await opened().store.outbox.claim({ kind: 'webhook', receiver: 'app' }, claim);
    return entries.map(({ id, payload }) => ({ id, ...JSON.parse(payload) }));
  };
  const orders = (appId: string) => {
    const claim = { owner: 'us', now: Date.now() + minute, until: Date.now() + hour, limit: 100 };
    return opened().store.outbox.claim({ kind: 'revocation', receiver: appId }, claim);
  };
  const finishAll = async (entries: readonly { id: string }[]) => {
    for (const { id } of entries) await opened().store.outbox.finish(id, 'us', { now: Date.now(), how: 'delivered' });
  };
  // The tests after these expect the first version of somebody new to be 1.
  afterAll(() => opened().database.write((sql) => sql`delete from moments where name = 'retired_grant_version'`));
  const sections = ['user', ...heldOf('').map(({ name }) => name)].filter((name) => name !== 'to_be_taken_back');

  it('is looked for in every table there is', async () => {
    const aboutNobody = ['code_claims', 'migrations', 'moments', 'oidc_clients', 'oidc_keys', 'rate_limits'];
    // Goes with its session.
    const withAnother = ['spent_refresh_tokens'];
    const named = [...heldOf('').map(({ table }) => table), ...aboutNobody, ...withAnother, 'webhook_receivers'];
    expect([...new Set(named)].sort()).toEqual(
      (await tablesOf(opened().database)).filter((n) => !n.startsWith('sqlite_')).sort(),
    );
  });

  it('is exported as JSON, all of it, and no token, hash or sealed text', async () => {
    const { person, user, session, grant } = await somebody();
    const ran = await run('export', person.openId);
    expect(ran.code).toBe(0);
    const exported = ran.json<Record<string, unknown[]>>();
    for (const section of sections) expect([section, exported[section]]).not.toEqual([section, []]);
    expect(exported).toMatchObject({
      user: { id: user.id, name: person.name, unverified_email: person.email, unverified_mobile: person.mobile },
      identities: [{ union_id: person.unionId, tenant_key: person.tenantKey }, {}],
      sessions: expect.arrayContaining([
        expect.objectContaining({ id: session.id, created_at: expect.stringMatching(/^\d{4}-.*Z$/) }),
      ]),
      grants: [{ open_id: person.openId, scopes: 'task:task:read', status: 'active' }],
      waiting: expect.arrayContaining([
        expect.objectContaining({ payload: expect.objectContaining({ type: 'user.created' }) }),
      ]),
    });
    for (const secret of [session.tokenHash, session.refreshHash, grant?.accessSealed, grant?.refreshSealed])
      expect(ran.out).not.toContain(secret);
    expect((await run('export', person.openId, '--json')).json()).toMatchObject({ user: { id: user.id } });
  });

  it('is erased from everywhere, and only that is on record, who was told, and what must be taken back at Feishu', async () => {
    const { person, user, session, grant, words } = await somebody();
    const other = await somebody();
    const before = await run('erase', person.openId, '--dry-run', '--json');
    const counted = before.json<{ erased: Record<string, number> }>().erased;
    for (const section of sections) expect([section, counted[section]]).not.toEqual([section, 0]);
    expect(await opened().store.sessions.find(session.tokenHash, Date.now())).toBeDefined();

    const ran = await run('erase', person.openId, '--json');
    expect(ran.json()).toEqual({ dry_run: false, user_id: user.id, erased: counted });
    expect(await opened().store.sessions.find(session.tokenHash, Date.now())).toBeUndefined();
    const notices = (await told()).filter(({ data }) => JSON.stringify(data).includes(user.id));
    expect(notices.map(({ type }) => type).sort()).toEqual(['session.ended', 'session.ended', 'user.erased']);
    const taken = await orders(person.appId);
    expect(taken.map(({ payload }) => JSON.parse(payload))).toContainEqual(
      expect.objectContaining({ openId: person.openId, refreshSealed: grant?.refreshSealed }),
    );
    await finishAll([...notices, ...taken]);
    const kept = await everythingKept(opened().database);
    expect([...words, grant?.refreshSealed ?? ''].filter((word) => kept.includes(word))).toEqual([]);
    for (const word of other.words) expect(kept).toContain(word);
    expect(await opened().store.audit.search({ event: 'user.erased', limit: 1 })).toEqual([
      {
        id: expect.any(String),
        at: expect.any(Number),
        event: 'user.erased',
        reason: 'erased_by_operator',
        requestId: null,
        userId: null,
        sessionId: null,
        addressHash: null,
        facts: { operator: expect.any(String) },
      },
    ]);
    expect((await run('erase', person.openId)).code).toBe(1);
  });

  it('includes what a running server writes a moment later', async () => {
    const { person, user } = await somebody();
    const erasing = run('erase', person.openId);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const entry = {
      at: Date.now(),
      event: 'logout',
      reason: null,
      requestId: null,
      sessionId: null,
      addressHash: null,
    };
    await opened().store.audit.append([{ ...entry, userId: user.id, facts: {} }]);
    expect((await erasing).code).toBe(0);
    expect(await opened().store.audit.search({ userId: user.id, limit: 1 })).toEqual([]);
  });

  it('Q2: gives no version of a grant a second time to whoever comes back', async () => {
    const { store } = opened();
    const { person, grant } = await somebody();
    await run('erase', person.openId);
    await store.sessions.signIn(aSignIn(person, Date.now(), { grant: (version) => sealedFor(person, version) }));
    const again = await store.grants.find(person);
    expect(again?.version).toBeGreaterThan(grant?.version ?? 0);
    expect(ring.open(grant?.refreshSealed ?? '', context(person, 'refresh', again?.version ?? 0))).toBeUndefined();
    // Nor of tokens that were being renewed meanwhile.
    const lease = { owner: 'slow', now: Date.now(), until: Date.now() + minute };
    await store.grants.lease(person, again?.version ?? 0, lease);
    await run('erase', person.openId);
    const late = sealedFor(person, (again?.version ?? 0) + 1);
    expect(await store.grants.renew(person, again?.version ?? 0, 'slow', late, Date.now())).toBe(false);
    await store.sessions.signIn(aSignIn(person, Date.now(), { grant: (version) => sealedFor(person, version) }));
    expect((await store.grants.find(person))?.version).toBeGreaterThan((again?.version ?? 0) + 1);
  });

  it('is of exactly one person, named as users show names them', async () => {
    for (const command of ['export', 'erase']) {
      expect((await run(command)).code).toBe(2);
      expect((await run(command, 'a', 'b')).code).toBe(2);
      expect(await run(command, 'nobody')).toMatchObject({ code: 1, out: '' });
    }
  });
}

import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { OidcClient, OidcRecord } from '../../../src/auth/ports/oidc.ts';
import { createOperatorSessions } from '../../../src/db/operator/sessions.ts';
import { hour, minute } from '../../durations.ts';
import { aHash, aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

function aRecord(kind: string, facts: Partial<OidcRecord> = {}): OidcRecord {
  const nothing = { clientId: null, grantHash: null, uidHash: null, userCodeHash: null, sessionId: null };
  return { kind, idHash: aHash(), payload: '{}', ...nothing, expiresAt: null, ...facts };
}

function aClient(facts: Partial<OidcClient> = {}): OidcClient {
  return {
    clientId: randomUUID(),
    name: '报表',
    secretHash: aHash(),
    redirectUris: ['https://reports.example.com/cb'],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    firstParty: false,
    scopes: ['openid'],
    resources: [],
    jwtAccessTokens: false,
    withoutPkce: false,
    ...facts,
  };
}

/** The adapter of the OpenID Provider, its clients and its keys. */
export function openIdConnectSuite(opened: () => TestDatabase): void {
  const { records, clients, consents, keys } = {
    records: () => opened().store.oidc.records,
    clients: () => opened().store.oidc.clients,
    consents: () => opened().store.oidc.consents,
    keys: () => opened().store.oidc.keys,
  };
  const isFound = async ({ kind, idHash }: OidcRecord, now: number) =>
    (await records().find(kind, 'id', idHash, now)) !== undefined;
  /** A person's session with a grant and a token of each kind. */
  const grantedSession = async (now: number) => {
    const session = aSession(now, { kind: 'browser', refreshHash: null });
    const person = aPerson();
    const { user } = await opened().store.sessions.signIn(aSignIn(person, now, { session }));
    const grant = aRecord('Grant', { sessionId: session.id });
    const issued = ['AccessToken', 'RefreshToken', 'AuthorizationCode'].map((kind) =>
      aRecord(kind, { grantHash: grant.idHash }),
    );
    const all = [grant, ...issued, aRecord('Session', { sessionId: session.id })];
    for (const record of all) await records().save(record);
    return { session, person, user, grant, all };
  };
  const found = async (all: readonly OidcRecord[], now: number) =>
    (await Promise.all(all.map((record) => isFound(record, now)))).filter(Boolean).length;

  it('keeps what belongs to nobody, and replaces it', async () => {
    const now = aMoment();
    const record = aRecord('DeviceCode', { userCodeHash: aHash(), payload: '{"a":1}' });
    await records().save(record);
    await records().save({ ...record, payload: '{"a":2}' });
    const byCode = await records().find('DeviceCode', 'user_code', record.userCodeHash ?? '', now);
    expect(byCode).toEqual({ payload: '{"a":2}', sessionId: null, consumedAt: null });
    expect(await records().find('RefreshToken', 'id', record.idHash, now)).toBeUndefined();
    await records().remove('DeviceCode', record.idHash);
    expect(await isFound(record, now)).toBe(false);
  });

  it('lets one of many consume a code', async () => {
    const now = aMoment();
    const code = aRecord('AuthorizationCode');
    await records().save(code);
    const all = await Promise.all(Array.from({ length: 8 }, () => records().consume(code.kind, code.idHash, now)));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await records().find(code.kind, 'id', code.idHash, now)).toMatchObject({ consumedAt: now });
  });

  it.each([
    ['signed out', (id: string, user: string, now: number) => opened().store.sessions.end(user, id, now, 'logout')],
    ['others ended', (_: string, user: string, now: number) => opened().store.sessions.endOthers(user, 'none', now)],
    [
      'everybody cut off',
      (_: string, __: string, now: number) => createOperatorSessions(opened().database).closeAll(now),
    ],
  ])('finds nothing that was issued from a session once it is over: %s', async (_how, end) => {
    const now = aMoment();
    const { session, user, grant, all } = await grantedSession(now);
    expect(await found(all, now)).toBe(5);
    expect(await opened().store.sessions.granting(grant.idHash, now)).toMatchObject({
      user: { id: user.id },
      session: { id: session.id },
    });
    await end(session.id, user.id, now + 1);
    expect(await found(all, now + 1)).toBe(0);
    expect(await opened().store.sessions.granting(grant.idHash, now + 1)).toBeUndefined();
  });

  it('finds nothing of somebody who left, nor of a session that idled out', async () => {
    const now = aMoment();
    const { person, session, all } = await grantedSession(now);
    expect(await found(all, session.expiresAt - 1)).toBe(5);
    expect(await found(all, session.expiresAt)).toBe(0);
    await opened().store.people.leave(person, now + 1, 'gone');
    expect(await found(all, now + 1)).toBe(0);
  });

  it('does not find a token that was saved while its grant was revoked', async () => {
    const now = aMoment();
    const { grant, all } = await grantedSession(now);
    await records().revoke('AccessToken', grant.idHash);
    expect(await found(all, now)).toBe(4);
    await records().remove('Grant', grant.idHash);
    const late = aRecord('AccessToken', { grantHash: grant.idHash });
    await records().save(late);
    expect(await isFound(late, now)).toBe(false);
  });

  it('deletes what expired an hour ago', async () => {
    const now = aMoment();
    const record = aRecord('Interaction', { expiresAt: now });
    await records().save(record);
    await opened().store.purge(now + hour, 180 * 24 * hour);
    expect(await isFound(record, now)).toBe(true);
    await opened().store.purge(now + hour + 1, 180 * 24 * hour);
    expect(await isFound(record, now)).toBe(false);
  });

  it('keeps clients, and removes one with all that was issued to it', async () => {
    const now = aMoment();
    const client = aClient();
    await clients().save(client, 'operator', now);
    const token = aRecord('AccessToken', { clientId: client.clientId });
    await records().save(token);
    expect(await clients().find(client.clientId)).toEqual(client);
    expect(await clients().any()).toBe(true);
    expect(await clients().remove(client.clientId)).toBe(true);
    expect(await clients().remove(client.clientId)).toBe(false);
    expect(await isFound(token, now)).toBe(false);
  });

  it('remembers what somebody let a client know, and adds to it', async () => {
    const now = aMoment();
    const [client, other] = [aClient(), aClient({ name: '另一个' })];
    for (const one of [client, other]) await clients().save(one, 'operator', now);
    const { user } = await grantedSession(now);
    const { user: stranger } = await grantedSession(now);
    expect(await consents().scopes(user.id, client.clientId)).toEqual([]);
    await consents().give(user.id, client.clientId, ['openid', 'profile'], now);
    await consents().give(user.id, client.clientId, ['openid', 'email'], now + 1);
    expect([...(await consents().scopes(user.id, client.clientId))].sort()).toEqual(['email', 'openid', 'profile']);
    expect(await consents().list(user.id)).toEqual([
      { clientId: client.clientId, name: '报表', scopes: ['email', 'openid', 'profile'], givenAt: now + 1 },
    ]);
    expect(await consents().scopes(user.id, other.clientId)).toEqual([]);
    expect(await consents().list(stranger.id)).toEqual([]);
    await clients().remove(client.clientId);
    expect(await consents().list(user.id)).toEqual([]);
    expect(await consents().scopes(user.id, client.clientId)).toEqual([]);
  });

  it('ends what one client was given by one person when they take it back, and has that client told', async () => {
    const now = aMoment();
    const client = aClient({ backchannelLogoutUri: 'https://reports.example.com/logout' });
    const other = aClient({ backchannelLogoutUri: 'https://other.example.com/logout' });
    const known = { [client.clientId]: { sid: 'one' }, [other.clientId]: { sid: 'two' } };
    for (const one of [client, other]) await clients().save(one, 'operator', now);
    const givenTo = async ({ clientId }: OidcClient) => {
      const { session, user } = await grantedSession(now);
      const sessionId = session.id;
      const payload = JSON.stringify({ accountId: user.id, authorizations: known });
      const all = [aRecord('Grant', { clientId, sessionId }), aRecord('RefreshToken', { clientId, sessionId })];
      for (const record of [...all, aRecord('Session', { sessionId, payload })]) await records().save(record);
      await consents().give(user.id, clientId, ['openid'], now);
      return { user, session, all };
    };
    const [mine, theirs] = [await givenTo(client), await givenTo(client)];
    const kept = aRecord('Grant', { clientId: other.clientId, sessionId: mine.session.id });
    await records().save(kept);

    expect(await consents().withdraw(mine.user.id, client.clientId, now)).toBe(true);
    expect(await consents().withdraw(mine.user.id, client.clientId, now)).toBe(false);
    expect([await found(mine.all, now), await found([kept], now), await found(theirs.all, now)]).toEqual([0, 1, 2]);
    expect(await consents().scopes(theirs.user.id, client.clientId)).toEqual(['openid']);
    const told = async (receiver: string) => {
      const claim = { owner: 'test', now: now + 1, until: now + 2, limit: 10 };
      return (await opened().store.outbox.claim({ kind: 'logout_token', receiver }, claim)).map(
        ({ payload }) => payload,
      );
    };
    expect(await told(client.clientId)).toEqual([JSON.stringify({ sub: mine.user.id, sid: 'one' })]);
    expect(await told(other.clientId)).toEqual([]);
    expect(await opened().store.sessions.list(mine.user.id, now)).toHaveLength(1);
  });

  it('forgets with the leaver what they let clients know', async () => {
    const now = aMoment();
    const client = aClient();
    await clients().save(client, 'operator', now);
    const { user, person } = await grantedSession(now);
    await consents().give(user.id, client.clientId, ['openid'], now);
    await opened().store.people.leave(person, now + 1, 'gone');
    expect(await consents().scopes(user.id, client.clientId)).toEqual([]);
  });

  it('makes the clients of the file exactly those in it', async () => {
    const now = aMoment();
    const [typed, one, two] = [aClient(), aClient(), aClient()];
    await clients().save(typed, 'operator', now);
    await clients().replaceFile([one, two], now);
    await clients().replaceFile([{ ...two, name: '考勤' }], now);
    const known = (await clients().list()).map(({ clientId }) => clientId);
    expect([typed, one, two].map(({ clientId }) => known.includes(clientId))).toEqual([true, false, true]);
    expect((await clients().find(two.clientId))?.name).toBe('考勤');
    await clients().replaceFile([], now);
  });

  it('lets one of several instances make the next key', async () => {
    const now = aMoment();
    const made = await Promise.all(
      [1, 2, 3].map((n) =>
        keys().add({ id: `${now}-${n}`, purpose: 'token', sealed: 'x', createdAt: now }, now - minute),
      ),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const mine = (await keys().list()).find(({ createdAt }) => createdAt === now);
    expect(await keys().reseal(mine?.id ?? '', 'x', 'y')).toBe(true);
    expect(await keys().reseal(mine?.id ?? '', 'x', 'z')).toBe(false);
    await keys().removeOlder('token', now + 1);
    expect((await keys().list()).filter(({ purpose }) => purpose === 'token')).toEqual([]);
  });
}

import { AuthError } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { hour } from '../durations.ts';
import { somebody } from '../http/fake-feishu.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { createWorld, type World } from '../http/world.ts';
import { operatorEnds } from './operator-ends.ts';
import { register, relyingParty, signInTo } from './relying-party.ts';

let world: World;
let config: openid.Configuration;
beforeAll(async () => {
  world = await createWorld();
  config = await relyingParty(world, await register(world));
});
afterAll(() => world.close());

/** Somebody nobody else is, signed in to the other app. */
async function signedIn() {
  const who = somebody();
  const browser = await world.signedInBrowser(who);
  const tokens = await signInTo(world, config, browser);
  const { id, refresh } = { id: tokens.claims()?.sub ?? '', refresh: tokens.refresh_token ?? '' };
  const isActive = async (token: string) => (await openid.tokenIntrospection(config, token)).active;
  return { who, browser, id, access: tokens.access_token, refresh, isActive };
}

type Somebody = Awaited<ReturnType<typeof signedIn>>;

const secondDevice = async (who: Somebody['who'], work: (other: TestBrowser) => Promise<unknown>) => {
  await work(await world.signedInBrowser(who));
};

describe('What was issued to another app', () => {
  it('is active until its session ends, and renewed once for each token', async () => {
    const { access, refresh, isActive } = await signedIn();
    expect(await Promise.all([access, refresh].map(isActive))).toEqual([true, true]);
    const renewed = await openid.refreshTokenGrant(config, refresh);
    expect(renewed.refresh_token).not.toBe(refresh);
    expect(await isActive(renewed.access_token)).toBe(true);
    // Used again: somebody else may have it, so all of it ends.
    await expect(openid.refreshTokenGrant(config, refresh)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await isActive(renewed.refresh_token ?? '')).toBe(false);
  });

  it.each<[string, (person: Somebody) => Promise<unknown>]>([
    ['a sign-out', ({ browser }) => browser.fetch('POST', '/api/v1/auth/logout', '')],
    [
      'a device ended by another',
      ({ who }) => secondDevice(who, (other) => other.fetch('DELETE', '/api/v1/sessions?others=true')),
    ],
    ['a sign-out everywhere', ({ browser }) => browser.fetch('POST', '/api/v1/auth/logout/everywhere', '')],
    ['a leaver’s event', ({ who }) => world.ports.store.people.leave(who, world.clock.now(), 'gone')],
    ...operatorEnds.map(([what, end]): [string, (person: Somebody) => Promise<unknown>] => [
      what,
      ({ browser }) => end(world, browser),
    ]),
    ['the session’s idle time', async () => world.clock.advance(13 * hour)],
  ])('U3: ends with %s, before that is answered', async (_what, end) => {
    const person = await signedIn();
    await end(person);
    expect(await Promise.all([person.access, person.refresh].map(person.isActive))).toEqual([false, false]);
    await expect(openid.fetchUserInfo(config, person.access, person.id)).rejects.toMatchObject({ status: 401 });
    await expect(openid.refreshTokenGrant(config, person.refresh)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('keeps its session in use while it is renewed', async () => {
    const person = await signedIn();
    let { refresh } = person;
    for (let half = 0; half < 3; half += 1) {
      world.clock.advance(8 * hour);
      refresh = (await openid.refreshTokenGrant(config, refresh)).refresh_token ?? '';
    }
    expect((await person.browser.fetch('GET', '/api/v1/me')).status).toBe(200);
  });

  it('ends by revocation, and with its client', async () => {
    const one = await signedIn();
    await openid.tokenRevocation(config, one.refresh);
    expect(await one.isActive(one.access)).toBe(false);
    const client = await register(world);
    const other = await relyingParty(world, client);
    const tokens = await signInTo(world, other, one.browser);
    await world.ports.store.oidc.clients.remove(client.clientId);
    expect((await openid.tokenIntrospection(config, tokens.access_token)).active).toBe(false);
  });

  it('U4: is told to no stranger, and worth nothing at another client', async () => {
    const { access, refresh } = await signedIn();
    const asked = await world.send({
      method: 'POST',
      url: '/oidc/token/introspection',
      body: `token=${access}`,
      headers: form,
    });
    expect(asked.status).toBe(400);
    const stranger = await relyingParty(world, await register(world));
    await expect(openid.refreshTokenGrant(stranger, refresh)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('U5: is found in the database by nobody who reads it', async () => {
    const client = await register(world);
    const other = await relyingParty(world, client);
    const { access_token, refresh_token = '' } = await signInTo(world, other, await world.signedInBrowser(somebody()));
    const { read } = world.database;
    const rows = [
      ...(await read`select * from oidc_records`),
      ...(await read`select * from oidc_clients`),
      ...(await read`select * from oidc_keys`),
    ];
    const text = JSON.stringify(rows);
    for (const found of [client.clientId, 'RefreshToken', 'AccessToken', 'AuthorizationCode', 'token', 'cookie'])
      expect(text).toContain(found);
    for (const secret of [access_token, refresh_token, client.secret]) expect(text).not.toContain(secret);
    // The parts of a private key that only its owner has, as a JWK names them.
    expect(text).not.toMatch(/\\*"(d|p|q|dp|dq|qi)\\*":/);
    const { records } = world.ports.store.oidc;
    for (const [kind, token] of [
      ['AccessToken', access_token],
      ['RefreshToken', refresh_token],
    ] as const)
      expect(await records.find(kind, 'id', token, world.clock.now())).toBeUndefined();
  });

  it('is not called ended while the database does not answer', async () => {
    const { access } = await signedIn();
    const { oidc } = world.ports.store;
    const fails = () => Promise.reject(new AuthError('db_unavailable', 'Gone.', { retryAfter: 2 }));
    const broken = world.secondInstance({
      anyRefusal: true,
      ports: ({ store }) => ({ store: { ...store, oidc: { ...oidc, records: { ...oidc.records, find: fails } } } }),
    });
    const answer = await broken.send({ url: '/oidc/me', headers: { authorization: `Bearer ${access}` } });
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(broken.failures).toMatchObject([{ code: 'db_unavailable' }]);
  });

  it('is signed by the same keys on every instance, and by new ones in time', async () => {
    const jwks = async (of: World) => (await of.send({ url: '/oidc/jwks' })).json<{ keys: { kid: string }[] }>().keys;
    const other = world.secondInstance({ ports: () => ({ keys: world.ports.keys }) });
    const [first] = await jwks(world);
    expect(await jwks(other)).toEqual([first]);
    world.clock.advance(91 * 24 * hour);
    const later = await jwks(world);
    expect(later.map(({ kid }) => kid)).toEqual([first?.kid, expect.any(String)]);
    expect(await jwks(other)).toEqual(later);
    world.clock.advance(2 * hour);
    expect((await jwks(other))[0]).toEqual(later[1]);
  });
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };

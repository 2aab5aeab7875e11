import { describe, expect, it } from '@jest/globals';
import { createAuthClient, type HttpReply } from '../src/index.ts';
import { done, later, ok, refused, tokens, world } from './world.ts';

const gadget = 'POST /api/v1/auth/gadget';
const refresh = 'POST /api/v1/auth/refresh';
const logout = 'POST /api/v1/auth/logout';
const me = 'GET /api/v1/me';

async function signedIn(script: Record<string, (HttpReply | Error | Promise<HttpReply>)[]>) {
  const w = world({ [gadget]: [ok(tokens(1))], ...script });
  const client = createAuthClient(w.ports);
  await client.signIn();
  w.sent.length = 0;
  return { w, client };
}

describe('signing out', () => {
  it('ends the session here and on the server', async () => {
    const { w, client } = await signedIn({ [logout]: [done] });
    expect(await client.signOut()).toBeUndefined();
    expect(w.sent).toMatchObject([{ method: 'POST', headers: { authorization: 'Bearer fla_1' } }]);
    expect(await client.session()).toBeUndefined();
    expect(w.state.stored).toBeUndefined();
  });

  it.each<[string, HttpReply | Error, string]>([
    ['cannot be reached', new Error('offline'), 'no_network'],
    ['cannot do it', refused(503, 'db_unavailable'), 'db_unavailable'],
  ])('ends the session here even when the server %s, and says so', async (_, answer, code) => {
    const { w, client } = await signedIn({ [logout]: [answer] });
    expect(await client.signOut()).toMatchObject({ code });
    expect(await client.session()).toBeUndefined();
    expect(w.state.stored).toBeUndefined();
  });

  it('is content when the server does not know the session any more', async () => {
    const { client } = await signedIn({ [logout]: [refused(401, 'unauthorized')] });
    expect(await client.signOut()).toBeUndefined();
  });

  it('ends the session on the server although the access token has ended', async () => {
    const { w, client } = await signedIn({ [refresh]: [ok(tokens(2))], [logout]: [done] });
    w.pass(1801);
    await client.signOut();
    expect(w.paths()).toEqual([refresh, logout]);
    expect(w.sent[1]?.headers.authorization).toBe('Bearer fla_2');
    expect(await client.session()).toBeUndefined();
  });

  it('is not undone by a renewal that was under way', async () => {
    const renewed = later<HttpReply>();
    const { w, client } = await signedIn({
      [refresh]: [renewed.promise],
      [logout]: [done],
      [me]: [refused(401, 'unauthorized')],
    });
    w.pass(1800);
    const call = client.call(me);
    while (w.sent.length === 0) await Promise.resolve();
    const out = client.signOut();
    await Promise.resolve();
    renewed.resolve(ok(tokens(2)));
    expect(await out).toBeUndefined();
    await expect(call).rejects.toMatchObject({ code: 'unauthorized' });
    expect(w.sent.find((request) => request.path.endsWith('/logout'))?.headers.authorization).toBe('Bearer fla_2');
    expect(await client.session()).toBeUndefined();
    expect(w.state.stored).toBeUndefined();
  });

  it('is not undone by storage that answers late', async () => {
    const { w, client } = await signedIn({ [logout]: [done] });
    const late = later<unknown>();
    w.ports.tokens.load = () => late.promise;
    const renewal = client.refresh();
    await Promise.resolve();
    const stored = w.state.stored;
    const out = client.signOut();
    await Promise.resolve();
    late.resolve({ ...Object(stored), refreshToken: 'flr_late' });
    await expect(renewal).rejects.toMatchObject({ code: 'unauthorized' });
    await out;
    expect(await client.session()).toBeUndefined();
  });

  it('asks nobody when nobody is signed in', async () => {
    const w = world();
    expect(await createAuthClient(w.ports).signOut()).toBeUndefined();
    expect(w.sent).toHaveLength(0);
  });
});

describe.each([
  ['everywhere', 'POST /api/v1/auth/logout/everywhere'],
  ['feishu', 'POST /api/v1/auth/logout/feishu'],
] as const)('signing out from %s', (from, endpoint) => {
  it('is done by the server, and the session is forgotten then', async () => {
    const { w, client } = await signedIn({ [endpoint]: [done] });
    expect(await client.signOut({ from })).toBeUndefined();
    expect(w.sent).toMatchObject([{ method: 'POST', headers: { authorization: 'Bearer fla_1' } }]);
    expect(await client.session()).toBeUndefined();
    expect(w.state.stored).toBeUndefined();
  });

  it.each<[string, HttpReply | Error, string]>([
    ['cannot be reached', new Error('offline'), 'no_network'],
    ['cannot do it', refused(503, 'upstream_unavailable'), 'upstream_unavailable'],
    ['does not offer it', refused(404, 'not_found'), 'not_found'],
  ])('changes nothing when the server %s, and says so', async (_, answer, code) => {
    const { w, client } = await signedIn({ [endpoint]: [answer] });
    expect(await client.signOut({ from })).toMatchObject({ code });
    expect(await client.session()).toMatchObject({ accessToken: 'fla_1' });
    expect(w.state.stored).toMatchObject({ accessToken: 'fla_1' });
  });

  it('gets the tokens it needs for it first', async () => {
    const { w, client } = await signedIn({ [refresh]: [ok(tokens(2))], [endpoint]: [done] });
    w.pass(1801);
    await client.signOut({ from });
    expect(w.paths()).toEqual([refresh, endpoint]);
    expect(await client.session()).toBeUndefined();
  });

  it('is not taken for done where this session has ended before', async () => {
    const gone = refused(401, 'unauthorized');
    const { client } = await signedIn({ [endpoint]: [gone], [refresh]: [gone] });
    expect(await client.signOut({ from })).toMatchObject({ code: 'unauthorized' });
    expect(await client.session()).toBeUndefined();
  });

  it('works with a cookie too', async () => {
    const w = world({ [endpoint]: [done, refused(401, 'unauthorized')] });
    const client = createAuthClient({ send: w.ports.send });
    expect(await client.signOut({ from })).toBeUndefined();
    expect(await client.signOut({ from })).toMatchObject({ code: 'unauthorized' });
    expect(w.paths()).toEqual([endpoint, endpoint]);
  });
});

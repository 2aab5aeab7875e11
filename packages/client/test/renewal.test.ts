import { describe, expect, it } from '@jest/globals';
import { createAuthClient, type HttpReply } from '../src/index.ts';
import { later, ok, refused, tokens, user, world } from './world.ts';

const gadget = 'POST /api/v1/auth/gadget';
const refresh = 'POST /api/v1/auth/refresh';
const me = 'GET /api/v1/me';
const answers = (n: number) => Array.from({ length: n }, () => ok({ user }));

async function signedIn(script: Record<string, (HttpReply | Error | Promise<HttpReply>)[]>) {
  const w = world({ [gadget]: [ok(tokens(1))], ...script });
  const client = createAuthClient(w.ports);
  await client.signIn();
  w.sent.length = 0;
  return { w, client };
}

describe('renewing the tokens', () => {
  it('happens before the access token ends', async () => {
    const { w, client } = await signedIn({ [refresh]: [ok(tokens(2))], [me]: answers(2) });
    w.pass(1700);
    await client.call(me);
    w.pass(50);
    await client.call(me);
    expect(w.paths()).toEqual([me, refresh, me]);
    expect(w.sent[1]?.body).toEqual({ refresh_token: 'flr_1' });
    expect(w.sent[2]?.headers.authorization).toBe('Bearer fla_2');
    expect(w.state.stored).toMatchObject({ accessToken: 'fla_2', refreshToken: 'flr_2' });
  });

  it('leaves tokens of a short life most of it', async () => {
    const w = world({ [gadget]: [ok(tokens(1, 30))], [refresh]: [ok(tokens(2, 30))], [me]: answers(2) });
    const client = createAuthClient(w.ports);
    await client.signIn();
    w.pass(20);
    await client.call(me);
    w.pass(5);
    await client.call(me);
    expect(w.paths()).toEqual([gadget, me, refresh, me]);
  });

  it('happens once on a refusal, then the request is repeated', async () => {
    const { w, client } = await signedIn({
      [me]: [refused(401, 'unauthorized'), ok({ user })],
      [refresh]: [ok(tokens(2))],
    });
    expect(await client.call(me)).toEqual({ user });
    expect(w.paths()).toEqual([me, refresh, me]);
  });

  it('is not tried again when the new token is refused too', async () => {
    const { w, client } = await signedIn({
      [me]: [refused(401, 'unauthorized'), refused(401, 'unauthorized')],
      [refresh]: [ok(tokens(2))],
    });
    await expect(client.call(me)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(w.paths()).toEqual([me, refresh, me]);
    expect(await client.session()).toMatchObject({ accessToken: 'fla_2' });
  });

  it('is one exchange for thirty requests that need it', async () => {
    const answer = later<HttpReply>();
    const { w, client } = await signedIn({ [refresh]: [answer.promise], [me]: answers(30) });
    w.pass(1790);
    const calls = Array.from({ length: 30 }, () => client.call(me));
    answer.resolve(ok(tokens(2)));
    await Promise.all(calls);
    expect(w.paths().filter((path) => path === refresh)).toHaveLength(1);
    expect(w.paths().filter((path) => path === me)).toHaveLength(30);
  });

  it('is one exchange for requests refused one after the other', async () => {
    const slow = later<HttpReply>();
    const { w, client } = await signedIn({
      [me]: [refused(401, 'unauthorized'), slow.promise, ok({ user }), ok({ user })],
      [refresh]: [ok(tokens(2))],
    });
    const first = client.call(me);
    const second = client.call(me);
    await first;
    slow.resolve(refused(401, 'unauthorized'));
    expect(await second).toEqual({ user });
    expect(w.paths()).toEqual([me, me, refresh, me, me]);
  });

  it('sends the same refresh token again, once, when the answer is lost', async () => {
    const { w, client } = await signedIn({ [refresh]: [new Error('reset'), ok(tokens(2))], [me]: answers(1) });
    w.pass(1800);
    await client.call(me);
    expect(w.paths()).toEqual([refresh, refresh, me]);
    expect(w.sent[1]?.body).toEqual({ refresh_token: 'flr_1' });
  });

  it('ends the session only when the server says that the refresh token is not good', async () => {
    const { w, client } = await signedIn({ [refresh]: [refused(401, 'unauthorized')] });
    w.pass(1800);
    await expect(client.call(me)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await client.session()).toBeUndefined();
    expect(w.state.stored).toBeUndefined();
  });

  it.each<[string, (HttpReply | Error)[], string]>([
    ['no network', [new Error('offline'), new Error('offline')], 'no_network'],
    ['a server without database', [refused(503, 'db_unavailable', { retry_after: 3 })], 'db_unavailable'],
    ['a server that shuts down', [refused(503, 'shutting_down', { retry_after: 3 })], 'shutting_down'],
    ['a rate limit', [refused(429, 'rate_limited', { retry_after: 3 })], 'rate_limited'],
    ['a mistake of the server', [refused(500, 'internal')], 'internal'],
    [
      'the 401 of somebody in between',
      [
        { status: 401, headers: {}, body: '<html>Proxy login</html>' },
        { status: 401, headers: {}, body: { error: 'proxy' } },
      ],
      'bad_answer',
    ],
  ])('keeps the session through %s', async (_, failures, code) => {
    const { w, client } = await signedIn({ [refresh]: [...failures, ok(tokens(2))], [me]: answers(1) });
    w.pass(1800);
    await expect(client.call(me)).rejects.toMatchObject({ code });
    expect(await client.session()).toMatchObject({ refreshToken: 'flr_1' });
    expect(await client.call(me)).toEqual({ user });
  });

  it('goes on with the old token while that is good and the server cannot renew it, without pressing the server', async () => {
    const { w, client } = await signedIn({
      [refresh]: [refused(503, 'overloaded', { retry_after: 20 }), ok(tokens(2))],
      [me]: answers(3),
    });
    w.pass(1750);
    await client.call(me);
    w.pass(15);
    await client.call(me);
    expect(w.paths()).toEqual([refresh, me, me]);
    w.pass(10);
    await client.call(me);
    expect(w.paths()).toEqual([refresh, me, me, refresh, me]);
  });

  it('takes over what another window has renewed', async () => {
    const { w, client } = await signedIn({ [me]: [refused(401, 'unauthorized'), ok({ user })] });
    const other = await client.session();
    w.state.stored = { ...other, accessToken: 'fla_other', refreshToken: 'flr_other' };
    await client.call(me);
    expect(w.paths()).toEqual([me, me]);
    expect(w.sent[1]?.headers.authorization).toBe('Bearer fla_other');
  });

  it('renews what another window left, when that has ended too', async () => {
    const { w, client } = await signedIn({ [refresh]: [ok(tokens(3))], [me]: answers(1) });
    const other = await client.session();
    w.state.stored = { ...other, accessToken: 'fla_2', refreshToken: 'flr_2' };
    w.pass(1800);
    await client.call(me);
    expect(w.sent[0]?.body).toEqual({ refresh_token: 'flr_2' });
  });

  it('never goes back to an older refresh token that storage still holds', async () => {
    const { w, client } = await signedIn({ [refresh]: [ok(tokens(2)), ok(tokens(3))], [me]: answers(2) });
    w.pass(1800);
    w.state.storageBroken = true;
    await client.call(me);
    w.state.storageBroken = false;
    w.pass(1800);
    await client.call(me);
    expect(w.sent.map((request) => request.body).filter(Boolean)).toEqual([
      { refresh_token: 'flr_1' },
      { refresh_token: 'flr_2' },
    ]);
    expect(w.state.stored).toMatchObject({ refreshToken: 'flr_3' });
  });

  it('keeps in memory what storage has lost', async () => {
    const { w, client } = await signedIn({ [refresh]: [ok(tokens(2))], [me]: answers(1) });
    w.state.stored = undefined;
    w.pass(1800);
    expect(await client.call(me)).toEqual({ user });
  });

  it('can be asked for', async () => {
    const { client } = await signedIn({ [refresh]: [ok(tokens(2))] });
    expect(await client.refresh()).toMatchObject({ accessToken: 'fla_2' });
  });
});

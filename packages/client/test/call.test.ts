import { describe, expect, it } from '@jest/globals';
import { createAuthClient } from '../src/index.ts';
import { done, ok, refused, tokens, user, world } from './world.ts';

const gadget = 'POST /api/v1/auth/gadget';
const me = 'GET /api/v1/me';

describe('calling an endpoint', () => {
  it('sends the access token', async () => {
    const w = world({ [gadget]: [ok(tokens(1))], [me]: [ok({ user })] });
    const client = createAuthClient(w.ports);
    await client.signIn();
    expect(await client.call(me)).toEqual({ user });
    expect(w.sent[1]).toEqual({ method: 'GET', path: '/api/v1/me', headers: { authorization: 'Bearer fla_1' } });
  });

  it('puts parameters into the path and the query, escaped', async () => {
    const w = world({
      [gadget]: [ok(tokens(1))],
      'DELETE /api/v1/sessions/a%2Fb%20c': [done],
      'DELETE /api/v1/sessions?others=true': [done],
      'GET /api/v1/feishu/jsapi-config?url=https%3A%2F%2Fa.example%2F%3Fx%3D1': [ok({ app_id: 'cli' })],
    });
    const client = createAuthClient(w.ports);
    await client.signIn();
    expect(await client.call('DELETE /api/v1/sessions/:id', { params: { id: 'a/b c' } })).toBeUndefined();
    await client.call('DELETE /api/v1/sessions', { query: { others: 'true' } });
    await client.call('GET /api/v1/feishu/jsapi-config', { query: { url: 'https://a.example/?x=1' } });
    expect(w.paths()).toHaveLength(4);
  });

  it('refuses without asking the server when nobody is signed in', async () => {
    const w = world();
    await expect(createAuthClient(w.ports).call(me)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(w.sent).toHaveLength(0);
  });

  it('sends no token to an endpoint that needs no session', async () => {
    const w = world({ [gadget]: [ok(tokens(1))], 'POST /api/v1/auth/h5/start': [ok({ state: 's' })] });
    const client = createAuthClient(w.ports);
    await client.signIn();
    await client.call('POST /api/v1/auth/h5/start', { body: {} });
    expect(w.sent[1]?.headers).toEqual({ 'content-type': 'application/json' });
  });

  it('needs nobody signed in for such an endpoint, by whatever function it is asked', async () => {
    const w = world({ 'GET /api/v1/explanations?code=internal': [ok({ need: 'developer' })] });
    const { callOwn } = createAuthClient(w.ports);
    expect(await callOwn('GET /api/v1/explanations', { query: { code: 'internal' } })).toEqual({ need: 'developer' });
  });

  it('names the scopes that are missing', async () => {
    const w = world({
      [gadget]: [ok(tokens(1))],
      [me]: [refused(403, 'reauth_required', { scopes: ['task:task:read'], platform_code: 99991679 })],
    });
    const client = createAuthClient(w.ports);
    await client.signIn();
    await expect(client.call(me)).rejects.toMatchObject({
      code: 'reauth_required',
      scopes: ['task:task:read'],
      platformCode: 99991679,
    });
  });

  it('knows at compile time what each endpoint wants', () => {
    const { call } = createAuthClient({ send: async () => done });
    const wrong = [
      // @ts-expect-error a body is needed
      () => call('POST /api/v1/auth/refresh'),
      // @ts-expect-error the endpoint does not exist
      () => call('GET /api/v1/nothing'),
      // @ts-expect-error this endpoint takes nothing
      () => call('GET /api/v1/me', { body: {} }),
      // @ts-expect-error no such way to get a code
      () => call('POST /api/v1/auth/gadget', { body: { code: 'c', via: 'magic' } }),
    ];
    expect(wrong).toHaveLength(4);
  });
});

describe('a host with a cookie', () => {
  it('sends its requests as they are and renews nothing', async () => {
    const w = world({
      [me]: [ok({ user }), refused(401, 'unauthorized')],
      'POST /api/v1/auth/logout': [done, refused(401, 'unauthorized'), refused(503, 'db_unavailable')],
    });
    const client = createAuthClient({ send: w.ports.send });
    expect(await client.call(me)).toEqual({ user });
    await expect(client.call(me)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await client.signOut()).toBeUndefined();
    expect(await client.signOut()).toBeUndefined();
    expect(await client.signOut()).toMatchObject({ code: 'db_unavailable' });
    expect(w.sent.every((request) => request.headers.authorization === undefined)).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { app, lisi, otherApp, outsider, startWorld, storeApp, zhangsan } from './world.ts';

const verifier = 'TxYmzM4PHLBlqm5NtnCmwxMH8mFlRWl_ipie3O0aVzo';
const challenge = 'O0nS63zirsJkDT3cMvBt9oV_H48bhFpeAh4EyyILRWE';

describe('the v2 token endpoint exchanges', () => {
  it('a code for a flat answer without msg and data', async () => {
    const world = await startWorld();
    const { status, body } = await world.exchange(await world.code({ scopes: ['offline_access', 'task:task:read'] }));
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 0,
      access_token: expect.any(String),
      expires_in: 7200,
      refresh_token: expect.any(String),
      refresh_token_expires_in: 604_800,
      scope: 'auth:user.id:read offline_access task:task:read',
      token_type: 'Bearer',
    });
  });

  it('without offline_access for an access token alone', async () => {
    const world = await startWorld();
    const { body } = await world.exchange(await world.code());
    expect(body.refresh_token).toBeUndefined();
    expect(body.refresh_token_expires_in).toBeUndefined();
    expect(body.scope).toBe('auth:user.id:read');
  });

  it('for tokens longer than a kilobyte that look like JWTs', async () => {
    const world = await startWorld();
    const { access, refresh } = await world.signIn();
    for (const token of [access, refresh]) {
      expect(token).toMatch(/^eyJhbGciOiJFUzI1NiIs[\w-]+\.[\w-]+\.[\w-]+$/);
      expect(token.length).toBeGreaterThan(1024);
      expect(token.length).toBeLessThan(2048);
    }
  });

  it('a code with the right S256 verifier', async () => {
    const world = await startWorld();
    const code = await world.code({ via: 'authorize', code_challenge: challenge, code_challenge_method: 'S256' });
    expect((await world.exchange(code, { code_verifier: verifier })).status).toBe(200);
  });

  it('a code with a plain challenge when no method was named', async () => {
    const world = await startWorld();
    const code = await world.code({ via: 'authorize', code_challenge: verifier });
    expect((await world.exchange(code, { code_verifier: verifier })).status).toBe(200);
  });

  it('a code after a wrong verifier, which does not spend it', async () => {
    const world = await startWorld();
    const code = await world.code({ via: 'authorize', code_challenge: challenge, code_challenge_method: 'S256' });
    await world.exchange(code, { code_verifier: 'B'.repeat(43) });
    expect((await world.exchange(code, { code_verifier: verifier })).status).toBe(200);
  });

  it('no code after a wrong verifier when a setting says so', async () => {
    const world = await startWorld({ settings: { burn_code_on_failed_check: true } });
    const code = await world.code({ via: 'authorize', code_challenge: challenge, code_challenge_method: 'S256' });
    await world.exchange(code, { code_verifier: 'B'.repeat(43) });
    expect((await world.exchange(code, { code_verifier: verifier })).body.code).toBe(20065);
  });

  it('a code with redirect_uri left out or equal', async () => {
    const world = await startWorld();
    const redirect_uri = 'https://a.example/cb?x=1';
    const first = await world.code({ via: 'authorize', redirect_uri });
    expect((await world.exchange(first)).status).toBe(200);
    const second = await world.code({ via: 'authorize', redirect_uri });
    expect((await world.exchange(second, { redirect_uri })).status).toBe(200);
  });

  it('a requestAccess code for its three minutes', async () => {
    const world = await startWorld();
    const code = await world.code();
    await world.advance(150);
    expect((await world.exchange(code)).status).toBe(200);
  });

  it('one code once among fifty at the same time', async () => {
    const world = await startWorld();
    const code = await world.code();
    const replies = await Promise.all(Array.from({ length: 50 }, () => world.exchange(code)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    expect(replies.filter((reply) => reply.body.code === 20065)).toHaveLength(49);
  });

  it('a tt.login code only when a setting says so', async () => {
    const world = await startWorld();
    const code = await world.code({ via: 'login' });
    expect((await world.exchange(code)).body.code).toBe(20003);
    await world.control('PATCH', 'settings', { login_code_at_v2: 'accept' });
    expect((await world.exchange(code)).status).toBe(200);
  });

  it('a narrowed token, and the full grant comes back at the refresh', async () => {
    const world = await startWorld();
    const code = await world.code({ scopes: ['offline_access', 'task:task:read'] });
    const narrowed = await world.exchange(code, { scope: 'offline_access' });
    expect(narrowed.body.scope).toBe('offline_access');
    const { body } = await world.refresh(narrowed.body.refresh_token);
    expect(body.scope).toBe('auth:user.id:read offline_access task:task:read');
  });

  it('for no refresh token when narrowing leaves offline_access out', async () => {
    const world = await startWorld();
    const code = await world.code({ scopes: ['offline_access', 'task:task:read'] });
    const { body } = await world.exchange(code, { scope: 'task:task:read' });
    expect(body.refresh_token).toBeUndefined();
  });

  it('for everything ever granted, not only what was asked for last', async () => {
    const world = await startWorld();
    await world.exchange(await world.code({ scopes: ['task:task:read'] }));
    const { body } = await world.exchange(await world.code({ scopes: ['contact:contact.base:readonly'] }));
    expect(body.scope).toBe('auth:user.id:read contact:contact.base:readonly task:task:read');
  });
});

describe('a v2 refresh', () => {
  it('gives a new pair and ends the old refresh token', async () => {
    const world = await startWorld();
    const first = await world.signIn();
    const { status, body } = await world.refresh(first.refresh);
    expect(status).toBe(200);
    expect(body.refresh_token).not.toBe(first.refresh);
    expect((await world.userInfo(body.access_token)).body.code).toBe(0);
    expect((await world.refresh(first.refresh)).body.code).toBe(20073);
    expect((await world.refresh(body.refresh_token)).status).toBe(200);
  });

  it('leaves the old access token one minute', async () => {
    const world = await startWorld();
    const { access, refresh } = await world.signIn();
    await world.refresh(refresh);
    await world.advance(30);
    expect((await world.userInfo(access)).body.code).toBe(0);
    await world.advance(30);
    expect((await world.userInfo(access)).body.code).toBe(20005);
  });

  it('shortens the lifetime to what is left of the 365 days', async () => {
    const world = await startWorld({ settings: { refresh_token_lifetime: 364 * 24 * 3600 } });
    const { refresh } = await world.signIn();
    await world.advance(300 * 24 * 3600);
    const { body } = await world.refresh(refresh);
    expect(body.refresh_token_expires_in).toBe(65 * 24 * 3600);
  });

  it('ends the newer tokens at a replay when a setting says so', async () => {
    const world = await startWorld({ settings: { refresh_replay_revokes: true } });
    const { refresh } = await world.signIn();
    const { body } = await world.refresh(refresh);
    expect((await world.refresh(refresh)).body.code).toBe(20073);
    expect((await world.refresh(body.refresh_token)).body.code).toBe(20064);
  });
});

describe('two apps and two tenants', () => {
  it('see the same person under different open ids', async () => {
    const world = await startWorld();
    const first = await world.signIn({ open_id: zhangsan });
    const code = await world.code({ app_id: storeApp.client_id, open_id: zhangsan });
    const second = (await world.exchange(code, storeApp)).body.access_token;
    const [one, two] = [(await world.userInfo(first.access)).body.data, (await world.userInfo(second)).body.data];
    expect(one.open_id).toBe(zhangsan);
    expect(two.open_id).not.toBe(zhangsan);
    // One developer, so one union id.
    expect(two.union_id).toBe(one.union_id);
  });

  it('do not mix', async () => {
    const world = await startWorld();
    const code = await world.code({ app_id: otherApp.client_id, open_id: outsider });
    const { body } = await world.exchange(code, otherApp);
    const { data } = (await world.userInfo(body.access_token)).body;
    expect(data).toMatchObject({ name: '外部用户', tenant_key: '2ed263bf32cf1651' });
    expect(data.open_id).not.toBe(outsider);
    const stranger = await world.code({ app_id: otherApp.client_id, open_id: lisi });
    expect((await world.exchange(stranger, otherApp)).body.code).toBe(20010);
  });
});

describe('real clients may send', () => {
  it('a form', async () => {
    const world = await startWorld();
    const form = { grant_type: 'authorization_code', ...app, code: await world.code() };
    expect((await world.ask('/open-apis/authen/v2/oauth/token', { form })).status).toBe(200);
  });

  it('Basic alone', async () => {
    const world = await startWorld();
    const { status } = await world.ask('/open-apis/authen/v2/oauth/token', {
      form: { grant_type: 'authorization_code', code: await world.code() },
      headers: { authorization: `Basic ${btoa(`${app.client_id}:${app.client_secret}`)}` },
    });
    expect(status).toBe(200);
  });

  it('a trailing slash', async () => {
    const world = await startWorld();
    const json = { grant_type: 'authorization_code', ...app, code: await world.code() };
    expect((await world.ask('/open-apis/authen/v2/oauth/token/', { json })).status).toBe(200);
  });

  it('none of that when strict', async () => {
    const world = await startWorld({ settings: { strict: true } });
    const fields = { grant_type: 'authorization_code', ...app, code: await world.code() };
    const path = '/open-apis/authen/v2/oauth/token';
    expect((await world.ask(path, { form: fields })).body.code).toBe(20063);
    expect((await world.ask(`${path}/`, { json: fields })).body.code).toBe(20063);
    const headers = { authorization: `Basic ${btoa(`${app.client_id}:${app.client_secret}`)}` };
    const { client_secret: _, ...bare } = fields;
    expect((await world.ask(path, { json: bare, headers })).body.code).toBe(20001);
    expect((await world.ask(path, { json: fields })).status).toBe(200);
    expect((await world.journal()).map((entry) => entry.why?.slice(0, 7))).toEqual([
      'strict:',
      'strict:',
      expect.any(String),
      undefined,
    ]);
  });
});

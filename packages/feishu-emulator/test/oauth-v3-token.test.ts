import { describe, expect, it } from '@jest/globals';
import { app, startWorld, storeApp, type World } from './world.ts';

const v3 = '/oauth/v3/token';
const verifier = 'TxYmzM4PHLBlqm5NtnCmwxMH8mFlRWl_ipie3O0aVzo';
const challenge = { code_challenge: 'O0nS63zirsJkDT3cMvBt9oV_H48bhFpeAh4EyyILRWE', code_challenge_method: 'S256' };

const exchange = (world: World, code: string, more: Record<string, string> = {}) =>
  world.ask(v3, { form: { ...app, grant_type: 'authorization_code', code, ...more } });
const refresh = (world: World, refresh_token: string) =>
  world.ask(v3, { form: { ...app, grant_type: 'refresh_token', refresh_token } });

async function signIn(world: World): Promise<{ access_token: string; refresh_token: string }> {
  return (await exchange(world, await world.code({ scopes: ['offline_access'] }))).body;
}

describe('version 3 of the token endpoint', () => {
  it('takes a form, JSON, and the secret by HTTP Basic, also when strict', async () => {
    const world = await startWorld({ settings: { strict: true } });
    const grant = async () => ({ grant_type: 'authorization_code', code: await world.code() });
    const headers = { authorization: `Basic ${btoa(`${app.client_id}:${app.client_secret}`)}` };
    expect((await world.ask(v3, { form: { ...app, ...(await grant()) } })).body.code).toBe(0);
    expect((await world.ask(v3, { json: { ...app, ...(await grant()) } })).body.code).toBe(0);
    expect((await world.ask(v3, { form: await grant(), headers })).body.code).toBe(0);
    expect((await world.ask(v3, { text: 'grant_type=refresh_token' })).body.code).toBe(20063);
    // Version 2's page knows the body only.
    const v2 = { json: await grant(), headers };
    expect((await world.ask('/open-apis/authen/v2/oauth/token', v2)).body.code).toBe(20001);
  });

  it('refuses a verifier where no challenge was given, which version 2 lets pass', async () => {
    const world = await startWorld();
    const code = await world.code();
    expect((await exchange(world, code, { code_verifier: verifier })).body.code).toBe(20049);
    // The code was not spent by that.
    expect((await world.exchange(code, { code_verifier: verifier })).body.code).toBe(0);
  });

  it('wants the verifier where a challenge was given, as version 2 does', async () => {
    const world = await startWorld();
    const code = await world.code({ via: 'authorize', ...challenge });
    expect((await exchange(world, code)).body.code).toBe(20049);
    expect((await world.exchange(code)).body.code).toBe(20049);
    expect((await exchange(world, code, { code_verifier: verifier })).body.code).toBe(0);
  });

  it.each([
    ['ignore', 0],
    ['refuse', 20049],
  ] as const)('treats such a verifier as the setting says: %s', async (verifier_without_challenge, code) => {
    const world = await startWorld({ settings: { verifier_without_challenge } });
    const fields = { code_verifier: verifier };
    expect((await exchange(world, await world.code(), fields)).body.code).toBe(code);
    expect((await world.exchange(await world.code(), fields)).body.code).toBe(code);
  });

  it('refreshes what version 2 issued; version 2 does not refresh what it issued', async () => {
    const world = await startWorld();
    const first = await world.signIn();
    const second = await refresh(world, first.refresh);
    expect(second.body.code).toBe(0);
    expect((await world.refresh(second.body.refresh_token)).body.code).toBe(20026);
    expect((await refresh(world, second.body.refresh_token)).body.code).toBe(0);
  });

  it('leaves the access token before a rotation to its own expiry, where version 2 leaves it a minute', async () => {
    const world = await startWorld();
    const [third, second] = [await signIn(world), await world.signIn()];
    await refresh(world, third.refresh_token);
    await world.refresh(second.refresh);
    await world.advance(90);
    expect((await world.userInfo(third.access_token)).body.code).toBe(0);
    expect((await world.userInfo(second.access)).body.code).toBe(20005);
    await world.advance(7200);
    expect((await world.userInfo(third.access_token)).body.code).toBe(20005);
  });

  it.each([20073, 20064] as const)('answers a used refresh token with %i, as the setting says', async (code) => {
    const world = await startWorld({ settings: { refresh_replay_code: code } });
    const { refresh_token } = await signIn(world);
    await refresh(world, refresh_token);
    expect(await refresh(world, refresh_token)).toMatchObject({ status: 400, body: { code, error: 'invalid_grant' } });
  });

  it('gives the app its own token for client_credentials, which version 2 does not know', async () => {
    const world = await startWorld();
    const form = { ...app, grant_type: 'client_credentials' };
    const { body } = await world.ask(v3, { form });
    expect(body).toMatchObject({ code: 0, token_type: 'Bearer', expires_in: expect.any(Number) });
    const scopes = await world.ask('/open-apis/application/v6/scopes', { bearer: body.access_token });
    expect(scopes.body.code).toBe(0);
    expect((await world.ask(v3, { form: { ...form, client_secret: 'x' } })).body.code).toBe(20002);
    expect((await world.ask(v3, { form: { ...storeApp, grant_type: 'client_credentials' } })).body.code).toBe(20009);
    expect((await world.token({ grant_type: 'client_credentials' })).body.code).toBe(20036);
  });
});

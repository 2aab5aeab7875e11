import { describe, expect, it } from '@jest/globals';
import { app, otherApp, startWorld } from './world.ts';

const revoke = '/oauth/v1/revoke';

describe('revocation', () => {
  it.each(['access', 'refresh'] as const)('of the %s token ends both of its tokens', async (which) => {
    const world = await startWorld();
    const tokens = await world.signIn();
    const form = { ...app, token: tokens[which], token_type_hint: `${which}_token` };
    expect(await world.ask(revoke, { form })).toMatchObject({ status: 200, body: { code: 0 } });
    expect((await world.userInfo(tokens.access)).body.code).toBe(20005);
    expect((await world.refresh(tokens.refresh)).body.code).toBe(20064);
  });

  it('leaves other sign-ins of the same person alone', async () => {
    const world = await startWorld();
    const [one, other] = [await world.signIn(), await world.signIn()];
    await world.ask(revoke, { form: { ...app, token: one.refresh } });
    expect((await world.refresh(other.refresh)).body.code).toBe(0);
  });

  it('says nothing about a token it does not know, and does not touch another app’s', async () => {
    const world = await startWorld();
    const { access } = await world.signIn();
    expect((await world.ask(revoke, { form: { ...app, token: 'unknown' } })).status).toBe(200);
    expect((await world.ask(revoke, { form: { ...otherApp, token: access } })).status).toBe(200);
    expect((await world.userInfo(access)).body.code).toBe(0);
  });

  it('takes the client by HTTP Basic too, but not twice', async () => {
    const world = await startWorld();
    const { access } = await world.signIn();
    const headers = { authorization: `Basic ${btoa(`${app.client_id}:${app.client_secret}`)}` };
    expect((await world.ask(revoke, { form: { ...app, token: access }, headers })).body.code).toBe(20070);
    expect((await world.ask(revoke, { form: { token: access }, headers })).body.code).toBe(0);
    expect((await world.userInfo(access)).body.code).toBe(20005);
  });

  it.each([
    [20001, 'without a token', { ...app }],
    [20002, 'with a wrong secret', { ...app, client_secret: 'x', token: 't' }],
    [20048, 'for an unknown app', { ...app, client_id: 'cli_0', token: 't' }],
  ])('is refused with %i %s', async (code, _story, form) => {
    const world = await startWorld();
    expect(await world.ask(revoke, { form })).toMatchObject({ status: 400, body: { code } });
  });

  it('is refused with 20063 without a body, and with 20069 to a disabled app', async () => {
    const world = await startWorld();
    expect((await world.ask(revoke, { method: 'POST' })).body.code).toBe(20063);
    await world.control('PUT', `apps/${app.client_id}`, { enabled: false });
    expect((await world.ask(revoke, { form: { ...app, token: 't' } })).body.code).toBe(20069);
  });
});

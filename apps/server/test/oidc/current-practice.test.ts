import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { createWorld, type World } from '../http/world.ts';
import { asZhangSan, begin, callback, follow, register, relyingParty, signInTo } from './relying-party.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const nobody = () => {
  throw new Error('Nobody was to be sent to Feishu.');
};

/** RFC 9700, as far as no other test of this folder tells it. */
describe('Of what OAuth is attacked with', () => {
  it('U1: there is a token for a code, a renewal and a device, and none for a password or for an app itself', async () => {
    const client = await register(world);
    const { grant_types_supported: known } = (
      await world.send({ url: '/oidc/.well-known/openid-configuration' })
    ).json<{ grant_types_supported: string[] }>();
    const device = 'urn:ietf:params:oauth:grant-type:device_code';
    expect([...known].sort()).toEqual(['authorization_code', 'refresh_token', device]);
    const authorization = `Basic ${Buffer.from(`${client.clientId}:${client.secret}`).toString('base64')}`;
    for (const grant_type of ['password', 'client_credentials', 'implicit']) {
      const body = new URLSearchParams({ grant_type, username: 'zhang', password: 'x', scope: 'openid' }).toString();
      const answer = await world.send({
        method: 'POST',
        url: '/oidc/token',
        headers: { ...form, authorization },
        body,
      });
      expect([answer.status, answer.json()]).toMatchObject([400, { error: 'unsupported_grant_type' }]);
    }
  });

  it('U12: every answer names us, the refusals too, so that no app takes it for another server’s', async () => {
    const config = await relyingParty(world, await register(world));
    expect(config.serverMetadata()).toMatchObject({ authorization_response_iss_parameter_supported: true });
    const browser = await world.signedInBrowser();
    for (const asked of [{}, { scope: 'openid nothing-we-know' }]) {
      const arrived = await follow(world, browser, (await begin(config, asked)).url, asZhangSan(world));
      expect(new URL(arrived.url).searchParams.get('iss')).toBe(`${world.origin}/oidc`);
    }
    const { url, checks } = await begin(config);
    const mixed = new URL((await follow(world, browser, url, nobody)).url);
    mixed.searchParams.set('iss', 'https://evil.example');
    await expect(openid.authorizationCodeGrant(config, mixed, checks)).rejects.toThrow();
  });

  it('U13: a token is not taken from an address, where logs and histories keep it', async () => {
    const config = await relyingParty(world, await register(world));
    const { access_token: token } = await signInTo(world, config, await world.signedInBrowser(), { approve: nobody });
    const asked = (url: string, headers: Record<string, string> = {}) => world.send({ url, headers });
    expect((await asked('/oidc/me', { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await asked(`/oidc/me?access_token=${token}`)).status).toBe(400);
  });

  it('U14: nothing that is sent to us goes on to an app: requests are opened, not sent, and lead away by 303', async () => {
    const { clientId } = await register(world);
    const browser = await world.signedInBrowser();
    const asked = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: callback,
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    }).toString();
    expect(await browser.open(`/oidc/auth?${asked}&prompt=none`)).toMatchObject({
      status: 303,
      location: expect.stringContaining(`${callback}?code=`),
    });
    const sent = await browser.send({ method: 'POST', url: '/oidc/auth', headers: form, body: asked });
    expect([sent.status, sent.headers.location]).toEqual([404, undefined]);
  });
});

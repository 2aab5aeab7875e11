import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import type { OidcClient } from '../../src/auth/ports/oidc.ts';
import { createOpenIdProvider } from '../../src/oidc/openid-provider.ts';
import { createWorld, type World } from '../http/world.ts';
import { asZhangSan, callback, fetchInto, follow, leadsTo, press, register } from './relying-party.ts';

let world: World;
/** Takes logout tokens. */
let app: Server;
const told: string[] = [];
beforeAll(async () => {
  world = await createWorld();
  app = createServer(async (request, response) => {
    told.push(new URLSearchParams(await text(request)).get('logout_token') ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(app, 'listening');
});
afterAll(async () => {
  await world.close();
  app.close();
});

/** Somebody signed in to an app that is written with the library, with every check it has. */
async function signedIn(facts: Partial<OidcClient> = {}) {
  const { clientId, secret } = await register(world, facts);
  const issuer = new URL(`${world.origin}/oidc`);
  const into = { [oauth.customFetch]: fetchInto(world) };
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, into));
  const client: oauth.Client = { client_id: clientId };
  const auth = oauth.ClientSecretBasic(secret);
  const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];

  const pushed = await oauth.pushedAuthorizationRequest(
    server,
    client,
    auth,
    {
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid profile',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    },
    into,
  );
  const { request_uri } = await oauth.processPushedAuthorizationResponse(server, client, pushed);
  const url = `${server.authorization_endpoint}?${new URLSearchParams({ client_id: clientId, request_uri })}`;
  const browser = world.browser();
  const arrived = await follow(world, browser, url, asZhangSan(world));

  const parameters = oauth.validateAuthResponse(server, client, new URL(arrived.url), state);
  const answer = await oauth.authorizationCodeGrantRequest(server, client, auth, parameters, callback, verifier, into);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, { requireIdToken: true });
  await oauth.validateApplicationLevelSignature(server, answer, into);
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  const { sub, sid } = { sub: claims?.sub ?? '', sid: claims?.sid };
  const ask = async (token: string) =>
    oauth.processIntrospectionResponse(
      server,
      client,
      await oauth.introspectionRequest(server, client, auth, token, into),
    );
  return { server, client, auth, into, browser, tokens, sub, sid, ask };
}

describe('An app written with oauth4webapi', () => {
  it('signs a person in, asks about the token and gives it back', async () => {
    const { server, client, auth, into, tokens, sub, ask } = await signedIn();
    const info = await oauth.userInfoRequest(server, client, tokens.access_token, into);
    expect(await oauth.processUserInfoResponse(server, client, sub, info)).toMatchObject({ sub, name: '张三' });
    expect(await ask(tokens.access_token)).toMatchObject({ active: true, sub, client_id: client.client_id });
    const revoked = await oauth.revocationRequest(server, client, auth, tokens.refresh_token ?? '', into);
    await oauth.processRevocationResponse(revoked);
    expect(await ask(tokens.access_token)).toEqual({ active: false });
  });

  it('renews its tokens, each once, and asks about those', async () => {
    const { server, client, auth, into, tokens, sub, ask } = await signedIn();
    const renew = async () => {
      const answer = await oauth.refreshTokenGrantRequest(server, client, auth, tokens.refresh_token ?? '', into);
      const renewed = await oauth.processRefreshTokenResponse(server, client, answer);
      await oauth.validateApplicationLevelSignature(server, answer, into);
      return renewed;
    };
    const renewed = await renew();
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    expect(oauth.getValidatedIdTokenClaims(renewed)?.sub).toBe(sub);
    for (const token of [renewed.access_token, renewed.refresh_token ?? ''])
      expect(await ask(token)).toMatchObject({ active: true, sub });
    await expect(renew()).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('signs a person out here, and is told of it by a logout token', async () => {
    const backchannelLogoutUri = `http://127.0.0.1:${(app.address() as AddressInfo).port}/logout`;
    const { server, client, browser, tokens, sub, sid, ask } = await signedIn({ backchannelLogoutUri });
    const bye = { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: 'https://reports.example.com/bye' };
    const page = await browser.open(`${server.end_session_endpoint}?${new URLSearchParams(bye)}`);
    const xsrf = /name="xsrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const pressed = await press(world, browser, '/oidc/session/end/confirm', { xsrf, logout: 'yes' });
    expect(leadsTo(pressed)).toBe(bye.post_logout_redirect_uri);
    expect(await ask(tokens.access_token)).toEqual({ active: false });

    const now = world.clock.now();
    const claim = { owner: 'test', now, until: now + 1, limit: 10 };
    const whose = { kind: 'logout_token', receiver: client.client_id } as const;
    const { sendLogoutToken } = createOpenIdProvider(world.ports);
    for (const entry of await world.ports.store.outbox.claim(whose, claim))
      expect(await sendLogoutToken(entry, AbortSignal.timeout(5_000))).toBe('delivered');
    // It reads no logout tokens; by the rules of OpenID Connect Back-Channel Logout 1.0, section 2.6, this does.
    const keys = await world.send({ url: new URL(server.jwks_uri ?? '').pathname });
    const { payload } = await jwtVerify(told[0] ?? '', createLocalJWKSet(JSON.parse(keys.text)), {
      ...{ issuer: server.issuer, audience: client.client_id, typ: 'logout+jwt', maxTokenAge: '2m' },
      requiredClaims: ['iat', 'jti', 'exp'],
    });
    expect(payload).toMatchObject({ sub, sid, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } });
    expect([told.length, 'nonce' in payload]).toEqual([1, false]);
  });
});

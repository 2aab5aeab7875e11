import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import { createWorld, type World } from '../http/world.ts';
import { asZhangSan, callback, fetchInto, follow, register } from './relying-party.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it('A client written with oauth4webapi signs a person in, asks about the token and gives it back', async () => {
  const { clientId, secret } = await register(world);
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
  const arrived = await follow(world, world.browser(), url, asZhangSan(world));

  const parameters = oauth.validateAuthResponse(server, client, new URL(arrived.url), state);
  const answer = await oauth.authorizationCodeGrantRequest(server, client, auth, parameters, callback, verifier, into);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, { requireIdToken: true });
  await oauth.validateApplicationLevelSignature(server, answer, into);
  const sub = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? '';
  const info = await oauth.userInfoRequest(server, client, tokens.access_token, into);
  expect(await oauth.processUserInfoResponse(server, client, sub, info)).toMatchObject({ sub, name: '张三' });

  const ask = async () =>
    oauth.processIntrospectionResponse(
      server,
      client,
      await oauth.introspectionRequest(server, client, auth, tokens.access_token, into),
    );
  expect(await ask()).toMatchObject({ active: true, sub, client_id: clientId });
  const revoked = await oauth.revocationRequest(server, client, auth, tokens.refresh_token ?? '', into);
  await oauth.processRevocationResponse(revoked);
  expect(await ask()).toEqual({ active: false });
});

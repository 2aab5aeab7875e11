import { describe, expect, it } from '@jest/globals';
import * as lark from '@larksuiteoapi/node-sdk';
import * as oauth from 'oauth4webapi';
import { app, startWorld, type World, zhangsan } from './world.ts';

const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {}, trace: () => {} };

function sdk(world: World, more: object = {}): lark.Client {
  return new lark.Client({
    appId: app.client_id,
    appSecret: app.client_secret,
    domain: world.url,
    // Otherwise all clients of one app id in a process share their tokens, whatever platform they came from.
    cache: new lark.DefaultCache(),
    logger: quiet,
    loggerLevel: lark.LoggerLevel.fatal,
    ...more,
  });
}

describe('the official SDK', () => {
  it('gets a tenant token and reads user_info', async () => {
    const world = await startWorld();
    const client = sdk(world);
    const { access } = await world.signIn();
    const reply = await client.authen.userInfo.get({}, lark.withUserAccessToken(access));
    expect(reply).toMatchObject({ code: 0, data: { open_id: zhangsan, name: '张三' } });
    const token = await client.tokenManager.getTenantAccessToken();
    expect(token).toMatch(/^t-/);
  });

  it('exchanges and refreshes with its helper for the historic oidc endpoints', async () => {
    const world = await startWorld();
    const client = sdk(world);
    const code = await world.code({ via: 'requestAuthCode' });
    const first = await client.authen.oidcAccessToken.create({ data: { grant_type: 'authorization_code', code } });
    expect(first).toMatchObject({
      code: 0,
      data: { token_type: 'Bearer', access_token: expect.stringMatching(/^u-/) },
    });
    const refresh_token = first.data?.refresh_token ?? '';
    const second = await client.authen.oidcRefreshAccessToken.create({
      data: { grant_type: 'refresh_token', refresh_token },
    });
    expect(second.code).toBe(0);
    expect(second.data?.refresh_token).not.toBe(refresh_token);
  });
});

describe('oauth4webapi', () => {
  const client: oauth.Client = { client_id: app.client_id };

  it.each([
    ['the secret in the body', oauth.ClientSecretPost(app.client_secret)],
    ['Basic', oauth.ClientSecretBasic(app.client_secret)],
  ])('exchanges a code with PKCE and refreshes on the v2 endpoint, with %s', async (_mode, auth) => {
    const world = await startWorld();
    const as: oauth.AuthorizationServer = {
      issuer: world.url,
      token_endpoint: `${world.url}/open-apis/authen/v2/oauth/token`,
    };
    const insecure = { [oauth.allowInsecureRequests]: true };
    const redirect_uri = 'http://localhost:3000/auth/callback';
    const verifier = oauth.generateRandomCodeVerifier();
    const code = await world.code({
      via: 'authorize',
      scopes: ['offline_access'],
      redirect_uri,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const callback = oauth.validateAuthResponse(as, client, new URL(`${redirect_uri}?code=${code}&state=s`), 's');
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      auth,
      callback,
      redirect_uri,
      verifier,
      insecure,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 7200, scope: 'auth:user.id:read offline_access' });
    const again = await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token ?? '', insecure);
    const renewed = await oauth.processRefreshTokenResponse(as, client, again);
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
  });

  it('understands a refusal', async () => {
    const world = await startWorld();
    const as = { issuer: world.url, token_endpoint: `${world.url}/open-apis/authen/v2/oauth/token` };
    const auth = oauth.ClientSecretPost(app.client_secret);
    const insecure = { [oauth.allowInsecureRequests]: true };
    const answer = await oauth.refreshTokenGrantRequest(as, client, auth, 'unknown', insecure);
    await expect(oauth.processRefreshTokenResponse(as, client, answer)).rejects.toMatchObject({
      error: 'invalid_grant',
      status: 400,
    });
  });
});

describe('the official SDK’s own token endpoint', () => {
  const create = (world: World, more: object = {}) => sdk(world, { oauthBaseUrl: world.url, ...more });

  it('exchanges a code and refreshes with the app’s secret', async () => {
    const world = await startWorld();
    const { accessToken } = create(world);
    const code = await world.code({ scopes: ['offline_access'] });
    const first = await accessToken.retrieveByAuthorizationCode({ code });
    expect(first).toMatchObject({ tokenType: 'Bearer', expiresIn: 7200, scope: 'auth:user.id:read offline_access' });
    const second = await accessToken.refresh({ refreshToken: first.refreshToken ?? '' });
    expect(second.refreshToken).not.toBe(first.refreshToken);
    await expect(accessToken.refresh({ refreshToken: first.refreshToken ?? '' })).rejects.toMatchObject({
      code: 20073,
    });
  });

  it('takes an assertion in place of the secret, for users and for the app itself', async () => {
    const world = await startWorld();
    const clientAssertionProvider = { retrieveToken: async () => ({ value: 'header.claims.signature' }) };
    const client = create(world, { appSecret: undefined, clientAssertionProvider });
    const code = await world.code();
    expect((await client.accessToken.retrieveByAuthorizationCode({ code })).tokenType).toBe('Bearer');
    expect(await client.tokenManager.getTenantAccessToken()).toMatch(/^t-/);
    const unsigned = { ...clientAssertionProvider, retrieveToken: async () => ({ value: 'not a jwt' }) };
    const doubtful = create(world, { appSecret: undefined, clientAssertionProvider: unsigned });
    await expect(doubtful.accessToken.retrieveByAuthorizationCode({ code })).rejects.toMatchObject({ code: 20002 });
  });
});

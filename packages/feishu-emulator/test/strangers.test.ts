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

  const ways = [
    ['the secret in the body', oauth.ClientSecretPost(app.client_secret)],
    ['Basic', oauth.ClientSecretBasic(app.client_secret)],
  ] as const;
  const paths = ['/open-apis/authen/v2/oauth/token', '/oauth/v3/token'];
  const insecure = { [oauth.allowInsecureRequests]: true };

  it.each(paths.flatMap((path) => ways.map(([mode, auth]) => [path, mode, auth] as const)))(
    'exchanges a code with PKCE and refreshes at %s, with %s',
    async (path, _mode, auth) => {
      const world = await startWorld();
      const as: oauth.AuthorizationServer = { issuer: world.url, token_endpoint: world.url + path };
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
      expect(tokens).toMatchObject({
        token_type: 'bearer',
        expires_in: 7200,
        scope: 'auth:user.id:read offline_access',
      });
      const again = await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token ?? '', insecure);
      const renewed = await oauth.processRefreshTokenResponse(as, client, again);
      expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    },
  );

  it.each(ways)('gets the app’s own token with %s, and revokes a user’s', async (_mode, auth) => {
    const world = await startWorld();
    const as: oauth.AuthorizationServer = {
      issuer: world.url,
      token_endpoint: `${world.url}/oauth/v3/token`,
      revocation_endpoint: `${world.url}/oauth/v1/revoke`,
    };
    const answer = await oauth.clientCredentialsGrantRequest(as, client, auth, {}, insecure);
    expect((await oauth.processClientCredentialsResponse(as, client, answer)).access_token).toMatch(/^t-/);
    const { access, refresh } = await world.signIn();
    await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, refresh, insecure));
    expect((await world.userInfo(access)).body.code).toBe(20005);
  });

  it('signs in without a browser of its own: the device flow', async () => {
    const world = await startWorld();
    const as: oauth.AuthorizationServer = {
      issuer: world.url,
      token_endpoint: `${world.url}/oauth/v3/token`,
      device_authorization_endpoint: `${world.url}/oauth/v1/device_authorization`,
    };
    const auth = oauth.ClientSecretBasic(app.client_secret);
    const scope = new URLSearchParams({ scope: 'offline_access' });
    const begun = await oauth.deviceAuthorizationRequest(as, client, auth, scope, insecure);
    const device = await oauth.processDeviceAuthorizationResponse(as, client, begun);
    const poll = async () => {
      const answer = await oauth.deviceCodeGrantRequest(as, client, auth, device.device_code, insecure);
      return oauth.processDeviceCodeResponse(as, client, answer);
    };
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending', status: 400 });
    await expect(poll()).rejects.toMatchObject({ error: 'slow_down', status: 400 });
    await world.control('PATCH', 'settings', { auto_login: zhangsan, auto_consent: true });
    expect((await fetch(device.verification_uri_complete ?? '')).status).toBe(200);
    await world.advance(10);
    const tokens = await poll();
    expect((await world.userInfo(tokens.access_token)).body.data.open_id).toBe(zhangsan);
    const again = await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token ?? '', insecure);
    expect((await oauth.processRefreshTokenResponse(as, client, again)).refresh_token).toEqual(expect.any(String));
  });

  it('understands a refusal', async () => {
    const world = await startWorld();
    const as = { issuer: world.url, token_endpoint: `${world.url}/open-apis/authen/v2/oauth/token` };
    const auth = oauth.ClientSecretPost(app.client_secret);
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

  it('asks the application about itself, and how many sockets it has', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { scopes: ['application:application:self_manage'] });
    const client = create(world);
    const me = await client.application.application.get({ path: { app_id: 'me' }, params: { lang: 'zh_cn' } });
    expect(me).toMatchObject({ code: 0, data: { app: { app_id: app.client_id, allow_refresh_token: true } } });
    expect(await client.event.connection.get({})).toMatchObject({ code: 0, data: { online_instance_cnt: 0 } });
  });

  it('takes an assertion in place of the secret, for users and for the app itself', async () => {
    const world = await startWorld();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: app.client_id, sub: app.client_id, aud: world.url, exp: Math.floor(Date.now() / 1000) + 60 };
    const value = `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
    const clientAssertionProvider = { retrieveToken: async () => ({ value }) };
    const client = create(world, { appSecret: undefined, clientAssertionProvider });
    const code = await world.code();
    expect((await client.accessToken.retrieveByAuthorizationCode({ code })).tokenType).toBe('Bearer');
    expect(await client.tokenManager.getTenantAccessToken()).toMatch(/^t-/);
    const unsigned = { ...clientAssertionProvider, retrieveToken: async () => ({ value: 'not a jwt' }) };
    const doubtful = create(world, { appSecret: undefined, clientAssertionProvider: unsigned });
    await expect(doubtful.accessToken.retrieveByAuthorizationCode({ code })).rejects.toMatchObject({ code: 20002 });
  });
});

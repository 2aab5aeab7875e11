import { createRequire } from 'node:module';
import { describe, expect, it, jest } from '@jest/globals';
import * as openid from 'openid-client';
import { app, startWorld, storeApp, type World, zhangsan } from './world.ts';

const require = createRequire(import.meta.url);
const redirectUri = 'http://localhost:3000/auth/callback';
const authorizePath = '/open-apis/authen/v1/authorize';
const tokenPath = '/open-apis/authen/v2/oauth/token';

/** Signs in and consents by itself, so that a redirect is all there is to follow. */
function open(): Promise<World> {
  return startWorld({ settings: { auto_login: zhangsan, auto_consent: true } });
}

/** What the browser does: opens the page and comes back to the app's address. */
async function browse(address: string): Promise<URL> {
  const response = await fetch(address, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (!location) throw new Error(`No redirect but ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return new URL(location);
}

describe('openid-client', () => {
  it.each([
    ['the secret in the body', openid.ClientSecretPost(app.client_secret)],
    ['Basic', openid.ClientSecretBasic(app.client_secret)],
  ])('signs in with PKCE and state, and refreshes, with %s', async (_mode, auth) => {
    const world = await open();
    const server = {
      issuer: world.url,
      authorization_endpoint: world.url + authorizePath,
      token_endpoint: world.url + tokenPath,
    };
    const config = new openid.Configuration(server, app.client_id, undefined, auth);
    openid.allowInsecureRequests(config);
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const address = openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'offline_access task:task:read',
      state: expectedState,
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const callback = await browse(address.href);
    const tokens = await openid.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState });
    expect(tokens.scope).toBe('auth:user.id:read offline_access task:task:read');
    const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(renewed.access_token).not.toBe(tokens.access_token);
    await expect(openid.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

interface SimpleToken {
  token: Record<string, unknown>;
  refresh(): Promise<SimpleToken>;
}

interface SimpleClient {
  authorizeURL(params: object): string;
  getToken(params: object): Promise<SimpleToken>;
}

describe('simple-oauth2', () => {
  const { AuthorizationCode }: { AuthorizationCode: new (config: object) => SimpleClient } = require('simple-oauth2');

  it.each([
    ['header', 'form'],
    ['header', 'json'],
    ['body', 'form'],
    ['body', 'json'],
  ])('signs in and refreshes with credentials in the %s and a %s body', async (authorizationMethod, bodyFormat) => {
    const world = await open();
    const client = new AuthorizationCode({
      client: { id: app.client_id, secret: app.client_secret },
      auth: { tokenHost: world.url, tokenPath, authorizePath },
      options: { authorizationMethod, bodyFormat },
    });
    const callback = await browse(
      client.authorizeURL({ redirect_uri: redirectUri, scope: 'offline_access', state: 's' }),
    );
    expect(callback.searchParams.get('state')).toBe('s');
    const first = await client.getToken({ code: callback.searchParams.get('code'), redirect_uri: redirectUri });
    const second = await first.refresh();
    expect(second.token.refresh_token).not.toBe(first.token.refresh_token);
  });
});

/** Passport's strategies are driven by a request and answer through these. */
interface Strategy {
  authenticate(request: object, options?: object): void;
  redirect(address: string): void;
  success(user: unknown): void;
  fail(challenge: unknown): void;
  error(error: unknown): void;
}

/** Runs both legs of a strategy: the redirect away, and the return with a code. */
async function passport(strategy: Strategy): Promise<unknown> {
  const session = {};
  const step = (query: object) =>
    new Promise<{ redirect?: string; user?: unknown }>((resolve, reject) => {
      strategy.redirect = (redirect) => resolve({ redirect });
      strategy.success = (user) => resolve({ user });
      strategy.fail = (challenge) => reject(new Error(JSON.stringify(challenge)));
      strategy.error = reject;
      strategy.authenticate({ query, body: {}, session, headers: {}, url: '/', connection: {} });
    });
  const { redirect = '' } = await step({});
  const callback = await browse(redirect);
  return (await step(Object.fromEntries(callback.searchParams))).user;
}

describe('passport-oauth2', () => {
  it('signs in with state and PKCE', async () => {
    const world = await open();
    const OAuth2Strategy: new (options: object, verify: unknown) => Strategy = require('passport-oauth2');
    const verify = async (
      access: string,
      refresh: string,
      _profile: unknown,
      done: (error: null, user: unknown) => void,
    ) => {
      const { data } = (await world.userInfo(access)).body;
      done(null, { open_id: data.open_id, refreshable: typeof refresh === 'string' });
    };
    const strategy = new OAuth2Strategy(
      {
        authorizationURL: world.url + authorizePath,
        tokenURL: world.url + tokenPath,
        clientID: app.client_id,
        clientSecret: app.client_secret,
        callbackURL: redirectUri,
        scope: ['offline_access'],
        scopeSeparator: ' ',
        state: true,
        pkce: true,
      },
      verify,
    );
    expect(await passport(strategy)).toEqual({ open_id: zhangsan, refreshable: true });
  });
});

describe('passport-feishu', () => {
  /** The strategy is of 2020 and depends on the long-retired `request`. */
  const load = () => {
    jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    return require('passport-feishu') as new (
      options: object,
      verify: unknown,
    ) => Strategy;
  };
  const verify = (_access: string, _refresh: string, profile: unknown, done: (error: null, user: unknown) => void) =>
    done(null, profile);

  it.each(['internal', 'public'])('signs in to an %s app through the historic endpoints', async (appType) => {
    const world = await open();
    const client = appType === 'internal' ? app : storeApp;
    await world.control('PUT', `apps/${client.client_id}`, { redirect_urls: [redirectUri] });
    const FeishuStrategy = load();
    const strategy = new FeishuStrategy(
      {
        clientID: client.client_id,
        clientSecret: client.client_secret,
        callbackURL: redirectUri,
        appType,
        appTicket: world.state.appTokens.mintTicket(client.client_id).value,
        authorizationURL: `${world.url}/open-apis/authen/v1/index`,
        tokenURL: `${world.url}/open-apis/authen/v1/access_token`,
        appTokenURL: `${world.url}/open-apis/auth/v3/app_access_token${appType === 'internal' ? '/internal' : '/'}`,
        userProfileURL: `${world.url}/open-apis/authen/v1/user_info`,
      },
      verify,
    );
    expect(await passport(strategy)).toMatchObject({ provider: 'feishu', id: 'zhangsan', name: '张三' });
  });
});

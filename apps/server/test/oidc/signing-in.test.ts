import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { liSi, zhangSan } from '../http/fake-feishu.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { createWorld, type Me, type World } from '../http/world.ts';
import {
  type AskedFor,
  asZhangSan,
  begin,
  callback,
  fetchInto,
  follow,
  register,
  relyingParty,
  signInTo,
} from './relying-party.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const nobody = () => {
  throw new Error('Nobody was to be sent to Feishu.');
};
const signIn = (
  config: openid.Configuration,
  browser = world.browser(),
  asked: AskedFor = {},
  approve = asZhangSan(world),
) => signInTo(world, config, browser, { ...asked, approve });

describe('Signing in to another app', () => {
  it('is not there until a client is registered', async () => {
    expect((await world.send({ url: '/oidc/.well-known/openid-configuration' })).code).toBe('not_found');
    expect((await world.send({ method: 'POST', url: '/oidc/token' })).code).toBe('not_found');
    await register(world);
    const found = (await world.send({ url: '/oidc/.well-known/openid-configuration' })).json<Record<string, unknown>>();
    expect(found).toMatchObject({
      issuer: `${world.origin}/oidc`,
      token_endpoint: `${world.origin}/oidc/token`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
    });
    expect(found.grant_types_supported).not.toContain('implicit');
    // Nobody knows it, so nobody is promised it.
    expect(found.claims_supported).not.toContain('locale');
    expect(found.claims_supported).toEqual(expect.arrayContaining(['sub', 'name', 'picture', 'email', 'feishu']));
    expect(found).not.toHaveProperty('registration_endpoint');
  });

  it('leads through Feishu and back, and tells who came', async () => {
    const config = await relyingParty(world, await register(world));
    const browser = world.browser();
    const tokens = await signIn(config, browser, { scope: 'openid profile email feishu' });
    const me = await browser.fetch('GET', '/api/v1/me');
    const { id } = me.json<{ user: { id: string } }>().user;
    const feishu = { open_id: 'ou_zhang', union_id: 'on_zhang', tenant_key: 'tenant_1' };
    expect(tokens.claims()).toMatchObject({ sub: id, name: '张三', feishu });
    const info = await openid.fetchUserInfo(config, tokens.access_token, id);
    expect(info).toEqual({ sub: id, name: '张三', feishu });
  });

  it('goes straight through for whoever is signed in, with prompt=none too', async () => {
    const config = await relyingParty(world, await register(world));
    const browser = await world.signedInBrowser();
    expect((await signIn(config, browser, { prompt: 'none' }, nobody)).claims()).toHaveProperty('sub');
    const { url } = await begin(config, { prompt: 'none' });
    const stranger = await follow(world, world.browser(), url, nobody);
    expect(new URL(stranger.url).searchParams.get('error')).toBe('login_required');
  });

  it('tells a client nothing it did not ask for, nor what it may not ask for', async () => {
    const config = await relyingParty(world, await register(world, { scopes: ['openid', 'profile'] }));
    const browser = await world.signedInBrowser();
    const claims = (await signIn(config, browser, { scope: 'openid' }, nobody)).claims();
    expect(claims).not.toHaveProperty('name');
    const { url } = await begin(config, { scope: 'openid feishu' });
    const refused = await follow(world, browser, url, nobody);
    expect(new URL(refused.url).searchParams.get('error')).toBe('invalid_scope');
  });

  it.each<[string, (browser: TestBrowser, way: URL) => Promise<string>]>([
    [
      'our page inside the Feishu client, which it does not leave',
      async (browser, way) => {
        expect(way.pathname).toBe('/login');
        const return_to = way.searchParams.get('return_to') ?? '';
        const begun = await browser.fetch('POST', '/api/v1/auth/h5/start', { return_to });
        const { state } = begun.json<{ state: string }>();
        const finished = { code: world.feishu.code(zhangSan), state, via: 'requestAccess' };
        return (await browser.fetch('POST', '/api/v1/auth/h5', finished)).json<{ return_to: string }>().return_to;
      },
    ],
    [
      'a QR code on our page',
      async (browser, way) => {
        const return_to = way.searchParams.get('return_to') ?? '';
        const { goto } = (await browser.fetch('POST', '/api/v1/auth/qr/start', { return_to })).json<{ goto: string }>();
        return world.feishu.approve(goto, zhangSan);
      },
    ],
  ])('leads through %s, and back to the app', async (_entrance, enter) => {
    const config = await relyingParty(world, await register(world));
    const browser = world.browser();
    const { url, checks } = await begin(config);
    const client = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/128.0.0.0 Safari/537.36 Lark/7.46.5' };
    const asked = await browser.open(url, client);
    const way = await browser.open(asked.location ?? '', client);
    const back = await enter(browser, new URL(way.location ?? '', world.origin));
    const arrived = await follow(world, browser, back, nobody);
    const tokens = await openid.authorizationCodeGrant(config, new URL(arrived.url), checks);
    expect(tokens.claims()).toMatchObject({ name: '张三' });
  });

  it('U1: lets an app without PKCE only where an operator said so, and never end without what it began with', async () => {
    const client = await register(world, { withoutPkce: true });
    const browser = await world.signedInBrowser();
    const codeFor = async (challenge: Record<string, string>) => {
      const asked = { client_id: client.clientId, response_type: 'code', scope: 'openid', redirect_uri: callback };
      const arrived = await follow(
        world,
        browser,
        `/oidc/auth?${new URLSearchParams({ ...asked, ...challenge })}`,
        nobody,
      );
      return new URL(arrived.url).searchParams.get('code') ?? '';
    };
    const exchange = async (code: string, proof: Record<string, string> = {}) => {
      const body = { grant_type: 'authorization_code', code, redirect_uri: callback, ...proof };
      const basic = Buffer.from(`${client.clientId}:${client.secret}`).toString('base64');
      const type = 'application/x-www-form-urlencoded';
      const headers = { authorization: `Basic ${basic}`, 'content-type': type };
      const url = '/oidc/token';
      return (await world.send({ method: 'POST', url, headers, body: new URLSearchParams(body).toString() })).status;
    };
    expect(await exchange(await codeFor({}))).toBe(200);
    const challenge = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
    expect(await exchange(await codeFor(challenge))).toBe(400);
    expect(await exchange(await codeFor({}), { code_verifier: 'y'.repeat(43) })).toBe(400);
  });

  it('U1: takes no request without a challenge of S256, nor to an address that is not registered', async () => {
    const client = await register(world);
    const browser = await world.signedInBrowser();
    const ask = async (parameters: Record<string, string>) => {
      const query = new URLSearchParams({
        client_id: client.clientId,
        response_type: 'code',
        scope: 'openid',
        redirect_uri: callback,
        ...parameters,
      });
      return follow(world, browser, `/oidc/auth?${query}`, nobody);
    };
    for (const parameters of [{}, { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }]) {
      expect(new URL((await ask(parameters)).url).searchParams.get('error')).toBe('invalid_request');
    }
    const challenge = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
    for (const redirect_uri of [`${callback}/more`, 'https://evil.example/callback', `${callback}?x=1`]) {
      const answer = await ask({ ...challenge, redirect_uri });
      expect(answer).toMatchObject({ status: 400 });
      expect(new URL(answer.url, world.origin).origin).toBe(world.origin);
    }
    const implicit = await ask({ ...challenge, response_type: 'id_token' });
    expect(new URL(implicit.url).hash + implicit.url).toMatch(/unsupported_response_type|invalid_request/);
  });

  it('U2: takes a code once, with its verifier, from its own client', async () => {
    const config = await relyingParty(world, await register(world));
    const other = await relyingParty(world, await register(world));
    const browser = await world.signedInBrowser();
    const { url, checks } = await begin(config);
    const arrived = new URL((await follow(world, browser, url, nobody)).url);
    await expect(openid.authorizationCodeGrant(other, arrived, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const guessed = { ...checks, pkceCodeVerifier: openid.randomPKCECodeVerifier() };
    await expect(openid.authorizationCodeGrant(config, arrived, guessed)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const both = await Promise.allSettled([1, 2].map(() => openid.authorizationCodeGrant(config, arrived, checks)));
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    await expect(openid.authorizationCodeGrant(config, arrived, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('takes the secret either way a client may show it, and no other', async () => {
    const client = await register(world);
    const browser = await world.signedInBrowser();
    const into = { [openid.customFetch]: fetchInto(world) };
    const issuer = new URL(`${world.origin}/oidc`);
    const posting = await openid.discovery(
      issuer,
      client.clientId,
      undefined,
      openid.ClientSecretPost(client.secret),
      into,
    );
    expect((await signIn(posting, browser, {}, nobody)).access_token).toBeDefined();
    const wrong = await openid.discovery(
      issuer,
      client.clientId,
      undefined,
      openid.ClientSecretPost(client.secretHash ?? ''),
      into,
    );
    await expect(signIn(wrong, browser, {}, nobody)).rejects.toMatchObject({ error: 'invalid_client' });
  });

  it('asks for a new sign-in where the client wants one, and says when it was', async () => {
    const config = await relyingParty(world, await register(world));
    for (const asked of [{ prompt: 'login' }, { max_age: '0' }]) {
      const browser = await world.signedInBrowser();
      const before = browser.cookies.get('__Host-fls');
      world.clock.advance(60_000);
      const tokens = await signIn(config, browser, asked);
      expect(browser.cookies.get('__Host-fls')).not.toBe(before);
      expect(tokens.claims()).toMatchObject({ auth_time: Math.floor(world.clock.now() / 1000) });
    }
  });

  it('is content with a page inside the Feishu client whose session goes on after a new sign-in', async () => {
    const config = await relyingParty(world, await register(world));
    const browser = world.browser();
    const signInOnPage = async () => {
      const { state } = (await browser.fetch('POST', '/api/v1/auth/h5/start', {})).json<{ state: string }>();
      const code = world.feishu.code(zhangSan);
      expect((await browser.fetch('POST', '/api/v1/auth/h5', { code, state, via: 'requestAccess' })).status).toBe(200);
      return (await browser.fetch('GET', '/api/v1/me')).json<Me>().session.id;
    };
    const before = await signInOnPage();
    await signIn(config, browser, {}, nobody);
    world.clock.advance(60_000);
    const { url, checks } = await begin(config, { prompt: 'login' });
    const question = (await browser.open(url)).location ?? '';
    // However often it is opened, the sign-in that was there before does not do.
    for (const _ of [1, 2]) expect((await browser.open(question)).location).toContain('/login?return_to=');
    expect(await signInOnPage()).toBe(before);
    const arrived = await follow(world, browser, question, nobody);
    const tokens = await openid.authorizationCodeGrant(config, new URL(arrived.url), checks);
    expect(tokens.claims()).toMatchObject({ auth_time: Math.floor(world.clock.now() / 1000) });
  });

  it('knows the next person in the same browser for who they are', async () => {
    const config = await relyingParty(world, await register(world));
    const browser = world.browser();
    const first = await signIn(config, browser);
    const second = await signIn(config, browser, { prompt: 'login' }, (at) => world.feishu.approve(at, liSi));
    expect(second.claims()).toMatchObject({ name: '李四' });
    expect(second.claims()?.sub).not.toBe(first.claims()?.sub);
    await expect(openid.refreshTokenGrant(config, first.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

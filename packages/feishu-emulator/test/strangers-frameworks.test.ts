import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Auth } from '@auth/core';
import fastifyOauth2, { type OAuth2Namespace } from '@fastify/oauth2';
import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import Koa from 'koa';
import { OAuth2Strategy } from 'remix-auth-oauth2';
import { app, startWorld, type World, zhangsan } from './world.ts';

const require = createRequire(import.meta.url);
const own = 'http://localhost:3000';
const callback = `${own}/auth/callback`;
const authorizePath = '/open-apis/authen/v1/authorize';
const tokenPath = '/open-apis/authen/v2/oauth/token';

const closing: (() => unknown)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** Signs in and consents by itself, so that a redirect is all there is to follow. */
function open(): Promise<World> {
  return startWorld({
    settings: { auto_login: zhangsan, auto_consent: true },
    apps: {
      [app.client_id]: { redirect_urls: [callback, `${own}/auth/callback/feishu`, `${own}/api/auth/callback/feishu`] },
    },
  });
}

/** What the browser does: opens the page and comes back to the app's address. */
async function browse(address: string | null | undefined): Promise<URL> {
  const response = await fetch(address ?? '', { redirect: 'manual' });
  const location = response.headers.get('location');
  if (!location) throw new Error(`No redirect but ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return new URL(location);
}

/** A browser's cookies, as the header that brings them back. */
function cookiesOf(...answers: Response[]): string {
  return answers.flatMap(({ headers }) => headers.getSetCookie().map((line) => line.split(';')[0])).join('; ');
}

/** A provider as next-auth takes them. */
function providerOf({ url }: World) {
  return {
    id: 'feishu',
    name: '飞书',
    type: 'oauth' as const,
    clientId: app.client_id,
    clientSecret: app.client_secret,
    authorization: { url: url + authorizePath, params: { scope: 'offline_access' } },
    token: url + tokenPath,
    userinfo: `${url}/open-apis/authen/v1/user_info`,
    profile: ({ data }: { data: { open_id: string; name: string } }) => ({ id: data.open_id, name: data.name }),
  };
}

async function nameOf(world: World, token: string): Promise<string> {
  return (await world.userInfo(token)).body.data.name;
}

describe('@fastify/oauth2', () => {
  it('signs in with PKCE and its state, and refreshes', async () => {
    const world = await open();
    const fastify: FastifyInstance & { feishu?: OAuth2Namespace } = Fastify();
    closing.push(() => fastify.close());
    await fastify.register(fastifyOauth2, {
      name: 'feishu',
      scope: ['offline_access'],
      pkce: 'S256',
      credentials: {
        client: { id: app.client_id, secret: app.client_secret },
        auth: { authorizeHost: world.url, authorizePath, tokenHost: world.url, tokenPath },
      },
      startRedirectPath: '/login',
      callbackUri: callback,
    });
    fastify.get('/auth/callback', async (request) => {
      const { token } = (await fastify.feishu?.getAccessTokenFromAuthorizationCodeFlow(request)) ?? {};
      if (!token) throw new Error('There is no token.');
      const renewed = await fastify.feishu?.getNewAccessTokenUsingRefreshToken(token, {});
      return nameOf(world, renewed?.token.access_token ?? '');
    });
    const asked = await fastify.inject('/login');
    const { pathname, search } = await browse(asked.headers.location);
    const cookies = Object.fromEntries(asked.cookies.map(({ name, value }) => [name, value]));
    expect((await fastify.inject({ url: pathname + search, cookies })).body).toBe('张三');
  });
});

describe('remix-auth-oauth2', () => {
  it('signs in with PKCE and its state, and refreshes', async () => {
    const world = await open();
    const strategy: OAuth2Strategy<string> = new OAuth2Strategy(
      {
        clientId: app.client_id,
        clientSecret: app.client_secret,
        authorizationEndpoint: world.url + authorizePath,
        tokenEndpoint: world.url + tokenPath,
        redirectURI: callback,
        scopes: ['offline_access'],
      },
      async ({ tokens }) => {
        const renewed = await strategy.refreshToken(tokens.refreshToken());
        return nameOf(world, renewed.accessToken());
      },
    );
    const away: Response = await strategy.authenticate(new Request(`${own}/login`)).then(
      () => Response.error(),
      (thrown: Response) => thrown,
    );
    const back = await browse(away.headers.get('location'));
    const name = await strategy.authenticate(new Request(back, { headers: { cookie: cookiesOf(away) } }));
    expect(name).toBe('张三');
  });
});

describe('koa-passport', () => {
  it('signs in by a strategy of passport-oauth2', async () => {
    const world = await open();
    const passport = require('koa-passport');
    const Strategy = require('passport-oauth2');
    type Done = (error: null, user: unknown) => void;
    const addresses = { authorizationURL: world.url + authorizePath, tokenURL: world.url + tokenPath };
    const client = { clientID: app.client_id, clientSecret: app.client_secret, callbackURL: callback };
    const verify = async (access: string, _refresh: string, _profile: unknown, done: Done) =>
      done(null, { name: await nameOf(world, access) });
    passport.use('feishu', new Strategy({ ...addresses, ...client }, verify));
    const koa = new Koa();
    koa.use(passport.initialize());
    koa.use(passport.authenticate('feishu', { session: false }));
    koa.use((ctx) => {
      ctx.body = ctx.state.user.name;
    });
    const server = createServer(koa.callback()).listen(0, '127.0.0.1');
    closing.push(() => server.close().closeAllConnections());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { pathname, search } = await browse(
      (await fetch(`${url}/login`, { redirect: 'manual' })).headers.get('location'),
    );
    expect(await (await fetch(url + pathname + search)).text()).toBe('张三');
  });
});

describe('@auth/core, the heart of next-auth', () => {
  it('signs in to a session with the person’s name', async () => {
    const world = await open();
    const config = {
      basePath: '/auth',
      secret: 'a-secret-of-the-app',
      trustHost: true,
      providers: [providerOf(world)],
    };
    const visit = async (path: string, cookie = '', form?: Record<string, string>): Promise<Response> =>
      Auth(
        new Request(own + path, {
          headers: { cookie },
          ...(form && { method: 'POST', body: new URLSearchParams(form) }),
        }),
        config,
      );
    const asked = await visit('/auth/csrf');
    const { csrfToken } = await asked.clone().json();
    const away = await visit('/auth/signin/feishu', cookiesOf(asked), { csrfToken });
    const { pathname, search } = await browse(away.headers.get('location'));
    const back = await visit(pathname + search, cookiesOf(asked, away));
    const session = await visit('/auth/session', cookiesOf(back));
    expect(await session.json()).toMatchObject({ user: { name: '张三' } });
  });
});

describe('next-auth', () => {
  /** Its API route, as Next calls it. */
  function visit(options: object, path: string, cookie = '', body?: Record<string, string>): Promise<Response> {
    const NextAuth = require('next-auth').default;
    const { pathname, searchParams } = new URL(own + path);
    const query = { ...Object.fromEntries(searchParams), nextauth: pathname.replace('/api/auth/', '').split('/') };
    const cookies = Object.fromEntries(new URLSearchParams(cookie.replaceAll('; ', '&')));
    const request = { method: body ? 'POST' : 'GET', headers: { cookie }, cookies, query, body };
    const headers = new Headers();
    let status = 200;
    return new Promise((resolve, reject) => {
      const end = (text?: string) => resolve(new Response(text ?? null, { status, headers }));
      const response = {
        status(code: number) {
          status = code;
          return response;
        },
        getHeader: (name: string) => (name === 'Set-Cookie' ? headers.getSetCookie() : headers.get(name)),
        setHeader(name: string, value: string | string[]) {
          headers.delete(name);
          for (const one of [value].flat()) headers.append(name, one);
        },
        end,
        send: (told: unknown) => end(typeof told === 'string' ? told : JSON.stringify(told)),
      };
      NextAuth(request, response, options).catch(reject);
    });
  }

  it('signs in to a session with the person’s name', async () => {
    process.env.NEXTAUTH_URL = own;
    const world = await open();
    const options = { secret: 'a-secret-of-the-app', providers: [providerOf(world)] };
    const asked = await visit(options, '/api/auth/csrf');
    const { csrfToken } = await asked.clone().json();
    const away = await visit(options, '/api/auth/signin/feishu', cookiesOf(asked), { csrfToken });
    const { pathname, search } = await browse(away.headers.get('location'));
    const back = await visit(options, pathname + search, cookiesOf(asked, away));
    const session = await visit(options, '/api/auth/session', cookiesOf(back));
    expect(await session.json()).toMatchObject({ user: { name: '张三' } });
  });
});

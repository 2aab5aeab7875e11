import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Auth, customFetch } from '@auth/core';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../../../../scripts/free-port.ts';
import { createWorld, type World } from '../http/world.ts';
import { asZhangSan, fetchInto, follow, register } from './relying-party.ts';

const require = createRequire(import.meta.url);
const express = require('express');

let world: World;
let app: Server;
let own: string;
const routes = express();
beforeAll(async () => {
  const port = await freePort();
  world = await createWorld({ publicUrl: `http://localhost:${port}` });
  const server = world.app.listen(port);
  app = routes.listen(0);
  await Promise.all([server, app].map((one) => one.listening || once(one, 'listening')));
  own = `http://localhost:${(app.address() as AddressInfo).port}`;
  closing.push(server, app);
});
const closing: Server[] = [];
afterAll(async () => {
  for (const server of closing) server.close().closeAllConnections();
  await world.close();
});

/** Visits the app as a browser does, with the cookies it has got. */
function visitor() {
  const jar = new Map<string, string>();
  return async (
    address: string,
    { form, send = fetch }: { form?: Record<string, string>; send?: (request: Request) => Promise<Response> } = {},
  ): Promise<Response> => {
    const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    const body = form && { method: 'POST', body: new URLSearchParams(form) };
    const answer = await send(new Request(new URL(address, own), { headers, redirect: 'manual', ...body }));
    for (const [, name = '', value = ''] of answer.headers
      .getSetCookie()
      .map((line) => /^([^=]+)=([^;]*)/.exec(line) ?? []))
      jar.set(name, value);
    return answer;
  };
}

/** From where the app sends its visitor to where they come back to it, by way of Feishu. */
async function atOurs(away: Response): Promise<string> {
  const location = away.headers.get('location');
  if (location === null) throw new Error(`No redirect but ${away.status}: ${(await away.text()).slice(0, 300)}`);
  return (await follow(world, world.browser(), location, asZhangSan(world))).url;
}

const issuer = () => `${world.origin}/oidc`;

it('passport-openidconnect signs a person in, which knows no PKCE', async () => {
  const passport = require('passport');
  const Strategy = require('passport-openidconnect');
  const callbackURL = `${own}/passport/callback`;
  const client = await register(world, { redirectUris: [callbackURL], withoutPkce: true });
  type Done = (error: null, profile: object) => void;
  const settings = {
    issuer: issuer(),
    authorizationURL: `${issuer()}/auth`,
    tokenURL: `${issuer()}/token`,
    userInfoURL: `${issuer()}/me`,
    ...{ clientID: client.clientId, clientSecret: client.secret, callbackURL, scope: 'profile', nonce: true },
  };
  passport.use(new Strategy(settings, (_issuer: string, profile: object, done: Done) => done(null, profile)));
  routes.use(require('express-session')({ secret: 'of the app', resave: false, saveUninitialized: false }));
  const signIn = passport.authenticate('openidconnect', { session: false });
  routes.get('/passport', signIn);
  type Reply = { json(body: unknown): void };
  routes.get('/passport/callback', signIn, ({ user }: { user: unknown }, reply: Reply) => reply.json(user));

  const visit = visitor();
  const back = await visit(await atOurs(await visit('/passport')));
  expect(await back.json()).toMatchObject({ id: expect.any(String), displayName: '张三' });

  // Whoever is not known for it is not let do without.
  await world.ports.store.oidc.clients.save({ ...client, withoutPkce: false }, 'operator', world.clock.now());
  expect(new URL(await atOurs(await visit('/passport'))).searchParams.get('error')).toBe('invalid_request');
});

it('@auth/core, which is Auth.js, signs a person in to a session', async () => {
  const { clientId, secret } = await register(world, { redirectUris: [`${own}/auth/callback/feishu`] });
  const ofUs = { id: 'feishu', name: '飞书', type: 'oidc' as const, issuer: issuer(), clientId, clientSecret: secret };
  const config = {
    basePath: '/auth',
    secret: 'of the app',
    trustHost: true,
    providers: [{ ...ofUs, [customFetch]: into() }],
  };
  const send = (request: Request): Promise<Response> => Auth(request, config);
  const visit = visitor();
  const { csrfToken } = await (await visit('/auth/csrf', { send })).json();
  await visit(await atOurs(await visit('/auth/signin/feishu', { form: { csrfToken }, send })), { send });
  expect(await (await visit('/auth/session', { send })).json()).toMatchObject({ user: { name: '张三' } });
});

/** A `fetch` for libraries that name their options otherwise. */
function into(): typeof fetch {
  const send = fetchInto(world);
  return (input, init = {}) => {
    const { method = 'GET', body = null, headers } = init;
    const options = { method, body: body === null ? undefined : String(body), redirect: 'manual' } as const;
    return send(String(input), { ...options, headers: Object.fromEntries(new Headers(headers)) });
  };
}

it('next-auth signs a person in to a session', async () => {
  process.env.NEXTAUTH_URL = own;
  const { default: nextAuth } = require('next-auth');
  const { clientId, secret } = await register(world, { redirectUris: [`${own}/api/auth/callback/feishu`] });
  const ofUs = {
    ...{ id: 'feishu', name: '飞书', type: 'oauth', clientId, clientSecret: secret },
    wellKnown: `${issuer()}/.well-known/openid-configuration`,
    ...{ idToken: true, checks: ['pkce', 'state'], authorization: { params: { scope: 'openid profile' } } },
    profile: ({ sub, name }: Record<string, string>) => ({ id: sub, name }),
  };
  const options = { secret: 'of the app', providers: [ofUs] };
  routes.use('/api/auth', express.urlencoded());
  // What Next gives its API routes.
  type Asked = IncomingMessage & { params: { nextauth: string[] }; query: object; body?: object };
  routes.all('/api/auth/*nextauth', (asked: Asked, reply: object) => {
    const cookies = Object.fromEntries(new URLSearchParams((asked.headers.cookie ?? '').replaceAll('; ', '&')));
    const query = { ...asked.query, nextauth: asked.params.nextauth };
    const { method, headers, body } = asked;
    return nextAuth({ method, headers, body, query, cookies }, reply, options);
  });
  const visit = visitor();
  const { csrfToken } = await (await visit('/api/auth/csrf')).json();
  await visit(await atOurs(await visit('/api/auth/signin/feishu', { form: { csrfToken } })));
  expect(await (await visit('/api/auth/session')).json()).toMatchObject({ user: { name: '张三' } });
});

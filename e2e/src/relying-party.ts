import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { type ClientOfFile, fileClient, secretOfClients } from './oidc-clients.ts';

/** Somebody's web app on an origin of its own: people sign in to it through us, by `openid-client` as it is. */
export interface RelyingParty {
  readonly url: string;
  /** As OIDC_CLIENTS has it. */
  readonly client: ClientOfFile;
  /** Sessions it was told have ended, in that order. */
  readonly loggedOut: readonly { readonly sid: string; readonly at: number }[];
  /** What it got at the newest sign-in. */
  newest(): Tokens;
  /** What it does with them. */
  refresh(tokens: Tokens): Promise<unknown>;
  isActive(tokens: Tokens): Promise<boolean>;
  /** From now on it answers logout tokens with this status, and heeds none but with 200. */
  answer(status: number): void;
  /** From now on its callback sends people on to this address, and no more to its own front page. */
  leadOn(address: string): void;
  /** Where people sign in. Nothing can be opened before. */
  use(issuer: string): Promise<void>;
  close(): Promise<void>;
}

export type Tokens = openid.TokenEndpointResponse;

interface App {
  readonly id: string;
  readonly sessions: Map<string, SignedIn>;
  readonly asked: Map<string, openid.AuthorizationCodeGrantChecks>;
  readonly loggedOut: { sid: string; at: number }[];
  config: openid.Configuration | undefined;
  newest: Tokens | undefined;
  status: number;
  url: string;
  onward: string;
}

interface SignedIn {
  readonly name: string;
  readonly sid: string;
  readonly idToken: string;
}

type Answer = (app: App, request: IncomingMessage, response: ServerResponse, address: URL) => Promise<void>;

const pages: Record<string, Answer> = {
  '/': async ({ id, sessions }, request, response) => {
    const { name = 'nobody' } = sessions.get(cookieOf(request, id)) ?? {};
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>app</title><p id="who">${name}</p>`);
  },
  '/sign-in': async (app, _, response, { searchParams }) => {
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    app.asked.set(state, { pkceCodeVerifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
    const to = openid.buildAuthorizationUrl(known(app), {
      ...{ redirect_uri: `${app.url}/callback`, scope: 'openid profile', state, nonce },
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...Object.fromEntries(searchParams),
    });
    redirect(response, to.href);
  },
  '/callback': async (app, _, response, address) => {
    const checks = app.asked.get(address.searchParams.get('state') ?? '');
    const tokens = await openid.authorizationCodeGrant(known(app), address, checks);
    app.newest = tokens;
    const claims = tokens.claims();
    const session = randomUUID();
    const { name, sid } = { name: String(claims?.name), sid: String(claims?.sid) };
    app.sessions.set(session, { name, sid, idToken: tokens.id_token ?? '' });
    response.setHeader('set-cookie', `${app.id}=${session}; Path=/; HttpOnly; SameSite=Lax`);
    redirect(response, app.onward);
  },
  '/sign-out': async (app, request, response) => {
    const { idToken = '' } = app.sessions.get(cookieOf(request, app.id)) ?? {};
    const back = { id_token_hint: idToken, post_logout_redirect_uri: `${app.url}/` };
    redirect(response, openid.buildEndSessionUrl(known(app), back).href);
  },
  '/logout-token': async (app, request, response) => {
    if (app.status === 200) await endSession(app, request);
    response.writeHead(app.status).end();
  },
};

async function endSession(app: App, request: IncomingMessage): Promise<void> {
  const token = new URLSearchParams(await bodyOf(request)).get('logout_token') ?? '';
  const { issuer, jwks_uri: keys = '' } = known(app).serverMetadata();
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(keys)), { issuer, audience: app.id });
  for (const [session, { sid }] of app.sessions) if (sid === payload.sid) app.sessions.delete(session);
  app.loggedOut.push({ sid: String(payload.sid), at: Date.now() });
}

function known({ config }: App): openid.Configuration {
  if (config === undefined) throw new Error('The app does not know yet where people sign in.');
  return config;
}

/** @param settings what its registration has besides what every one has */
export async function startRelyingParty(id: string, settings: Partial<ClientOfFile> = {}): Promise<RelyingParty> {
  const unset = { config: undefined, newest: undefined, status: 200, url: '', onward: '/' };
  const app: App = { id, sessions: new Map(), asked: new Map(), loggedOut: [], ...unset };
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '', app.url);
    const refuse = (error: Error) => response.writeHead(400).end(`refused: ${error.message}`);
    pages[address.pathname]?.(app, request, response, address).catch(refuse) ?? response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  app.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: app.url,
    client: fileClient(id, {
      redirect_uris: [`${app.url}/callback`],
      post_logout_redirect_uris: [`${app.url}/`],
      backchannel_logout_uri: `${app.url}/logout-token`,
      ...settings,
    }),
    loggedOut: app.loggedOut,
    newest: () => {
      if (app.newest === undefined) throw new Error('Nobody has signed in to the app.');
      return app.newest;
    },
    refresh: ({ refresh_token = '' }) => openid.refreshTokenGrant(known(app), refresh_token),
    isActive: async ({ access_token }) => (await openid.tokenIntrospection(known(app), access_token)).active,
    answer: (status) => {
      app.status = status;
    },
    leadOn: (address) => {
      app.onward = address;
    },
    use: async (issuer) => {
      const proof = openid.ClientSecretBasic(secretOfClients);
      const insecure = { execute: [openid.allowInsecureRequests] };
      app.config = await openid.discovery(new URL(issuer), id, undefined, proof, insecure);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function cookieOf({ headers }: IncomingMessage, name: string): string {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(headers.cookie ?? '')?.[1] ?? '';
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

import { randomUUID } from 'node:crypto';
import * as openid from 'openid-client';
import type { OidcClient } from '../../src/auth/ports/oidc.ts';
import { sha256 } from '../../src/auth/token.ts';
import { zhangSan } from '../http/fake-feishu.ts';
import type { Answer } from '../http/request.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import type { World } from '../http/world.ts';

export const callback = 'https://reports.example.com/callback';

/** Registers a client as an operator would. */
export async function register(
  world: World,
  facts: Partial<OidcClient> = {},
): Promise<OidcClient & { secret: string }> {
  const secret = randomUUID();
  const client: OidcClient = {
    clientId: randomUUID(),
    name: '报表',
    secretHash: sha256(secret),
    redirectUris: [callback],
    postLogoutRedirectUris: ['https://reports.example.com/bye'],
    backchannelLogoutUri: null,
    firstParty: true,
    scopes: ['openid', 'offline_access', 'profile', 'email', 'feishu'],
    resources: [],
    jwtAccessTokens: false,
    withoutPkce: false,
    ...facts,
  };
  await world.ports.store.oidc.clients.save(client, 'operator', world.clock.now());
  return { ...client, secret };
}

/** A `fetch` that leads into the server without a port. */
export function fetchInto(world: World): openid.CustomFetch {
  return async (input, init) => {
    const { pathname, search } = new URL(input);
    const answer = await world.send({
      method: init.method === 'POST' ? 'POST' : 'GET',
      url: `${pathname}${search}`,
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(init.body == null ? {} : { body: String(init.body) }),
    });
    const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, value ?? '']);
    return new Response(answer.status === 204 ? null : answer.text, { status: answer.status, headers });
  };
}

/** The certified relying party, set up by discovery. */
export async function relyingParty(
  world: World,
  { clientId, secretHash, secret }: OidcClient & { secret: string },
): Promise<openid.Configuration> {
  const auth = secretHash === null ? openid.None() : openid.ClientSecretBasic(secret);
  return openid.discovery(new URL(`${world.origin}/oidc`), clientId, undefined, auth, {
    [openid.customFetch]: fetchInto(world),
  });
}

/** Follows redirects until they lead away from us, signing in at Feishu where they lead there. */
export async function follow(
  world: World,
  browser: TestBrowser,
  url: string,
  approve: (location: string) => string,
): Promise<{ status: number; text: string; url: string }> {
  let at = url;
  for (let hops = 0; hops < 12; hops += 1) {
    const answer = await browser.open(at);
    if (answer.location === undefined) return { status: answer.status, text: answer.text, url: at };
    const next = new URL(answer.location, new URL(at, world.origin));
    at = next.hostname === 'accounts.feishu.cn' ? approve(next.href) : next.href;
    if (new URL(at).origin !== world.origin) return { status: answer.status, text: '', url: at };
  }
  throw new Error(`The redirects did not end: ${at}`);
}

export type AskedFor = Readonly<
  Partial<Record<'scope' | 'prompt' | 'max_age' | 'ui_locales' | 'resource' | 'response_mode', string>>
>;

/** A request for authorization as a careful client makes it. */
export async function begin(
  config: openid.Configuration,
  { scope = 'openid profile', ...more }: AskedFor = {},
): Promise<{ url: string; checks: openid.AuthorizationCodeGrantChecks }> {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope,
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...more,
  });
  return {
    url: url.href,
    checks: { pkceCodeVerifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
  };
}

export function asZhangSan(world: World): (location: string) => string {
  return (location) => world.feishu.approve(location, zhangSan);
}

/** From the first redirect to the tokens. */
export async function signInTo(
  world: World,
  config: openid.Configuration,
  browser: TestBrowser,
  { approve = asZhangSan(world), ...asked }: AskedFor & { approve?: (location: string) => string } = {},
) {
  const { url, checks } = await begin(config, asked);
  const arrived = await follow(world, browser, url, approve);
  if (!arrived.url.startsWith(callback)) throw new Error(`${arrived.url} ${arrived.text}`);
  return openid.authorizationCodeGrant(config, new URL(arrived.url), checks);
}

/** The form of a page of ours, sent as a browser without script sends it. */
export function press(world: World, browser: TestBrowser, action: string, fields: Record<string, string> = {}) {
  const body = new URLSearchParams(fields).toString();
  return browser.send({
    method: 'POST',
    url: new URL(action, world.origin).pathname,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: world.origin,
      'sec-fetch-site': 'same-origin',
      accept: 'text/html',
    },
    body,
  });
}

/** Where a form leads on to: its answer is a page, because browsers hold redirects to the page of the form. */
export function leadsTo({
  status,
  headers,
  text,
}: {
  status: number;
  headers: Answer['headers'];
  text: string;
}): string {
  const [, address = ''] = /^0; url=(.*)$/.exec(headers.refresh ?? '') ?? [];
  if (status !== 200 || headers.location !== undefined || address === '') throw new Error(`${status} ${text}`);
  return address;
}

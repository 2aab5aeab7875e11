import { type Client, type Configuration, errors } from 'oidc-provider';
import { oidcScopes } from '../auth/oidc-clients.ts';
import type { Ports } from '../auth/ports/ports.ts';
import { createAdapter, type Visitors } from './adapter.ts';
import { claimsOfScopes, createFindAccount } from './claims.ts';
import { ownMetadata } from './clients.ts';
import { loadExistingGrant } from './grant.ts';
import type { ProviderKeys } from './keys.ts';
import { deviceCodePages } from './pages/device.ts';
import { sendFailurePage } from './pages/failure.ts';
import type { PageLook } from './pages/page.ts';
import { signOutPages } from './pages/sign-out.ts';

const minute = 60;
const day = 24 * 60 * minute;

/** Seconds. Whatever is issued ends with the session it was issued from, if that is sooner. */
const ttl = {
  AuthorizationCode: minute,
  AccessToken: 60 * minute,
  IdToken: 60 * minute,
  RefreshToken: 30 * day,
  Grant: 30 * day,
  DeviceCode: 10 * minute,
  Interaction: 30 * minute,
};

/** A JWT is believed without asking us, so it cannot be ended: it lives for minutes. */
const jwtLifetime = 5 * minute;

export function configuration(ports: Ports, keys: ProviderKeys, visitors: Visitors, look: PageLook): Configuration {
  const secure = ports.app.publicUrl.protocol === 'https:';
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true, overwrite: true } as const;
  const prefix = secure ? '__Host-' : '';
  return {
    adapter: createAdapter(ports, visitors),
    jwks: { keys: [...keys.token] },
    cookies: {
      keys: [...keys.cookie],
      names: { session: `${prefix}flp`, interaction: 'fli', resume: 'flr' },
      long: { ...cookie, path: '/' },
      short: cookie,
    },
    scopes: [...oidcScopes],
    claims: claimsOfScopes,
    // Many clients read the ID token only. It holds no more than userinfo would say.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    // Whoever began with a challenge has to end with its verifier all the same (RFC 9700, section 4.8.2).
    pkce: { required: (_ctx, client) => client.without_pkce !== true },
    extraClientMetadata: { properties: ownMetadata },
    findAccount: createFindAccount(ports, visitors),
    loadExistingGrant: (ctx) => loadExistingGrant(ports, ctx),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // They end with our session, which the adapter sees to.
    expiresWithSession: async () => false,
    clientBasedCORS: (_ctx, origin, client) => isOriginOf(client, origin),
    interactions: { url: (_ctx, { uid }) => `/oidc/interaction/${uid}` },
    ttl: {
      ...ttl,
      AccessToken: (_ctx, { resourceServer }) => resourceServer?.accessTokenTTL ?? ttl.AccessToken,
      Session: Math.floor(ports.policy.cookieAbsolute / 1000),
    },
    renderError: (ctx, out) => sendFailurePage(ctx, look, out),
    fetch: fetchAnywhere,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      // An API asks about tokens that another client was given, so any client that keeps a secret may.
      introspection: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => isOwn(client, token) || keepsSecret(client),
      },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => isOwn(client, token) },
      deviceFlow: { enabled: true, ...deviceCodePages(look) },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, ...signOutPages(look) },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, resource, client) => server(resource, client),
      },
    },
    discovery: { ui_locales_supported: ['zh-CN', 'en'] },
  };
}

/**
 * The library hands in a dispatcher that refuses private networks, which is where a company's apps are. Whom a logout
 * token is sent to, operators alone decide.
 */
export function fetchAnywhere(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { dispatcher: _, ...options }: RequestInit & { dispatcher?: unknown } = init;
  return fetch(url, options);
}

function keepsSecret(client: Client): boolean {
  return client.clientAuthMethod !== 'none';
}

function isOwn({ clientId }: Client, token: { readonly clientId?: string | undefined }): boolean {
  return token.clientId === clientId;
}

/** An API that a client may have tokens for. */
function server(resource: string, client: Client) {
  if (!Array.isArray(client.resources) || !client.resources.includes(resource)) throw new errors.InvalidTarget();
  const jwt = client.jwt_access_tokens === true;
  return {
    scope: '',
    audience: resource,
    accessTokenTTL: jwt ? jwtLifetime : ttl.AccessToken,
    accessTokenFormat: jwt ? ('jwt' as const) : ('opaque' as const),
    jwt: { sign: { alg: 'RS256' as const } },
  };
}

/** Pages that keep no secret talk to us themselves. */
function isOriginOf(client: Client, origin: string): boolean {
  const { redirectUris = [] } = client;
  return !keepsSecret(client) && redirectUris.some((uri) => new URL(uri).origin === origin);
}

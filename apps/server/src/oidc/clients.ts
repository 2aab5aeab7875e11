import { type AdapterPayload, type Client, Provider } from 'oidc-provider';
import type { OidcClient } from '../auth/ports/oidc.ts';
import { sha256 } from '../auth/token.ts';

/** What the provider has to know besides what OpenID Connect names. */
export const ownMetadata = ['first_party', 'resources', 'jwt_access_tokens', 'without_pkce'];

/** A client in the words of OpenID Connect (Dynamic Client Registration 1.0, section 2). */
export function clientMetadata(client: OidcClient): AdapterPayload {
  const { redirectUris, secretHash } = client;
  return {
    client_id: client.clientId,
    client_name: client.name,
    ...(secretHash === null ? {} : { client_secret: secretHash }),
    token_endpoint_auth_method: secretHash === null ? 'none' : 'client_secret_basic',
    application_type: isNative(client) ? 'native' : 'web',
    redirect_uris: [...redirectUris],
    response_types: redirectUris.length === 0 ? [] : ['code'],
    grant_types: [
      ...(redirectUris.length === 0 ? [] : ['authorization_code']),
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
    ],
    ...(client.backchannelLogoutUri === null
      ? {}
      : { backchannel_logout_uri: client.backchannelLogoutUri, backchannel_logout_session_required: true }),
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    scope: client.scopes.join(' '),
    first_party: client.firstParty,
    resources: [...client.resources],
    jwt_access_tokens: client.jwtAccessTokens,
    without_pkce: client.withoutPkce,
  };
}

/** An app on somebody's own machine: only such a one is sent back to another scheme, or to any port of that machine. */
function isNative({ secretHash, redirectUris }: OidcClient): boolean {
  return secretHash === null && redirectUris.some((uri) => !uri.startsWith('https:'));
}

/**
 * Only hashes of secrets are kept, and either way of showing one is taken: people who set another product up seldom
 * know which it uses. (The library takes the registered one only, and keeps secrets as they are.)
 */
export function judgeSecretsByHash(provider: Provider): void {
  const prototype: Client = provider.Client.prototype;
  const { compareClientSecret } = prototype;
  prototype.compareClientSecret = function compareHashes(actual) {
    return compareClientSecret.call(this, sha256(actual));
  };
  Object.defineProperty(prototype, 'clientAuthMethod', {
    get(this: Client) {
      const registered = this.tokenEndpointAuthMethod;
      const inBody = registered === 'client_secret_basic' && Provider.ctx?.get('authorization') === '';
      return inBody ? 'client_secret_post' : registered;
    },
  });
}

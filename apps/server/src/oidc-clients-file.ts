import { ordinaryScopes, problemsOfClient } from './auth/oidc-clients.ts';
import type { OidcClient } from './auth/ports/oidc.ts';
import type { Ports } from './auth/ports/ports.ts';
import type { OidcClientSettings } from './config/oidc-clients.ts';
import { ConfigError } from './config/read-config.ts';

/**
 * Makes the clients of the file exactly these; those that an operator registered stay. Without a file nothing changes:
 * a server started without it by mistake must not end everybody's sign-ins.
 * @param missing told which clients stay that a file once named
 * @throws ConfigError naming each client that cannot be used
 */
export async function takeClientsOfFile(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  settings: readonly OidcClientSettings[] | undefined,
  missing: (clientIds: readonly string[]) => void,
): Promise<void> {
  if (settings === undefined) {
    const kept = (await store.oidc.clients.list()).filter(({ source }) => source === 'file');
    if (kept.length > 0) missing(kept.map(({ clientId }) => clientId));
    return;
  }
  const clients = settings.map(toClient);
  const problems = clients.flatMap((client, index) =>
    problemsOfClient(client).map(({ en }) => `OIDC_CLIENTS: client ${index + 1}: ${en}`),
  );
  if (problems.length > 0) throw new ConfigError(problems);
  await store.oidc.clients.replaceFile(clients, clock.now());
}

function toClient(settings: OidcClientSettings): OidcClient {
  return {
    clientId: settings.client_id,
    name: settings.name,
    secretHash: settings.client_secret_sha256 ?? null,
    redirectUris: settings.redirect_uris,
    postLogoutRedirectUris: settings.post_logout_redirect_uris,
    backchannelLogoutUri: settings.backchannel_logout_uri ?? null,
    firstParty: settings.first_party,
    scopes: settings.scopes === undefined ? ordinaryScopes : [...new Set(['openid', ...settings.scopes])],
    resources: settings.resources,
    jwtAccessTokens: settings.jwt_access_tokens,
    withoutPkce: settings.without_pkce,
  };
}

import type { Sender } from './auth/outbox.ts';
import type { Ports } from './auth/ports/ports.ts';
import type { OpenIdProvider } from './http/openid-connect.ts';

/** The OpenID Provider, loaded when a client of it is registered: most servers have none, and the library is large. */
export function openIdWhenUsed(ports: Ports): OpenIdProvider & { readonly sendLogoutToken: Sender } {
  const load = async () => (await import('./oidc/openid-provider.ts')).createOpenIdProvider(ports);
  let loaded: ReturnType<typeof load> | undefined;
  const provider = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    enabled: () => ports.store.oidc.clients.any(),
    answer: async (request, response, around) => (await provider()).answer(request, response, around),
    sendLogoutToken: async (entry, signal) => (await provider()).sendLogoutToken(entry, signal),
  };
}

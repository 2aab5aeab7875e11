import type { Sender } from './auth/outbox.ts';
import type { Ports } from './auth/ports/ports.ts';
import type { OpenIdProvider } from './http/openid-connect.ts';

/** The OpenID Provider, loaded when a client of it is registered: most servers have none, and the library is large. */
export function openIdWhenUsed(ports: Ports): OpenIdProvider & { readonly sendLogoutToken: Sender } {
  let loaded: ReturnType<typeof load> | undefined;
  const load = async () => (await import('./oidc/openid-provider.ts')).createOpenIdProvider(ports);
  return {
    enabled: () => ports.store.oidc.clients.any(),
    answer: async (request, response, around) => {
      loaded ??= load();
      return (await loaded).answer(request, response, around);
    },
    sendLogoutToken: async (entry, signal) => {
      loaded ??= load();
      return (await loaded).sendLogoutToken(entry, signal);
    },
  };
}

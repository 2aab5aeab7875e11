import type { Sender } from './auth/outbox.ts';
import type { Ports } from './auth/ports/ports.ts';
import type { OpenIdProvider } from './http/openid-connect.ts';

/** What the provider's pages wear. */
type PageBrand = Parameters<typeof import('./oidc/openid-provider.ts').createOpenIdProvider>[1];

type Provider = Omit<OpenIdProvider, 'enabled'> & { readonly sendLogoutToken: Sender };

/**
 * The OpenID Provider, loaded when a client of it is registered: most servers have none, and the library is large. What
 * kept it from being loaded once is tried again at the next request.
 */
export function openIdWhenUsed(
  ports: Ports,
  brand: PageBrand | undefined,
  load = async (): Promise<Provider> => (await import('./oidc/openid-provider.ts')).createOpenIdProvider(ports, brand),
): OpenIdProvider & Provider {
  let loaded: Promise<Provider> | undefined;
  const provider = () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  return {
    enabled: () => ports.store.oidc.clients.any(),
    answer: async (request, response, around) => (await provider()).answer(request, response, around),
    sendLogoutToken: async (entry, signal) => (await provider()).sendLogoutToken(entry, signal),
  };
}

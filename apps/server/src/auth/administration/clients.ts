import { mintClientSecret } from '../oidc-clients.ts';
import type { OidcClient, OidcStore } from '../ports/oidc.ts';
import type { Administration } from './acts.ts';

export type RegisteredClient = Awaited<ReturnType<OidcStore['clients']['list']>>[number];

export async function findClient(
  { store }: Pick<Administration, 'store'>,
  clientId: string,
): Promise<RegisteredClient | undefined> {
  return (await store.oidc.clients.list()).find((client) => client.clientId === clientId);
}

/** Gives a client a new secret, which is told this once. */
export async function rotateClient(
  { store, clock, record }: Administration,
  { clientId, ...client }: OidcClient,
): Promise<string> {
  const { secret, hash } = mintClientSecret();
  await store.oidc.clients.save({ ...client, clientId, secretHash: hash }, 'operator', clock.now());
  await record({ event: 'client.rotated', reason: null, facts: { client_id: clientId } });
  return secret;
}

/** Removes a client and all that was issued to it. */
export async function removeClient({ store, record }: Administration, { clientId, name }: OidcClient): Promise<void> {
  await store.oidc.clients.remove(clientId);
  await record({ event: 'client.removed', reason: null, facts: { client_id: clientId, name } });
}

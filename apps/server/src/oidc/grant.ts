import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { Ports } from '../auth/ports/ports.ts';

/**
 * The grant of this session for this client: of all it asks for where the client is the company's own, and else of what
 * its person has said yes to, now or ever before. The provider asks for the rest.
 */
export async function loadExistingGrant(ports: Ports, { oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { provider, client, session, account } = oidc;
  if (client === undefined || session === undefined || account === undefined) return undefined;
  const { accountId } = account;
  const { clientId } = client;
  const asked = [...oidc.requestParamOIDCScopes];
  const consented = client.first_party === true ? asked : await ports.store.oidc.consents.scopes(accountId, clientId);
  const granted = asked.filter((scope) => consented.includes(scope));
  if (granted.length === 0) return undefined;
  const id = session.grantIdFor(clientId);
  const known = id === undefined ? undefined : await provider.Grant.find(id);
  const grant = known ?? new provider.Grant({ accountId, clientId });
  grant.addOIDCScope(granted.join(' '));
  await grant.save();
  return grant;
}

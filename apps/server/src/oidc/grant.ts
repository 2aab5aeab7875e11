import type { Grant, KoaContextWithOIDC } from 'oidc-provider';

/**
 * The grant of this session for this client. It grows without a question where the client is the company's own, and
 * where the person has just said yes.
 */
export async function loadExistingGrant({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { provider, client, session, account, result } = oidc;
  if (client === undefined || session === undefined || account === undefined) return undefined;
  const id = session.grantIdFor(client.clientId);
  const known = id === undefined ? undefined : await provider.Grant.find(id);
  if (client.first_party !== true && result?.consent === undefined) return known;
  const grant = known ?? new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(' '));
  await grant.save();
  return grant;
}

import { AuthError } from '@feishu-login/auth-types';
import type { Consent } from './ports/oidc.ts';
import type { Ports } from './ports/ports.ts';
import type { SignedIn } from './ports/records.ts';

/** Apps that this person lets know who they are, of those that have to ask. */
export function listApps(ports: Ports, { user }: SignedIn): Promise<Consent[]> {
  return ports.store.oidc.consents.list(user.id);
}

/** They said yes: it holds until they take it back. */
export async function allowApp(
  ports: Ports,
  { user, session }: SignedIn,
  { clientId, scopes }: Pick<Consent, 'clientId' | 'scopes'>,
): Promise<void> {
  await ports.store.oidc.consents.give(user.id, clientId, scopes, ports.clock.now());
  const what = { client_id: clientId, scopes: scopes.join(' ') };
  ports.log.event('consent.given', { user_id: user.id, session_id: session.id, ...what });
}

/** Takes the yes back, and with it what the app was given on any device. @throws AuthError `not_found` */
export async function forgetApp(ports: Ports, { user, session }: SignedIn, clientId: string): Promise<void> {
  const withdrawn = await ports.store.oidc.consents.withdraw(user.id, clientId, ports.clock.now());
  if (!withdrawn) throw new AuthError('not_found', 'There is no such app. Load the list of devices again.');
  ports.log.event('consent.withdrawn', { user_id: user.id, session_id: session.id, client_id: clientId });
}

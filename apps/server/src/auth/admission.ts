import { AuthError } from '@feishu-login/auth-types';
import type { Ports } from './ports/ports.ts';

/** What decides whether somebody may come in. */
interface Arrival {
  readonly tenantKey?: string | null | undefined;
}

/**
 * Who may come in. Asked at sign-in, whenever a session is looked at and when it is refreshed, so that a rule made
 * stricter holds for those who are in already.
 */
export function isAdmitted({ app }: Ports, { tenantKey }: Arrival): boolean {
  const { allowedTenants } = app;
  return allowedTenants === undefined || (typeof tenantKey === 'string' && allowedTenants.includes(tenantKey));
}

/** @throws AuthError `user_not_allowed` */
export function requireAdmitted(ports: Ports, arrival: Arrival): void {
  if (!isAdmitted(ports, arrival)) throw new AuthError('user_not_allowed', 'This organisation may not sign in here.');
}

/** Ends what the rules of today would not let in. They change only while no server runs, so this is done at start. */
export async function endUnadmitted(ports: Ports): Promise<void> {
  const { allowedTenants } = ports.app;
  if (allowedTenants === undefined) return;
  const reason = 'not_admitted';
  const count = await ports.store.sessions.endOutside(allowedTenants, ports.clock.now(), reason);
  if (count > 0) ports.log.event('session.ended', { reason, count });
}

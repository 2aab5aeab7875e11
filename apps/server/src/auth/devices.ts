import { AuthError } from '@feishu-login/auth-types';
import type { Ports } from './ports/ports.ts';
import type { SessionRecord, SignedIn } from './ports/records.ts';

/** This person's live sessions, newest first. */
export function listDevices(ports: Ports, { user }: SignedIn): Promise<SessionRecord[]> {
  return ports.store.sessions.list(user.id, ports.clock.now());
}

/** Ends one of this person's sessions. @throws AuthError `not_found`, for another person's session too */
export async function endDevice(ports: Ports, { user }: SignedIn, id: string): Promise<void> {
  const ended = await ports.store.sessions.end(user.id, id, ports.clock.now(), 'ended_by_user');
  if (!ended) throw new AuthError('not_found', 'There is no such session. Load the list of devices again.');
  ports.log.event('session.ended', { user_id: user.id, session_id: id, reason: 'ended_by_user' });
}

/** Ends every session of this person but the one that asks. */
export async function endOtherDevices(ports: Ports, { user, session }: SignedIn): Promise<void> {
  const count = await ports.store.sessions.endOthers(user.id, session.id, ports.clock.now());
  ports.log.event('session.ended', { user_id: user.id, reason: 'others_ended_by_user', count });
}

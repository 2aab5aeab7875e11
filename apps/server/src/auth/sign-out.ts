import { AuthError } from '@feishu-login/auth-types';
import { endEverything } from './end-everything.ts';
import { forgetGrant, grantKey } from './granted.ts';
import { PersonGone } from './ports/feishu-failure.ts';
import type { Ports } from './ports/ports.ts';
import type { SignedIn } from './ports/records.ts';

/** Ends this session. */
export async function signOut(ports: Ports, { user, session }: SignedIn): Promise<void> {
  await ports.store.sessions.end(user.id, session.id, ports.clock.now(), 'logout');
  ports.log.event('logout', { reason: 'device', user_id: user.id, session_id: session.id });
}

/** Ends every session of this person here. A sign-in of theirs that is under way fails too: it may be somebody else's. */
export async function signOutEverywhere(ports: Ports, signedIn: SignedIn): Promise<void> {
  await endAll(ports, signedIn, 'everywhere');
}

/**
 * Ends this person's sign-ins to Feishu itself as well, and forgets what they allowed the app to do there. Feishu comes
 * first: if it does not answer, nothing has changed here and the person can choose again. Somebody it does not know any
 * more has nothing left to sign out of, and loses what they have here.
 * @throws AuthError `not_found` where this is not offered, `upstream_unavailable`
 */
export async function signOutOfFeishu(ports: Ports, signedIn: SignedIn): Promise<void> {
  if (!ports.app.signOutOfFeishu)
    throw new AuthError('not_found', 'This server may not end sign-ins to Feishu itself. Sign out everywhere instead.');
  const person = grantKey(ports, signedIn);
  try {
    await ports.feishu.signOut(person.openId);
  } catch (error) {
    if (error instanceof PersonGone) return endEverything(ports, person, error.details.platformCode ?? 0);
    throw error;
  }
  await forgetGrant(ports, signedIn);
  await endAll(ports, signedIn, 'feishu');
}

async function endAll(ports: Ports, signedIn: SignedIn, reason: 'everywhere' | 'feishu'): Promise<void> {
  const { user, session } = signedIn;
  const count = await ports.store.sessions.endAll(grantKey(ports, signedIn), ports.clock.now(), 'logout');
  ports.log.event('logout', { reason, user_id: user.id, session_id: session.id, count });
}

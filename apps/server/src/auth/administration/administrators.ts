import { AuthError } from '@feishu-login/auth-types';
import { UpstreamFailure } from '../ports/feishu-failure.ts';
import type { AdministratorSettings, Ports } from '../ports/ports.ts';
import type { SessionRecord, SignedIn } from '../ports/records.ts';
import { reassess } from '../reassess.ts';

/** How old, in milliseconds, may be what the platform said of somebody's groups. No event tells when those change. */
const groupsHoldFor = 60_000;
/** How long after a sign-in its session may end, shut out and take away. */
const stepUpHoldsFor = 10 * 60_000;

/**
 * Whoever may administer. Asked at every request: whoever is not named any more, or has left the group, is out with the
 * next one. To everybody else there is nothing here.
 * @throws AuthError `not_found`; `upstream_unavailable` if the platform does not say whether somebody is still in the group
 */
export async function requireAdministrator(ports: Ports, signedIn: SignedIn | undefined): Promise<SignedIn> {
  const { administrators } = ports.app;
  if (administrators !== undefined && signedIn !== undefined) {
    if (isNamed(administrators, signedIn) || (await isInGroup(ports, administrators, signedIn))) return signedIn;
    ports.log.event('admin.denied', {
      user_id: signedIn.user.id,
      session_id: signedIn.session.id,
      reason: 'not_admin',
    });
  }
  throw nothingHere();
}

function nothingHere(): AuthError {
  return new AuthError('not_found', 'There is nothing at this address.');
}

function isNamed({ people }: AdministratorSettings, { user }: SignedIn): boolean {
  const { id, openId, unionId, email } = user;
  return [id, openId, unionId, email?.toLowerCase()].some((one) => typeof one === 'string' && people.includes(one));
}

async function isInGroup(ports: Ports, { groups }: AdministratorSettings, { user }: SignedIn): Promise<boolean> {
  if (groups.length === 0) return false;
  const oldest = ports.clock.now() - groupsHoldFor;
  const named = (theirs: readonly string[] = []) => theirs.some((one) => groups.includes(one));
  if (user.facts !== null && user.facts.askedAt >= oldest) return named(user.facts.groups);
  const person = { appId: ports.app.appId, openId: user.openId };
  await reassess(ports, [person]);
  const facts = (await ports.store.facts.find(person, ports.clock.now()))?.facts;
  if (facts != null && facts.askedAt >= oldest) return named(facts.groups);
  if (!named(user.facts?.groups)) return false;
  throw new UpstreamFailure(
    'upstream_unavailable',
    'Feishu does not say now who administers this. Try again shortly.',
    {
      retryAfter: 5,
      maybeActedOn: false,
    },
  );
}

/**
 * Until when a session may do what wants a fresh sign-in; `undefined`: not any more. Only one that a person signed in to
 * over Feishu's own page: a page inside the client asks Feishu silently at each load, and one that a mini program opened
 * asked nobody.
 */
export function steppedUpUntil({ clock }: Pick<Ports, 'clock'>, session: SessionRecord): number | undefined {
  const until = session.signedInAt + stepUpHoldsFor;
  return session.kind === 'browser' && clock.now() < until ? until : undefined;
}

/** @throws AuthError `reauth_required` */
export function requireStepUp(ports: Ports, { user, session }: SignedIn): void {
  if (steppedUpUntil(ports, session) !== undefined) return;
  ports.log.event('admin.denied', { user_id: user.id, session_id: session.id, reason: 'step_up_required' });
  throw new AuthError('reauth_required', 'Sign in at Feishu once more, then do this again: open /auth/login.');
}

import { AuthError } from '@feishu-login/auth-types';
import { isAdmitted } from './admission.ts';
import type { Ports } from './ports/ports.ts';
import type { SessionRecord, SignedIn } from './ports/records.ts';
import { hashToken } from './token.ts';

/** What a request showed to prove its session: a bearer token or the session cookie. */
export interface Credential {
  readonly kind: 'bearer' | 'cookie';
  readonly value: string;
}

/** Writing down each sight of a session would be a write per request; one a minute, or ten in its idle time, is enough. */
const longestUnseen = 60_000;

/**
 * The session behind a credential. Missing, unknown, expired and revoked are one answer.
 * @throws AuthError `unauthorized`, `db_unavailable`
 */
export async function authenticate(
  ports: Ports,
  credential: Credential | undefined,
  { passive = false }: { passive?: boolean } = {},
): Promise<SignedIn> {
  const signedIn = await findSession(ports, credential, { passive });
  if (signedIn === undefined) throw unauthorized();
  return signedIn;
}

/**
 * As `authenticate`, for places where nobody being signed in is normal. A `passive` look is no use of the session: an
 * open tab that only watches does not keep it from idling out.
 */
export async function findSession(
  ports: Ports,
  credential: Credential | undefined,
  { passive = false }: { passive?: boolean } = {},
): Promise<SignedIn | undefined> {
  if (credential === undefined) return undefined;
  const hash = hashToken(credential.kind === 'bearer' ? 'fla' : 'fls', credential.value);
  if (hash === undefined) return undefined;
  const now = ports.clock.now();
  const found = await ports.store.sessions.find(hash, now);
  if (found === undefined || !isAdmitted(ports, found.user)) return undefined;
  const unseen = Math.min(longestUnseen, ports.policy.cookieIdle / 10);
  if (passive || now - found.session.lastSeenAt < unseen) return found;
  return { ...found, session: await seen(ports, found.session, now) };
}

/** Ends that somebody wanted, here or from another device. Whatever else ends a session, its person may simply go on. */
const wanted = new Set(['logout', 'ended_by_user', 'others_ended_by_user', 'revoked_by_operator']);

/**
 * Whether somebody wanted the session of this cookie to end. The page that still holds it then waits for a tap: signing
 * in silently, as it may inside the Feishu client, would undo what they did.
 */
export async function wasEndedOnPurpose(ports: Ports, cookie: string | undefined): Promise<boolean> {
  const hash = cookie === undefined ? undefined : hashToken('fls', cookie);
  const reason = hash === undefined ? undefined : await ports.store.sessions.endedFor(hash);
  return reason !== undefined && wanted.has(reason);
}

async function seen(ports: Ports, session: SessionRecord, now: number): Promise<SessionRecord> {
  // A gadget's session slides when it refreshes; a cookie's whenever it is used.
  const expiresAt =
    session.kind === 'gadget' ? undefined : Math.min(now + ports.policy.cookieIdle, session.absoluteExpiresAt);
  try {
    await ports.store.sessions.touch(session.id, { now, expiresAt });
  } catch (error) {
    // A full or locked disk: whose session it is was read, only this sight of it is not written down. The next one is.
    if (error instanceof AuthError && error.code === 'db_unavailable') return session;
    throw error;
  }
  return { ...session, lastSeenAt: now, expiresAt: expiresAt ?? session.expiresAt };
}

export function unauthorized(): AuthError {
  return new AuthError('unauthorized', 'Sign in to continue.');
}

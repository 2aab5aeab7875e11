import { randomUUID } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import { isAdmitted } from './admission.ts';
import type { Ports } from './ports/ports.ts';
import type { NewSession, SignedIn } from './ports/records.ts';
import { returnAllowed } from './return-to.ts';
import { hashToken, mintToken } from './token.ts';

const livesFor = 60_000;

/**
 * An address that opens a page signed in as the person of a mini program. Where it leads is settled now, by whoever has
 * the session; its code is used up by the first page that opens it.
 * @throws AuthError `invalid_request`
 */
export async function openHandOff(
  ports: Ports,
  { session }: SignedIn,
  wanted: string,
): Promise<{ url: string; expiresIn: number }> {
  if (session.kind !== 'gadget')
    throw new AuthError('invalid_request', 'Only a mini program hands its session to a page. Others share the cookie.');
  const returnTo = returnAllowed(ports.app, wanted);
  if (returnTo === undefined)
    throw new AuthError(
      'invalid_request',
      'return_to must be a page of this server, or of an origin in its RETURN_ORIGINS, and none of its sign-in.',
    );
  const { value: code, hash: codeHash } = mintToken('flh');
  const now = ports.clock.now();
  await ports.store.handOffs.open({
    sessionId: session.id,
    codeHash,
    returnTo,
    createdAt: now,
    expiresAt: now + livesFor,
  });
  const url = new URL('/auth/handoff', ports.app.publicUrl);
  url.searchParams.set('code', code);
  return { url: url.href, expiresIn: livesFor / 1000 };
}

/** Where the page goes that was opened by a hand-off. */
export type HandedOff =
  | {
      readonly to: 'page';
      readonly returnTo: string;
      readonly cookie?: { value: string /** Seconds. */; maxAge: number };
    }
  /** Feishu says who is there: the code alone must not. */
  | { readonly to: 'sign-in'; readonly returnTo: string }
  | { readonly to: 'front page' };

export interface OpenedPage {
  /** Who is signed in where the page opened. */
  readonly holder: SignedIn | undefined;
  /** Whether another site sent the browser here: it could be somebody else's code. */
  readonly sentHere: boolean;
  readonly device: string | null;
}

/**
 * Uses a hand-off up. It signs in where nobody is signed in, and takes nobody's place: a code is all that a stranger
 * needs to have somebody else's browser act in their own name. Whatever it cannot do, signing in at Feishu can.
 */
export async function takeHandOff(ports: Ports, code: string, page: OpenedPage): Promise<HandedOff> {
  const codeHash = hashToken('flh', code);
  const now = ports.clock.now();
  const cookie = mintToken('fls');
  const taken =
    codeHash === undefined
      ? undefined
      : await ports.store.handOffs.take(codeHash, { now, sessionsPerUser: ports.policy.sessionsPerUser }, (from) =>
          page.holder === undefined && !page.sentHere && isAdmitted(ports, from.user)
            ? pageSession(ports, from, { now, tokenHash: cookie.hash, device: page.device })
            : undefined,
        );
  if (taken === undefined) {
    ports.log.event('login.denied', { reason: 'handoff_unknown', entrance: 'handoff' });
    return { to: 'front page' };
  }
  const { userId, returnTo, opened } = taken;
  if (page.holder?.user.id === userId) return { to: 'page', returnTo };
  if (opened === undefined) {
    ports.log.event('login.denied', { reason: 'handoff_not_taken', entrance: 'handoff', user_id: userId });
    return { to: 'sign-in', returnTo };
  }
  ports.log.event('session.handed_off', { user_id: userId, session_id: opened.session.id, entrance: 'handoff' });
  return {
    to: 'page',
    returnTo,
    cookie: { value: cookie.value, maxAge: (opened.session.absoluteExpiresAt - now) / 1000 },
  };
}

/** It lives as a page's session does, and never longer than the one it comes from. */
function pageSession(
  ports: Ports,
  { session: from }: SignedIn,
  { now, tokenHash, device }: { now: number; tokenHash: string; device: string | null },
): NewSession {
  const { cookieIdle, cookieAbsolute } = ports.policy;
  const absoluteExpiresAt = Math.min(now + cookieAbsolute, from.absoluteExpiresAt);
  const expiresAt = Math.min(now + cookieIdle, absoluteExpiresAt);
  return {
    id: randomUUID(),
    kind: 'h5',
    device,
    tokenHash,
    tokenExpiresAt: expiresAt,
    refreshHash: null,
    expiresAt,
    absoluteExpiresAt,
  };
}

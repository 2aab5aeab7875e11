import type { AuthError } from '@feishu-login/auth-types';
import { isAdmitted } from './admission.ts';
import type { IssuedTokens } from './issue-session.ts';
import { NoGuess } from './no-guess.ts';
import type { Ports } from './ports/ports.ts';
import type { RefreshDecision, RefreshLookup, SessionRecord } from './ports/records.ts';
import { unauthorized } from './session.ts';
import { openSuccessor, sealSuccessor } from './successor.ts';
import { hashToken, mintToken } from './token.ts';

/**
 * A refresh token becomes the next pair of its session.
 *
 * The token just used returns the same pair for a short window: a lost answer, parallel requests and a crash between
 * commit and answer are harmless. A used token after that window means that two parties hold it, and the session ends.
 * RFC 9700 section 4.14.2 asks for the second half; the window is our deviation, for clients on bad networks.
 * @throws AuthError `unauthorized`, as a `NoGuess` for a token of the right shape
 */
export async function refreshSession(ports: Ports, refreshToken: string): Promise<IssuedTokens> {
  const hash = hashToken('flr', refreshToken);
  if (hash === undefined) throw unauthorized();
  const now = ports.clock.now();
  const outcome = await ports.store.sessions.refresh<IssuedTokens | AuthError>(hash, now, (lookup) =>
    decide(ports, lookup, refreshToken, now),
  );
  if ('accessToken' in outcome) return outcome;
  throw outcome;
}

function decide(
  ports: Ports,
  lookup: RefreshLookup,
  refreshToken: string,
  now: number,
): RefreshDecision<IssuedTokens | AuthError> {
  if ('signedIn' in lookup && !isAdmitted(ports, lookup.signedIn.user)) {
    const { session } = lookup.signedIn;
    ports.log.event('refresh.denied', { session_id: session.id, reason: 'not_admitted' });
    return { end: { sessionId: session.id, reason: 'not_admitted' }, result: unauthorized() };
  }
  switch (lookup.found) {
    case 'current':
      return rotate(ports, lookup.signedIn, refreshToken, now);
    case 'previous': {
      const pair =
        lookup.sealedSuccessor === null || now >= lookup.reuseUntil
          ? undefined
          : openSuccessor(refreshToken, lookup.sealedSuccessor);
      if (pair === undefined) return reused(ports, lookup.signedIn.session.id);
      return {
        result: { ...lookup.signedIn, ...pair, ...lifetimes(lookup.tokenExpiresAt, lookup.signedIn.session, now) },
      };
    }
    case 'spent':
      // Two rotations ago, yet inside the window: a straggler of an honest client. It gets nothing and harms nobody.
      if (now - lookup.spentAt < ports.policy.refreshReuseWindow) return { result: over() };
      return reused(ports, lookup.sessionId);
    case 'nothing':
      ports.log.event('refresh.denied', { reason: 'unknown_or_ended' });
      return { result: over() };
  }
}

function rotate(
  ports: Ports,
  signedIn: { user: IssuedTokens['user']; session: SessionRecord },
  refreshToken: string,
  now: number,
): RefreshDecision<IssuedTokens> {
  const { policy } = ports;
  const access = mintToken('fla');
  const refresh = mintToken('flr');
  const { absoluteExpiresAt } = signedIn.session;
  const expiresAt = Math.min(now + policy.refreshIdle, absoluteExpiresAt);
  const tokenExpiresAt = Math.min(now + policy.accessToken, absoluteExpiresAt);
  const pair = { accessToken: access.value, refreshToken: refresh.value };
  const session = { ...signedIn.session, expiresAt, lastSeenAt: now };
  return {
    rotate: {
      tokenHash: access.hash,
      tokenExpiresAt,
      refreshHash: refresh.hash,
      expiresAt,
      reuseUntil: now + policy.refreshReuseWindow,
      sealedSuccessor: sealSuccessor(refreshToken, pair),
    },
    result: { user: signedIn.user, session, ...pair, ...lifetimes(tokenExpiresAt, session, now) },
  };
}

function reused(ports: Ports, sessionId: string): RefreshDecision<AuthError> {
  ports.log.event('refresh.reuse_detected', { session_id: sessionId });
  return { end: { sessionId, reason: 'refresh_reused' }, result: over() };
}

/** To the client like any `unauthorized`. */
function over(): NoGuess {
  const { code, message } = unauthorized();
  return new NoGuess(code, message);
}

function lifetimes(tokenExpiresAt: number, session: SessionRecord, now: number) {
  return {
    accessExpiresIn: Math.max(1, Math.floor((tokenExpiresAt - now) / 1000)),
    refreshExpiresIn: Math.max(1, Math.floor((session.expiresAt - now) / 1000)),
  };
}

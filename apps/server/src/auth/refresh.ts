import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { AuthError } from '@feishu-login/auth-types';
import type { IssuedTokens } from './login.ts';
import type { Ports, RefreshDecision, RefreshLookup, SessionRecord } from './ports.ts';
import { unauthorized } from './session.ts';
import { hashToken, mintToken } from './token.ts';

/**
 * A refresh token becomes the next pair of its session.
 *
 * The token just used returns the same pair for a short window: a lost answer, parallel requests and a crash between
 * commit and answer are harmless. A used token after that window means that two parties hold it, and the session ends.
 * RFC 9700 section 4.14.2 asks for the second half; the window is our deviation, for clients on bad networks.
 * @throws AuthError `unauthorized`
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
  switch (lookup.found) {
    case 'current':
      return rotate(ports, lookup.signedIn, refreshToken, now);
    case 'previous': {
      const pair =
        lookup.sealedSuccessor === null || now >= lookup.reuseUntil
          ? undefined
          : unseal(refreshToken, lookup.sealedSuccessor);
      if (pair === undefined) return reused(ports, lookup.signedIn.session.id);
      return {
        result: { ...lookup.signedIn, ...pair, ...lifetimes(lookup.tokenExpiresAt, lookup.signedIn.session, now) },
      };
    }
    case 'spent':
      // Two rotations ago, yet inside the window: a straggler of an honest client. It gets nothing and harms nobody.
      if (now - lookup.spentAt < ports.policy.refreshReuseWindow) return { result: unauthorized() };
      return reused(ports, lookup.sessionId);
    case 'nothing':
      ports.log.event('refresh.denied', { reason: 'unknown_or_ended' });
      return { result: unauthorized() };
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
      sealedSuccessor: seal(refreshToken, pair),
    },
    result: { user: signedIn.user, session, ...pair, ...lifetimes(tokenExpiresAt, session, now) },
  };
}

function reused(ports: Ports, sessionId: string): RefreshDecision<AuthError> {
  ports.log.event('refresh.reuse_detected', { session_id: sessionId });
  return { end: { sessionId, reason: 'refresh_reused' }, result: unauthorized() };
}

function lifetimes(tokenExpiresAt: number, session: SessionRecord, now: number) {
  return {
    accessExpiresIn: Math.max(1, Math.floor((tokenExpiresAt - now) / 1000)),
    refreshExpiresIn: Math.max(1, Math.floor((session.expiresAt - now) / 1000)),
  };
}

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/**
 * The successor waits in the database sealed with a key derived from its predecessor (HKDF, RFC 5869), which only the
 * client holds. Format: 96-bit IV, AES-256-GCM ciphertext, 128-bit tag, in base64url.
 */
function seal(refreshToken: string, pair: Pair): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(refreshToken), iv, { authTagLength: 16 });
  const sealed = [
    iv,
    cipher.update(`${pair.accessToken} ${pair.refreshToken}`, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ];
  return Buffer.concat(sealed).toString('base64url');
}

function unseal(refreshToken: string, sealed: string): Pair | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(refreshToken), bytes.subarray(0, 12), {
    authTagLength: 16,
  });
  decipher.setAuthTag(bytes.subarray(-16));
  const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  const [accessToken, nextRefreshToken] = text.split(' ');
  return accessToken === undefined || nextRefreshToken === undefined
    ? undefined
    : { accessToken, refreshToken: nextRefreshToken };
}

function sealingKey(refreshToken: string): Uint8Array {
  const salt = createHash('sha256').update('refresh successor').digest();
  return new Uint8Array(hkdfSync('sha256', refreshToken, salt, 'feishu-login successor v1', 32));
}

import { exchange } from './answer.ts';
import { requestFor } from './endpoint.ts';
import { type AuthFailure, authFailure, isAuthFailure } from './failure.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { TokenPorts } from './ports.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { type StoredSession, sessionFromTokens } from './stored-session.ts';

/** After a renewal ahead of time failed, the next one is left for later: the old token still works. */
const pauseMs = 10_000;

export interface Renewal {
  /** The session with an access token good to use now. */
  usable(session: StoredSession): Promise<StoredSession>;
  /** The session that replaces `used`, whose access token is of no more use. One exchange, however many ask. */
  replace(used: StoredSession): Promise<StoredSession>;
  /** The renewal under way, if any. */
  pending(): Promise<StoredSession> | undefined;
}

export function signedOut(): AuthFailure {
  return authFailure('unauthorized', 'Nobody is signed in.');
}

export function createRenewal(ports: Pick<TokenPorts, 'send' | 'now'>, keeper: SessionKeeper): Renewal {
  let notAheadBefore = 0;

  const renewal = oneAtATime(async (used: StoredSession): Promise<StoredSession> => {
    const latest = await keeper.reread();
    if (latest === undefined) throw signedOut();
    // Renewed in the meantime, here or in another window.
    if (latest.accessToken !== used.accessToken && ports.now() < latest.accessEndsAt) return latest;
    try {
      const next = await refreshed(ports, latest);
      // Signed out while the answer was on its way: it must not bring the session back.
      if (keeper.isCurrent(latest)) await keeper.keep(next);
      return next;
    } catch (failure) {
      if (isAuthFailure(failure) && failure.code === 'unauthorized' && keeper.isCurrent(latest)) await keeper.forget();
      throw failure;
    }
  });

  return {
    replace: renewal.run,
    pending: renewal.running,
    async usable(session) {
      const now = ports.now();
      if (now < session.renewFrom) return session;
      const stillGood = now < session.accessEndsAt;
      if (stillGood && now < notAheadBefore) return session;
      try {
        return await renewal.run(session);
      } catch (failure) {
        if (!stillGood || !isAuthFailure(failure) || failure.code === 'unauthorized') throw failure;
        notAheadBefore = now + Math.max((failure.retryAfter ?? 0) * 1000, pauseMs);
        return session;
      }
    },
  };
}

/**
 * The next tokens of a session. When the answer is lost, the same token is sent once more, at once: the server answers
 * a repetition within 30 seconds with the same pair, and takes a later one for theft.
 */
export async function refreshed(
  ports: Pick<TokenPorts, 'send' | 'now'>,
  session: StoredSession,
): Promise<StoredSession> {
  const request = requestFor('POST /api/v1/auth/refresh', { body: { refresh_token: session.refreshToken } });
  const ask = async () => sessionFromTokens(await exchange(ports.send, request), ports.now());
  try {
    return await ask();
  } catch (failure) {
    if (isAuthFailure(failure) && (failure.code === 'no_network' || failure.code === 'bad_answer')) return ask();
    throw failure;
  }
}

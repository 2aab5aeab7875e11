import { codeHash } from './code-exchange.ts';
import type { OpenAttempt } from './login-attempt.ts';
import type { Ports } from './ports/ports.ts';
import { deriveToken, hashToken, type MintedToken, sha256 } from './token.ts';

/** Where a browser goes after its sign-in, and the session cookie it is given on the way. */
export type Landing =
  | { readonly returnTo: string; readonly cookie: string /** Seconds. */; readonly maxAge: number }
  | { readonly returnTo: string; readonly cookie: undefined };

/** Longer than an exchange takes. */
const longestWait = 12_000;
const lookEvery = 100;
/** Between using an attempt up and claiming its code there is one step. */
const unclaimedFor = 1_000;

/**
 * The cookie of a browser's sign-in follows from the secret of its attempt and the code, so that the same address opened
 * twice at once, of which the browser drops one answer, leads to one session. Whoever knew the secret before the person
 * signed in lacks the code.
 */
export function sessionCookieOf({ state, token }: OpenAttempt, code: string): MintedToken {
  return deriveToken('fls', token, `${state} ${code}`);
}

/**
 * Where a callback address leads that was used before (reload, back button, double submit): the same browser, or one that
 * holds the session it led to, goes to the page. Anybody else gets `undefined`. While the sign-in is under way, here or
 * on another instance, this waits for its end.
 */
export async function finishedAttempt(
  ports: Ports,
  request: {
    state: string;
    code: string | undefined;
    attempt: OpenAttempt | undefined;
    sessionId: string | undefined;
  },
): Promise<Landing | undefined> {
  const { state, code, attempt, sessionId } = request;
  const startedAt = performance.now();
  for (;;) {
    const finished = await ports.store.attempts.finished(sha256(state));
    if (finished === undefined) return undefined;
    const { returnTo } = finished;
    if (sessionId !== undefined && finished.sessionId === sessionId) return { returnTo, cookie: undefined };
    if (attempt === undefined || hashToken('flt', attempt.token) !== finished.browserHash) return undefined;
    const waited = performance.now() - startedAt;
    if (finished.sessionId !== null || code === undefined || !(await isUnderWay(ports, code, waited)))
      return code === undefined ? { returnTo, cookie: undefined } : withLiveCookie(ports, { returnTo, attempt, code });
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}

async function isUnderWay(ports: Ports, code: string, waited: number): Promise<boolean> {
  const state = await ports.store.codes.state(codeHash(ports, code));
  if (state === undefined) return waited < unclaimedFor;
  // Done, though no session was there a moment ago: it is now.
  return (state === 'pending' || state === 'done') && waited < longestWait;
}

/** The cookie again, as long as its session lives. */
async function withLiveCookie(
  ports: Ports,
  { returnTo, attempt, code }: { returnTo: string; attempt: OpenAttempt; code: string },
): Promise<Landing> {
  const { value: cookie, hash } = sessionCookieOf(attempt, code);
  const now = ports.clock.now();
  const found = await ports.store.sessions.find(hash, now);
  if (found === undefined) return { returnTo, cookie: undefined };
  return { returnTo, cookie, maxAge: (found.session.absoluteExpiresAt - now) / 1000 };
}

import { authFailure, isAuthFailure } from '@feishu-login/auth-client';
import { authorize, confirm, enter } from '@feishu-login/auth-client/entrance';
import type { PageBoot } from '@feishu-login/auth-types';
import { useEffect, useRef, useState } from 'preact/hooks';
import { cookiesBlocked, failureInPage, pageFault } from '../failure/failure.ts';
import { call } from '../server.ts';
import type { View } from '../view.ts';
import { browserEntrance, insideClientHint, signInAddress } from './browser-entrance.ts';

/** What a sign-in under way looks like, or the asking for scopes, which is one too: through the client, or by leaving for Feishu's page. */
export type Entering = 'idle' | 'client' | 'leaving';

/** A departure the reader stopped leaves them here, with a button that must work again. */
const departureMs = 10_000;
/** A client that says nothing leaves the session to whoever holds its cookie, as outside of it. */
const confirmWithinMs = 5_000;
/** What tells that somebody else is there, who may not or would not sign in. */
const turnedAway: readonly string[] = ['access_denied', 'user_not_allowed'];
/** Addresses at which the server answers with this very page. */
const pagePaths = ['/', '/login'];

/** Signs in by the entrance that fits, and tells `show` what came of it. */
export function useSignIn(boot: PageBoot, show: (view: View) => void) {
  const [entering, setEntering] = useState<Entering>('idle');
  const running = useRef(false);

  useEffect(() => {
    // Back from Feishu's page through the history: the page is as it was left, busy.
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setEntering('idle');
    };
    window.addEventListener('pageshow', onPageShow);
    return () => window.removeEventListener('pageshow', onPageShow);
  }, []);

  function leave(): void {
    setEntering('leaving');
    setTimeout(() => setEntering('idle'), departureMs);
  }

  async function attempt(tapped: boolean): Promise<void> {
    const entrance = await enter(browserEntrance(boot), { tapped });
    if ('branch' in entrance) document.documentElement.dataset.entrance = entrance.branch ?? 'none';
    if (entrance.outcome === 'redirected') return leave();
    if (entrance.outcome === 'signed_in') {
      const view = await arrive(entrance.returnTo);
      if (view === undefined) return leave();
      show(view);
    } else if (entrance.outcome === 'failed') {
      show({ kind: 'failure', failure: failureInPage(entrance.failure) });
    }
    setEntering('idle');
  }

  async function signIn({ tapped }: { tapped: boolean }): Promise<void> {
    if (running.current) return;
    running.current = true;
    setEntering(insideClientHint() ? 'client' : 'leaving');
    try {
      await attempt(tapped);
    } catch (fault) {
      console.error(fault);
      setEntering('idle');
      show({ kind: 'failure', failure: pageFault });
    } finally {
      running.current = false;
    }
  }

  /** Shows the session once the client said whose it is; another person's takes its place. */
  async function confirmSession(kept: View): Promise<void> {
    running.current = true;
    setEntering('client');
    let settled = false;
    const settle = (view: View) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      running.current = false;
      setEntering('idle');
      show(view);
    };
    const timer = setTimeout(() => settle(kept), confirmWithinMs);
    const ports = browserEntrance(boot);
    try {
      const entrance = await confirm({
        ...ports,
        // An answer that comes too late must not undo what was done meanwhile, such as signing out.
        finish: (body) => (settled ? Promise.reject(authFailure('code_unavailable', 'Too late.')) : ports.finish(body)),
      });
      const { outcome } = entrance;
      if (outcome === 'signed_in') settle({ kind: 'session', ...(await call('GET /api/v1/me')) });
      else if (outcome === 'failed' && turnedAway.includes(entrance.failure.code))
        settle({ kind: 'failure', failure: failureInPage(entrance.failure) });
    } catch (fault) {
      console.error(fault);
    }
    settle(kept);
  }

  return {
    entering,
    signIn,
    confirmSession,
    /**
     * Asks the reader for scopes; rejects with an `AuthFailure` when they are not granted. Resolves with false when the
     * page leaves for Feishu's, from where it comes back anew.
     */
    async askFor(scopes: readonly string[]): Promise<boolean> {
      setEntering(insideClientHint() ? 'client' : 'leaving');
      try {
        const asked = await authorize(browserEntrance(boot), scopes);
        if (asked.outcome === 'failed') throw asked.failure;
        if (asked.outcome === 'redirected') {
          leave();
          return false;
        }
        // The session that asked is over: this one took its place.
        show({ kind: 'session', ...(await call('GET /api/v1/me')) });
      } catch (failure) {
        setEntering('idle');
        throw failure;
      }
      setEntering('idle');
      return true;
    },
    /** The way that works without the client's help. */
    openSignInPage() {
      leave();
      location.assign(signInAddress(boot));
    },
  };
}

/** Shows the session here when this page is where the reader wanted to go; otherwise goes there and shows nothing. */
async function arrive(returnTo: string): Promise<View | undefined> {
  const target = new URL(returnTo, location.href);
  if (target.origin !== location.origin || !pagePaths.includes(target.pathname)) {
    if (!['https:', 'http:'].includes(target.protocol)) throw new Error('The server named an address that is no page.');
    location.replace(target.href);
    return undefined;
  }
  try {
    const { user, session } = await call('GET /api/v1/me');
    history.replaceState(null, '', target.href);
    return { kind: 'session', user, session };
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return { kind: 'failure', failure: failure.code === 'unauthorized' ? cookiesBlocked : failureInPage(failure) };
  }
}

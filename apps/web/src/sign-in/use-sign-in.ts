import type { PageBoot } from '@feishu-login/auth-types';
import { authorize, enter } from '@feishu-login/client/entrance';
import { failureOf } from '@feishu-login/product';
import { useRef } from 'preact/hooks';
import { pageFault } from '../failure/failure.ts';
import { call } from '../server.ts';
import { failedView, type View } from '../view.ts';
import { arrive } from './arrive.ts';
import { browserEntrance, signInAddress } from './browser-entrance.ts';
import { confirmedView } from './confirmed-view.ts';
import { useEntering } from './use-entering.ts';

/** Signs in by the entrance that fits, and tells `show` what came of it. */
export function useSignIn(boot: PageBoot, show: (view: View) => void) {
  const { entering, begin, leave, rest } = useEntering();
  const running = useRef(false);

  async function signIn({ tapped }: { tapped: boolean }): Promise<void> {
    if (running.current) return;
    running.current = true;
    begin();
    try {
      const view = await entered(boot, tapped);
      if (view === 'leaving') return leave();
      if (view !== undefined) show(view);
      rest();
    } catch (fault) {
      console.error(fault);
      rest();
      show({ kind: 'failure', failure: pageFault });
    } finally {
      running.current = false;
    }
  }

  /** Shows the session once the client said whose it is. */
  async function confirmSession(kept: View): Promise<void> {
    running.current = true;
    begin();
    const view = await confirmedView(boot, kept);
    running.current = false;
    rest();
    show(view);
  }

  /**
   * Asks the reader for scopes; rejects with an `AuthFailure` when they are not granted. Resolves with false when the
   * page leaves for Feishu's, from where it comes back anew.
   */
  async function askFor(scopes: readonly string[]): Promise<boolean> {
    begin();
    const asked = await askedFor(boot, scopes).catch((failure: unknown) => {
      rest();
      throw failure;
    });
    if (asked === undefined) {
      leave();
      return false;
    }
    show(asked);
    rest();
    return true;
  }

  /** The way that works without the client's help. */
  function openSignInPage(): void {
    leave();
    location.assign(signInAddress(boot));
  }

  return { entering, signIn, confirmSession, askFor, openSignInPage };
}

/** What to show after entering by the way that fits; `undefined` when there is nothing new to show. */
async function entered(boot: PageBoot, tapped: boolean): Promise<View | 'leaving' | undefined> {
  const entrance = await enter(browserEntrance(boot), { tapped });
  if ('branch' in entrance) document.documentElement.dataset.entrance = entrance.branch ?? 'none';
  if (entrance.outcome === 'redirected') return 'leaving';
  if (entrance.outcome === 'signed_in') return (await arrive(entrance.returnTo)) ?? 'leaving';
  return entrance.outcome === 'failed' ? failedView(failureOf(entrance.failure)) : undefined;
}

/** The session after the reader granted scopes: it took the place of the one that asked. */
async function askedFor(boot: PageBoot, scopes: readonly string[]): Promise<View | undefined> {
  const asked = await authorize(browserEntrance(boot), scopes);
  if (asked.outcome === 'failed') throw asked.failure;
  return asked.outcome === 'redirected' ? undefined : { kind: 'session', ...(await call('GET /api/v1/me')) };
}

import type { PageBoot } from '@feishu-login/auth-types';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { onSignOutInOtherTab } from './session/sign-out.ts';
import { useReturn } from './session/use-return.ts';
import { useWatch } from './session/use-watch.ts';
import { forgetAttempts, insideClientHint } from './sign-in/browser-entrance.ts';
import { useSignIn } from './sign-in/use-sign-in.ts';
import type { ConsentReturn } from './tasks/consent-return.ts';
import { firstView, type SessionEnd, type View } from './view.ts';
import { isSameSession, whoIsSignedIn } from './who-is-signed-in.ts';

/** The one view that is shown, and what leads to another: signing in, signing out, and what happens elsewhere. */
export function useView(boot: PageBoot, returned: ConsentReturn | undefined) {
  const [kept] = useState<View>(() => firstView(boot, returned));
  // Inside the client the session may be that of whoever used it before: nobody sees it until the client said who is there.
  const [view, show] = useState<View>(() => (toConfirm(kept) ? { kind: 'sign-in', after: 'arrival' } : kept));
  const { confirmSession, ...entrance } = useSignIn(boot, show);
  const { entering, signIn } = entrance;

  // Before the first paint, so that a page that signs in by itself never shows its button.
  useLayoutEffect(() => {
    if (toConfirm(kept)) void confirmSession(kept);
    else if (view.kind === 'sign-in' && view.after === 'arrival') void signIn({ tapped: false });
  }, []);

  useEffect(() => {
    if (view.kind === 'session') forgetAttempts();
  }, [view.kind]);

  const current = useRef({ view, entering });
  current.current = { view, entering };

  /** The first word on why a session ended holds: what was asked before it ended may be answered after. */
  const leaveSession = (after: SessionEnd): void => {
    if (current.current.view.kind === 'session') show({ kind: 'sign-in', after });
  };

  async function look({ passive }: { passive: boolean }): Promise<void> {
    if (view.kind === 'failure' || view.kind === 'nowhere' || entering === 'client' || keepsQuiet(view)) return;
    const now = await whoIsSignedIn(passive);
    // What happened here meanwhile is newer than this answer.
    if (current.current.view !== view || current.current.entering === 'client') return;
    if (now === 'nobody') leaveSession('session-over');
    else if (now !== 'unknown' && !(passive && isSameSession(now, view))) show(now);
  }
  useReturn(() => look({ passive: false }));
  useWatch(view.kind === 'session', () => look({ passive: true }));
  useEffect(() => onSignOutInOtherTab(leaveSession), []);

  return { ...entrance, view, show, leaveSession };
}

/** Whoever comes back from Feishu's page has just said who they are. */
function toConfirm(view: View): boolean {
  return view.kind === 'session' && view.returned === undefined && insideClientHint();
}

/** Whoever is in the client and would not say who they are is shown nobody's session. */
function keepsQuiet(view: View): boolean {
  return view.kind === 'sign-in' && view.after === 'refused' && insideClientHint();
}

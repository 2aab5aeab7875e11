import { isAuthFailure } from '@feishu-login/auth-client';
import type { PageBoot } from '@feishu-login/auth-types';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { FailurePage } from './failure/failure-page.tsx';
import { Announcer } from './parts/announcer.tsx';
import { Mark } from './parts/icon.tsx';
import { call } from './server.ts';
import { SessionPage } from './session/session-page.tsx';
import { onSignOutInOtherTab } from './session/sign-out.ts';
import { useReturn } from './session/use-return.ts';
import { useWatch } from './session/use-watch.ts';
import { forgetAttempts } from './sign-in/browser-entrance.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { useSignIn } from './sign-in/use-sign-in.ts';
import type { ConsentReturn } from './tasks/consent-return.ts';
import { firstLanguage, rememberLanguage, TextsProvider, textsIn } from './texts/language.tsx';
import { titleOf } from './title.ts';
import { firstView, type SessionEnd, type View } from './view.ts';

export function App({ boot, returned }: { boot: PageBoot; returned: ConsentReturn | undefined }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [view, show] = useState<View>(() => firstView(boot, returned));
  const { entering, signIn, openSignInPage, askFor } = useSignIn(boot, show);
  const texts = textsIn(language);

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.title = `${titleOf(view, texts)} · ${texts.brand}`;
  }, [language, view, texts]);

  // Before the first paint, so that a page that signs in by itself never shows its button.
  useLayoutEffect(() => {
    if (view.kind === 'sign-in') void signIn({ tapped: false });
  }, []);

  useEffect(() => {
    if (view.kind === 'session') forgetAttempts();
  }, [view.kind]);

  useFocusOnChange(view.kind);

  const current = useRef({ view, entering });
  current.current = { view, entering };

  /** The first word on why a session ended holds: what was asked before it ended may be answered after. */
  const leaveSession = (after: SessionEnd): void => {
    if (current.current.view.kind === 'session') show({ kind: 'sign-in', after });
  };

  async function look({ passive }: { passive: boolean }): Promise<void> {
    if (view.kind === 'failure' || entering === 'client') return;
    const now = await whoIsSignedIn(passive);
    // What happened here meanwhile is newer than this answer.
    if (current.current.view !== view || current.current.entering === 'client') return;
    if (now === 'nobody') leaveSession('session-over');
    else if (now !== 'unknown' && !(passive && isSameSession(now, view))) show(now);
  }
  useReturn(() => look({ passive: false }));
  useWatch(view.kind === 'session', () => look({ passive: true }));
  useEffect(() => onSignOutInOtherTab(leaveSession), []);

  return (
    <TextsProvider value={texts}>
      <Announcer>
        <header class="top">
          <p class="top__brand">
            <Mark />
            <span>{texts.brand}</span>
          </p>
          <button
            type="button"
            class="quiet"
            lang={language === 'en' ? 'zh-CN' : 'en'}
            onClick={() => {
              const other = language === 'en' ? 'zh-CN' : 'en';
              rememberLanguage(other);
              setLanguage(other);
            }}
          >
            {texts.otherLanguage}
          </button>
        </header>
        {view.kind === 'sign-in' && (
          <SignInPage
            boot={boot}
            after={view.after}
            entering={entering}
            signIn={signIn}
            openSignInPage={openSignInPage}
          />
        )}
        {view.kind === 'session' && (
          // Nothing that one person saw is left for the next.
          <SessionPage
            key={view.user.id}
            user={view.user}
            session={view.session}
            returned={view.returned}
            entering={entering}
            askFor={askFor}
            onLeave={leaveSession}
          />
        )}
        {view.kind === 'failure' && (
          <FailurePage
            boot={boot}
            failure={view.failure}
            entering={entering}
            signIn={signIn}
            openSignInPage={openSignInPage}
            backToSession={boot.session === null ? undefined : () => show(firstView({ ...boot, failure: null }))}
          />
        )}
      </Announcer>
    </TextsProvider>
  );
}

type SessionView = Extract<View, { kind: 'session' }>;

/** A session may have ended, or begun, elsewhere since the server was last asked. Asking passively keeps none alive. */
async function whoIsSignedIn(passive: boolean): Promise<SessionView | 'nobody' | 'unknown'> {
  try {
    return { kind: 'session', ...(await call('GET /api/v1/me', { query: passive ? { passive: 'true' } : {} })) };
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return failure.code === 'unauthorized' ? 'nobody' : 'unknown';
  }
}

/** Shown again it would ask for its list of devices again. */
function isSameSession(now: SessionView, shown: View): boolean {
  return shown.kind === 'session' && shown.session.id === now.session.id;
}

/** A new view is read from its heading; the first one is where the browser puts its reader. */
function useFocusOnChange(kind: View['kind']): void {
  const shown = useRef(kind);
  useLayoutEffect(() => {
    if (shown.current === kind) return;
    shown.current = kind;
    document.querySelector('h1')?.focus();
  }, [kind]);
}

import { isAuthFailure } from '@feishu-login/auth-client';
import type { PageBoot } from '@feishu-login/auth-types';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { forgetAttempts } from './browser-entrance.ts';
import { FailurePage } from './failure-page.tsx';
import { Mark } from './icon.tsx';
import { firstLanguage, rememberLanguage, TextsProvider, textsIn } from './language.tsx';
import { call } from './server.ts';
import { SessionPage } from './session-page.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { titleOf } from './title.ts';
import { useReturn } from './use-return.ts';
import { useSignIn } from './use-sign-in.ts';
import { firstView, type View } from './view.ts';

export function App({ boot }: { boot: PageBoot }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [view, show] = useState<View>(() => firstView(boot));
  const { entering, signIn, openSignInPage } = useSignIn(boot, show);
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

  const leaveSession = (after: 'sign-out' | 'session-over'): void => show({ kind: 'sign-in', after });

  const current = useRef(view);
  current.current = view;
  useReturn(async () => {
    if (view.kind === 'failure' || entering === 'client') return;
    const now = await whoIsSignedIn();
    // What happened here meanwhile is newer than this answer.
    if (current.current !== view) return;
    if (now === 'nobody' && view.kind === 'session') leaveSession('session-over');
    if (now !== 'nobody' && now !== 'unknown') show(now);
  });

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
        {view.kind === 'session' && <SessionPage user={view.user} session={view.session} onLeave={leaveSession} />}
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

/** A session may have ended, or begun, elsewhere since this tab was last looked at. */
async function whoIsSignedIn(): Promise<View | 'nobody' | 'unknown'> {
  try {
    return { kind: 'session', ...(await call('GET /api/v1/me')) };
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return failure.code === 'unauthorized' ? 'nobody' : 'unknown';
  }
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

import type { PageBoot } from '@feishu-login/auth-types';
import { brandedWords, type ShownBrand } from '@feishu-login/product';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { FailurePage } from './failure/failure-page.tsx';
import { NowherePage } from './nowhere/nowhere-page.tsx';
import { Announcer } from './parts/announcer.tsx';
import { Foot } from './parts/foot.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { SessionPage } from './session/session-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import type { ConsentReturn } from './tasks/consent-return.ts';
import { firstLanguage, rememberLanguage } from './texts/chosen-language.ts';
import { TextsProvider, textsIn } from './texts/language.tsx';
import { titleOf } from './title.ts';
import { useView } from './use-view.ts';
import { firstView, type View } from './view.ts';

interface AppProps {
  boot: PageBoot;
  brand: ShownBrand | null;
  returned: ConsentReturn | undefined;
}

export function App({ boot, brand, returned }: AppProps) {
  const [language, setLanguage] = useState(firstLanguage);
  const { view, show, leaveSession, entering, signIn, openSignInPage, askFor } = useView(boot, returned);
  const texts = useMemo(() => brandedWords(textsIn(language), brand), [language]);

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.title = `${titleOf(view, texts)} · ${texts.brand}`;
  }, [language, view, texts]);

  useFocusOnChange(view.kind);

  return (
    <TextsProvider value={texts}>
      <Announcer>
        <TopBar
          logo={brand?.logo ?? null}
          onLanguage={(chosen) => {
            rememberLanguage(chosen);
            setLanguage(chosen);
          }}
        />
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
            organisation={view.organisation ?? undefined}
            returned={view.returned}
            entering={entering}
            askFor={askFor}
            onLeave={leaveSession}
          />
        )}
        {view.kind === 'nowhere' && <NowherePage />}
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
        <Foot brand={brand} />
      </Announcer>
    </TextsProvider>
  );
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

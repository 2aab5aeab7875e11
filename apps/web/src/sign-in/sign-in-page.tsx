import type { PageBoot } from '@feishu-login/auth-types';
import { useEffect, useState } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import { Mark } from '../parts/icon.tsx';
import { Strap } from '../parts/strap.tsx';
import { useTexts } from '../texts/language.tsx';
import type { Before } from '../view.ts';
import { insideClientHint } from './browser-entrance.ts';
import { QrSignIn } from './qr-sign-in.tsx';
import { SlowEntrance } from './slow-entrance.tsx';
import { Tabs } from './tabs.tsx';
import type { Entering } from './use-entering.ts';

type Way = 'account' | 'qr';

interface SignInPageProps {
  boot: PageBoot;
  after: Before;
  entering: Entering;
  signIn: (how: { tapped: boolean }) => void;
  openSignInPage: () => void;
}

/** A badge that waits for its name. */
export function SignInPage({ boot, after, entering, signIn, openSignInPage }: SignInPageProps) {
  const { signIn: texts } = useTexts();
  const [way, choose] = useState<Way>('account');
  const [insideClient] = useState(insideClientHint);
  const announce = useAnnounce();
  useEffect(() => {
    if (entering === 'client') announce(texts.entering);
  }, [entering]);
  const account = (
    <>
      <button
        type="button"
        class="primary primary--large"
        aria-disabled={entering !== 'idle'}
        onClick={() => {
          if (entering === 'idle') signIn({ tapped: true });
        }}
      >
        {entering === 'idle' ? <Mark /> : <span class="spinner" aria-hidden="true" />}
        {entering === 'idle' ? texts.button : entering === 'client' ? texts.entering : texts.leaving}
      </button>
      <SlowEntrance entering={entering} openSignInPage={openSignInPage} />
    </>
  );
  return (
    <main class="stage">
      <section class="badge" aria-labelledby="title">
        <Strap />
        {way === 'account' && <Blank busy={entering === 'client'} />}
        <h1 id="title" tabIndex={-1}>
          {texts.title}
        </h1>
        <p class="lead">{texts.intro}</p>
        {after !== 'arrival' && entering === 'idle' && (
          <p class="notice" role="status">
            {texts.after[after]}
          </p>
        )}
        {insideClient || boot.qr_origin === null ? (
          <div class="panel">{account}</div>
        ) : (
          <Tabs
            label={texts.waysLabel}
            tabs={[
              { id: 'account', label: texts.withAccount },
              { id: 'qr', label: texts.withQr },
            ]}
            chosen={way}
            choose={choose}
          >
            {way === 'account' ? account : <QrSignIn boot={boot} />}
          </Tabs>
        )}
      </section>
    </main>
  );
}

/** The place where a face and a name will be. */
function Blank({ busy }: { busy: boolean }) {
  return (
    <div class={busy ? 'blank blank--busy' : 'blank'} aria-hidden="true">
      <span class="blank__face" />
      <span class="blank__lines">
        <span />
        <span />
      </span>
    </div>
  );
}

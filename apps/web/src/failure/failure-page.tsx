import type { PageBoot } from '@feishu-login/auth-types';
import { useState } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { Strap } from '../parts/strap.tsx';
import { insideClientHint } from '../sign-in/browser-entrance.ts';
import type { Entering } from '../sign-in/use-entering.ts';
import { useTexts } from '../texts/language.tsx';
import { causeOf, needOf, type Who, whoCanFix } from './cause.ts';
import { CopyButton } from './copy-button.tsx';
import type { Failure } from './failure.ts';
import { reportOf } from './failure-report.ts';
import { Steps } from './steps.tsx';

interface FailurePageProps {
  boot: PageBoot;
  failure: Failure;
  entering: Entering;
  signIn: (how: { tapped: boolean }) => void;
  openSignInPage: () => void;
  /** Missing when nobody is signed in. */
  backToSession: (() => void) | undefined;
}

/** What happened, who can fix it, and how. */
export function FailurePage({ boot, failure, entering, signIn, openSignInPage, backToSession }: FailurePageProps) {
  const allTexts = useTexts();
  const { failure: texts, signIn: signInTexts } = allTexts;
  const [insideClient] = useState(insideClientHint);
  const [openedAt] = useState(() => new Date().toISOString());
  const cause = causeOf(failure);
  const { title, what, steps } = texts.explanations[cause];
  const who = whoCanFix[cause];
  return (
    <main class="stage stage--report">
      <section class={`report report--${needOf(cause)}`} aria-labelledby="title">
        <Strap />
        <p class="need">
          <Icon name={needOf(cause)} />
          {texts.needs[needOf(cause)]}
        </p>
        <h1 id="title" tabIndex={-1}>
          {title}
        </h1>
        <p class="lead">{what}</p>
        <WhomToAsk contact={failure.contact} />
        <div class="actions">
          <button
            type="button"
            class="primary"
            aria-disabled={entering !== 'idle'}
            onClick={() => {
              if (entering === 'idle') signIn({ tapped: true });
            }}
          >
            {entering !== 'idle' && <span class="spinner" aria-hidden="true" />}
            {entering === 'idle' ? texts.retry : entering === 'client' ? signInTexts.entering : signInTexts.leaving}
          </button>
          {insideClient && (
            <button type="button" class="secondary" onClick={openSignInPage}>
              {texts.signInPage}
            </button>
          )}
          {backToSession !== undefined && (
            <button type="button" class="secondary" onClick={backToSession}>
              {texts.backToSession}
            </button>
          )}
        </div>
        {failure.retryAfter !== undefined && <p class="hint">{texts.waitSeconds(Math.ceil(failure.retryAfter))}</p>}
        <WhoCanFix who={who} />
        <h2>{texts.howTitle}</h2>
        <Steps steps={steps} />
        <Details
          failure={failure}
          who={who}
          report={reportOf(failure, boot, allTexts, { origin: location.origin, now: openedAt })}
        />
      </section>
    </main>
  );
}

/** In the operator's words, where they say so. */
function WhomToAsk({ contact }: { contact: string | undefined }) {
  const { failure: texts } = useTexts();
  if (contact === undefined) return null;
  return (
    <p class="lead">
      {texts.ask} <strong>{contact}</strong>
    </p>
  );
}

/** All three who could be asked, and the one who has to be. */
function WhoCanFix({ who }: { who: Who }) {
  const { failure: texts } = useTexts();
  const everybody: readonly Who[] = ['you', 'administrator', 'developer'];
  return (
    <>
      <h2>{texts.whoTitle}</h2>
      <ul class="who">
        {everybody.map((one) => (
          <li key={one} class="who__one" aria-current={one === who ? 'true' : undefined}>
            <Icon name={one} />
            {texts.who[one]}
          </li>
        ))}
      </ul>
    </>
  );
}

function Details({ failure, who, report }: { failure: Failure; who: Who; report: string }) {
  const { failure: texts, copy } = useTexts();
  const rows: [string, string][] = [];
  if (failure.platformCode !== undefined) rows.push([texts.platformCode, String(failure.platformCode)]);
  if (failure.requestId) rows.push([texts.requestId, failure.requestId]);
  return (
    <div class="details">
      <h2>{texts.details}</h2>
      {rows.length > 0 && (
        <dl class="facts">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {value} <CopyButton text={value} label={`${copy} ${name}`} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <CopyButton text={report}>{texts.copyReport[who]}</CopyButton>
    </div>
  );
}

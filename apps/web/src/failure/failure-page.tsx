import type { PageBoot } from '@feishu-login/auth-types';
import { causeOf, type Failure, type Help, helpOf, type Need, needOf, reportOf, toldIn } from '@feishu-login/product';
import { useState } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { Strap } from '../parts/strap.tsx';
import { insideClientHint } from '../sign-in/browser-entrance.ts';
import type { Entering } from '../sign-in/use-entering.ts';
import { useTexts } from '../texts/language.tsx';
import { CopyButton } from './copy-button.tsx';
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

/** What happened, whom it takes, and what helps: first what the reader can do here, then how it is put right. */
export function FailurePage(props: FailurePageProps) {
  const { boot, failure } = props;
  const allTexts = useTexts();
  const { failure: texts } = allTexts;
  const [openedAt] = useState(() => new Date().toISOString());
  const cause = causeOf(failure);
  const explanation = texts.explanations[cause];
  const need = needOf(cause);
  const told = toldIn(allTexts.language, explanation, location.origin);
  const report = reportOf(failure, told, allTexts, { appId: boot.app_id, origin: location.origin, now: openedAt });
  const toBeTold = helpOf(cause) !== 'retry' && need !== 'you';
  return (
    <main class="stage stage--report">
      <section class={`report report--${need}`} aria-labelledby="title">
        <Strap />
        <p class="need">
          <Icon name={need} />
          {texts.needs[need]}
        </p>
        <h1 id="title" tabIndex={-1}>
          {explanation.title}
        </h1>
        <p class="lead">{explanation.what}</p>
        <WhomToAsk contact={failure.contact} />
        <div class="actions">
          {toBeTold && (
            <CopyButton text={report} look="primary">
              {texts.copyReport[need]}
            </CopyButton>
          )}
          <Actions {...props} help={helpOf(cause)} />
        </div>
        {failure.retryAfter !== undefined && <p class="hint">{texts.waitSeconds(Math.ceil(failure.retryAfter))}</p>}
        <h2>{texts.howTitle}</h2>
        <Steps steps={explanation.steps} />
        <Details failure={failure} need={need} report={toBeTold ? undefined : report} />
      </section>
    </main>
  );
}

type ActionsProps = FailurePageProps & { help: Help };

/**
 * Trying again is the main thing to do only where it can help. Another account is chosen on Feishu's page, which inside
 * the client knows the client's alone.
 */
function Actions({ help, entering, signIn, openSignInPage, backToSession }: ActionsProps) {
  const { failure: texts, signIn: signInTexts } = useTexts();
  const [insideClient] = useState(insideClientHint);
  return (
    <>
      {help === 'account' && !insideClient && (
        <button type="button" class="secondary" onClick={openSignInPage}>
          {texts.otherAccount}
        </button>
      )}
      <button
        type="button"
        class={help === 'retry' ? 'primary' : 'secondary'}
        aria-disabled={entering !== 'idle'}
        onClick={() => {
          if (entering === 'idle') signIn({ tapped: true });
        }}
      >
        {entering !== 'idle' && <span class="spinner" aria-hidden="true" />}
        {entering === 'idle' ? texts.retry : entering === 'client' ? signInTexts.entering : signInTexts.leaving}
      </button>
      {insideClient && help === 'retry' && (
        <button type="button" class="secondary" onClick={openSignInPage}>
          {texts.signInPage}
        </button>
      )}
      {backToSession !== undefined && (
        <button type="button" class="secondary" onClick={backToSession}>
          {texts.backToSession}
        </button>
      )}
    </>
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

interface DetailsProps {
  failure: Failure;
  need: Need;
  /** Missing where it is to be had further up. */
  report: string | undefined;
}

function Details({ failure, need, report }: DetailsProps) {
  const { failure: texts, copy } = useTexts();
  const rows: [string, string][] = [];
  if (failure.platformCode !== undefined) rows.push([texts.platformCode, String(failure.platformCode)]);
  if (failure.requestId) rows.push([texts.requestId, failure.requestId]);
  if (rows.length === 0 && report === undefined) return null;
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
      {report !== undefined && <CopyButton text={report}>{texts.copyReport[need]}</CopyButton>}
    </div>
  );
}

import { causeOf, failureOf } from '@feishu-login/product';
import { useEffect } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import { Icon } from '../parts/icon.tsx';
import type { Entering } from '../sign-in/use-entering.ts';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/texts.ts';
import type { ConsentView, Unsettled } from './use-tasks.ts';

interface ConsentProps {
  view: ConsentView;
  entering: Entering;
  allow: () => void;
}

/** Why the reader's consent is needed, and the button with which Feishu asks for it. */
export function Consent({ view: { again, unsettled }, entering, allow }: ConsentProps) {
  const allTexts = useTexts();
  const { tasks: texts, signIn: signInTexts } = allTexts;
  const announce = useAnnounce();
  const said = unsettled === undefined ? undefined : wordsFor(unsettled, allTexts);
  useEffect(() => {
    if (said !== undefined) announce(said);
  }, [unsettled]);
  return (
    <div class="consent">
      <h3>{again ? texts.consentAgainTitle : texts.consentTitle}</h3>
      <p>{again ? texts.consentAgainText : texts.consentText}</p>
      <ul>
        {texts.consentPoints.map((point) => (
          <li key={point}>
            <Icon name="check" />
            {point}
          </li>
        ))}
      </ul>
      {said !== undefined && <p class={unsettled === 'refused' ? 'notice' : 'problem'}>{said}</p>}
      <button
        type="button"
        class="primary"
        aria-disabled={entering !== 'idle'}
        onClick={() => {
          if (entering === 'idle') allow();
        }}
      >
        {entering !== 'idle' && <span class="spinner" aria-hidden="true" />}
        {entering === 'idle' ? texts.allow : entering === 'client' ? texts.asking : signInTexts.leaving}
      </button>
    </div>
  );
}

function wordsFor(unsettled: Unsettled, { tasks, failure }: Texts): string {
  if (unsettled === 'refused' || unsettled === 'missing') return tasks[unsettled];
  return failure.explanations[causeOf(failureOf(unsettled))].title;
}

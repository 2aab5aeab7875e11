import type { AuthFailure, SignOutReach } from '@feishu-login/client';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { causeOf, needOf } from '../failure/cause.ts';
import { failureInPage } from '../failure/failure.ts';
import { useAnnounce } from '../parts/announcer.tsx';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/texts.ts';
import type { SessionEnd } from '../view.ts';
import { useSignOut } from './use-sign-out.ts';

interface FurtherSignOutProps {
  from: Exclude<SignOutReach, 'device'>;
  onLeave: (why: SessionEnd) => void;
}

/** A sign-out that reaches further than this device: says what it will do before it does it. */
export function FurtherSignOut({ from, onLeave }: FurtherSignOutProps) {
  const { furtherSignOut: texts, session: sessionTexts } = useTexts();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const place = useRef<HTMLDivElement>(null);
  const { busy, signOut } = useSignOut(onLeave, (failure: AuthFailure) => {
    const words = (from === 'feishu' ? saidOfFeishu(failure, texts) : undefined) ?? sessionTexts.signOutFailed;
    setProblem(words);
    announce(words);
  });

  // The button that was pressed makes place for the question, and the other way round.
  const shown = useRef(asking);
  useLayoutEffect(() => {
    if (shown.current === asking) return;
    shown.current = asking;
    place.current?.querySelector<HTMLElement>('[tabindex], button')?.focus();
  }, [asking]);

  function ask(whether: boolean): void {
    setProblem(undefined);
    setAsking(whether);
  }

  const { name, consequence } = texts[from];
  return (
    <div ref={place} class="further">
      {asking ? (
        <fieldset
          class="further__question"
          aria-labelledby={`${from}-consequence`}
          tabIndex={-1}
          onKeyDown={({ key }) => {
            if (key === 'Escape' && !busy) ask(false);
          }}
        >
          <p id={`${from}-consequence`}>{consequence}</p>
          {problem !== undefined && <p class="problem">{problem}</p>}
          <div class="further__answers">
            <button type="button" class="secondary secondary--grave" aria-disabled={busy} onClick={() => signOut(from)}>
              {busy && <span class="spinner" aria-hidden="true" />}
              {name}
            </button>
            <button type="button" class="quiet" aria-disabled={busy} onClick={() => !busy && ask(false)}>
              {texts.cancel}
            </button>
          </div>
        </fieldset>
      ) : (
        <button type="button" class="quiet" onClick={() => ask(true)}>
          {name}
        </button>
      )}
    </div>
  );
}

/** Feishu said nothing, and may have done it; or it says that the app may not. Everything else is about us. */
function saidOfFeishu(failure: AuthFailure, texts: Texts['furtherSignOut']): string | undefined {
  const cause = causeOf(failureInPage(failure));
  if (cause === 'feishu_down') return texts.feishuSilent;
  const { platformCode } = failure;
  return platformCode !== undefined && needOf(cause) === 'developer' ? texts.feishuRefused(platformCode) : undefined;
}

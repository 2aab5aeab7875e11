import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Refusal } from '../ask.ts';
import { useAdminTexts } from '../texts/language.ts';
import { signInOnceMore, useSteppedUp } from '../who.ts';
import { Refused } from './refused.tsx';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  /** @returns a refusal, if it was not done */
  readonly act: () => Promise<Refusal | undefined>;
}

/** Asks before something ends. Whose sign-in is too long ago goes through Feishu first, and comes back to the question. */
export function Confirm({ question, onClose }: { question: Question; onClose: (done: boolean) => void }) {
  const texts = useAdminTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const steppedUp = useSteppedUp();
  const [refusal, setRefusal] = useState<Refusal | undefined>();
  const [busy, setBusy] = useState(false);
  const mustSignIn = !steppedUp || refusal?.code === 'reauth_required';

  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Leads back to the button that asked.
    return () => shown?.close();
  }, []);

  async function act(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const refused = await question.act();
    setBusy(false);
    setRefusal(refused);
    if (refused === undefined) onClose(true);
  }

  return (
    <dialog
      ref={dialog}
      class="confirm"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onCancel={(event) => {
        event.preventDefault();
        onClose(false);
      }}
    >
      <h2 id="confirm-title">{question.title}</h2>
      <p id="confirm-text" class="lead">
        {question.text}
      </p>
      {mustSignIn ? <p class="notice">{texts.stepUp.text}</p> : <Refused refusal={refusal} />}
      <p class="confirm__answers">
        {mustSignIn ? (
          <button type="button" class="primary" onClick={signInOnceMore}>
            {texts.stepUp.button}
          </button>
        ) : (
          <button type="button" class="secondary secondary--grave" aria-disabled={busy} onClick={act}>
            {question.button}
          </button>
        )}
        <button type="button" class="secondary" onClick={() => onClose(false)}>
          {texts.cancel}
        </button>
      </p>
    </dialog>
  );
}

import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAnnounce } from '../../parts/announcer.tsx';
import type { Refusal } from '../ask.ts';
import { type Place, say } from '../place.ts';
import { useAdminTexts } from '../texts/language.ts';
import { signInOnceMore, useSteppedUp } from '../who.ts';
import { Refused } from './refused.tsx';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  /** What must be typed first: for what nobody should do by habit. */
  readonly typed?: { readonly label: string; readonly word: string } | undefined;
  /** What is announced when it was done. */
  readonly done: string;
  /** @returns a refusal, if it was not done */
  readonly act: () => Promise<Refusal | undefined>;
}

/**
 * Asks before something ends; the address of the place says that it asks. Whose sign-in is too long ago goes through
 * Feishu first, and comes back to the question.
 */
export function Confirm({ question, place, onDone }: { question: Question; place: Place; onDone: () => void }) {
  const texts = useAdminTexts();
  const announce = useAnnounce();
  const dialog = useRef<HTMLDialogElement>(null);
  const steppedUp = useSteppedUp();
  const [refusal, setRefusal] = useState<Refusal | undefined>();
  const [busy, setBusy] = useState(false);
  const [typed, type] = useState('');
  const mustSignIn = !steppedUp || refusal?.code === 'reauth_required';
  const ready = question.typed === undefined || typed.trim() === question.typed.word.trim();

  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Leads back to the button that asked.
    return () => shown?.close();
  }, []);

  const close = () => say(place, {});

  async function act(): Promise<void> {
    if (busy || !ready) return;
    setBusy(true);
    const refused = await question.act();
    setBusy(false);
    setRefusal(refused);
    if (refused !== undefined) return;
    close();
    announce(question.done);
    onDone();
    document.querySelector('h1')?.focus();
  }

  return (
    <dialog
      ref={dialog}
      class="confirm"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 id="confirm-title">{question.title}</h2>
      <p id="confirm-text" class="lead">
        {question.text}
      </p>
      {mustSignIn ? <p class="notice">{texts.stepUp.text}</p> : <Refused refusal={refusal} />}
      <form
        class="confirm__form"
        onSubmit={(event) => {
          event.preventDefault();
          void act();
        }}
      >
        {!mustSignIn && question.typed !== undefined && (
          <Typed label={question.typed.label} word={question.typed.word} value={typed} onType={type} />
        )}
        <p class="confirm__answers">
          {mustSignIn ? (
            <button type="button" class="primary" onClick={signInOnceMore}>
              {texts.stepUp.button}
            </button>
          ) : (
            <button type="submit" class="secondary secondary--grave" aria-disabled={busy || !ready}>
              {question.button}
            </button>
          )}
          <button type="button" class="secondary" onClick={close}>
            {texts.cancel}
          </button>
        </p>
      </form>
    </dialog>
  );
}

interface TypedProps {
  label: string;
  word: string;
  value: string;
  onType: (value: string) => void;
}

function Typed({ label, word, value, onType }: TypedProps) {
  const id = useId();
  return (
    <p class="confirm__typed">
      <label for={id}>
        {label} <strong>{word}</strong>
      </label>
      <input
        id={id}
        value={value}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </p>
  );
}

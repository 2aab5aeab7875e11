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

interface ConfirmProps {
  question: Question;
  place: Place;
  onDone: () => void;
}

/**
 * Asks before something ends; the address of the place says that it asks. Whose sign-in is too long ago goes through
 * Feishu first, and comes back to the question.
 */
export function Confirm({ question, place, onDone }: ConfirmProps) {
  const texts = useAdminTexts();
  const dialog = useShown();
  const close = () => say(place, {});
  const { act, busy, refusal } = useAct(question, () => {
    close();
    onDone();
  });
  const steppedUp = useSteppedUp();
  const [typed, type] = useState('');
  const mustSignIn = !steppedUp || refusal?.code === 'reauth_required';
  const ready = !busy && (question.typed === undefined || typed.trim() === question.typed.word.trim());

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
          if (ready) void act();
        }}
      >
        {!mustSignIn && question.typed !== undefined && <Typed {...question.typed} value={typed} onType={type} />}
        <p class="confirm__answers">
          {mustSignIn ? (
            <button type="button" class="primary" onClick={signInOnceMore}>
              {texts.stepUp.button}
            </button>
          ) : (
            <button type="submit" class="secondary secondary--grave" aria-disabled={!ready}>
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

/** A dialog that is open while it is there, and then leads back to the button that asked. */
function useShown() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return dialog;
}

function useAct(question: Question, onDone: () => void) {
  const announce = useAnnounce();
  const [refusal, setRefusal] = useState<Refusal | undefined>();
  const [busy, setBusy] = useState(false);
  async function act(): Promise<void> {
    setBusy(true);
    const refused = await question.act();
    setBusy(false);
    setRefusal(refused);
    if (refused !== undefined) return;
    onDone();
    announce(question.done);
    document.querySelector('h1')?.focus();
  }
  return { act, busy, refusal };
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

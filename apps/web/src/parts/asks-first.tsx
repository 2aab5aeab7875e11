import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../texts/language.tsx';

interface AsksFirstProps {
  /** Of this question among all on the page. */
  id: string;
  name: string;
  /** What will happen, in a sentence. */
  consequence: string;
  busy: boolean;
  problem?: string | undefined;
  /** Of the button that leads to the question. */
  look: 'quiet' | 'secondary';
  onAsk?: () => void;
  onYes: () => void;
}

/** A button for what cannot be taken back: says what it will do before it does it. */
export function AsksFirst({ id, name, consequence, busy, problem, look, onAsk, onYes }: AsksFirstProps) {
  const { cancel } = useTexts();
  const [asking, setAsking] = useState(false);
  const place = useRef<HTMLDivElement>(null);

  // The button that was pressed makes place for the question, and the other way round.
  const shown = useRef(asking);
  useLayoutEffect(() => {
    if (shown.current === asking) return;
    shown.current = asking;
    place.current?.querySelector<HTMLElement>('[tabindex], button')?.focus();
  }, [asking]);

  function ask(whether: boolean): void {
    onAsk?.();
    setAsking(whether);
  }

  return (
    <div ref={place} class="further">
      {asking ? (
        <fieldset
          class="further__question"
          aria-labelledby={`${id}-consequence`}
          tabIndex={-1}
          onKeyDown={({ key }) => {
            if (key === 'Escape' && !busy) ask(false);
          }}
        >
          <p id={`${id}-consequence`}>{consequence}</p>
          {problem !== undefined && <p class="problem">{problem}</p>}
          <div class="further__answers">
            <Yes busy={busy} onYes={onYes}>
              {name}
            </Yes>
            <button type="button" class="quiet" aria-disabled={busy} onClick={() => !busy && ask(false)}>
              {cancel}
            </button>
          </div>
        </fieldset>
      ) : (
        <button type="button" class={look} onClick={() => ask(true)}>
          {name}
        </button>
      )}
    </div>
  );
}

function Yes({ busy, onYes, children }: { busy: boolean; onYes: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="secondary secondary--grave" aria-disabled={busy} onClick={onYes}>
      {busy && <span class="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../texts/language.tsx';
import type { Entering } from './use-entering.ts';

const patienceMs = 8_000;

/** A way out when the client takes its time: its answer may never come. */
export function SlowEntrance({ entering, openSignInPage }: { entering: Entering; openSignInPage: () => void }) {
  const { signIn: texts } = useTexts();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (entering !== 'client') return undefined;
    const timer = setTimeout(() => setSlow(true), patienceMs);
    return () => clearTimeout(timer);
  }, [entering]);
  return (
    <div role="status">
      {slow && (
        <p class="hint">
          {texts.takesLong}{' '}
          <button type="button" class="link" onClick={openSignInPage}>
            {texts.signInPage}
          </button>
        </p>
      )}
    </div>
  );
}

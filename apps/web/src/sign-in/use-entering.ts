import { useEffect, useState } from 'preact/hooks';
import { insideClientHint } from './browser-entrance.ts';

/** What a sign-in under way looks like, or the asking for scopes, which is one too: through the client, or by leaving for Feishu's page. */
export type Entering = 'idle' | 'client' | 'leaving';

/** A departure the reader stopped leaves them here, with a button that must work again. */
const departureMs = 10_000;

/** What is shown of a sign-in while it is under way. */
export function useEntering() {
  const [entering, setEntering] = useState<Entering>('idle');
  const rest = () => setEntering('idle');

  useEffect(() => {
    // Back from Feishu's page through the history: the page is as it was left, busy.
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) rest();
    };
    window.addEventListener('pageshow', onPageShow);
    return () => window.removeEventListener('pageshow', onPageShow);
  }, []);

  return {
    entering,
    begin: () => setEntering(insideClientHint() ? 'client' : 'leaving'),
    leave() {
      setEntering('leaving');
      setTimeout(rest, departureMs);
    },
    rest,
  };
}

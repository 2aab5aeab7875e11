import { useEffect, useRef } from 'preact/hooks';

/** A glance back and forth between windows is one return. */
const atMostEveryMs = 2_000;

/** Calls `look` when the reader returns to this tab, the way back through the history included. */
export function useReturn(look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    let lookedAt = Number.NEGATIVE_INFINITY;
    const onReturn = () => {
      if (document.visibilityState !== 'visible' || performance.now() - lookedAt < atMostEveryMs) return;
      lookedAt = performance.now();
      latest.current();
    };
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) onReturn();
    };
    document.addEventListener('visibilitychange', onReturn);
    window.addEventListener('focus', onReturn);
    window.addEventListener('pageshow', onPageShow);
    return () => {
      document.removeEventListener('visibilitychange', onReturn);
      window.removeEventListener('focus', onReturn);
      window.removeEventListener('pageshow', onPageShow);
    };
  }, []);
}

import { useEffect, useRef } from 'preact/hooks';

const everyMs = 20_000;

/** Calls `look` every so often while `watching` and while this tab can be seen. */
export function useWatch(watching: boolean, look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    if (!watching) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') latest.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [watching]);
}

import type { AdminEndpoint, AdminParams, AdminQuery, AdminReply } from '@feishu-login/auth-types/admin';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Answer, ask, type Refusal } from './ask.ts';

export interface Asked<E extends AdminEndpoint> {
  readonly reply: AdminReply<E> | undefined;
  readonly refusal: Refusal | undefined;
  readonly asking: boolean;
  again(): void;
}

/** Asks now, whenever what is asked changes, and every so many milliseconds while the page is looked at. */
export function useAsked<E extends AdminEndpoint>(
  endpoint: E,
  input: { readonly params?: AdminParams<E>; readonly query?: AdminQuery<E> },
  every?: number,
): Asked<E> {
  const [answer, setAnswer] = useState<Answer<E> | undefined>();
  const [asking, setAsking] = useState(true);
  const key = JSON.stringify(input);
  const wanted = useRef('');

  const again = useCallback(async () => {
    wanted.current = key;
    setAsking(true);
    const said = await ask(endpoint, JSON.parse(key));
    // Of two that cross, the answer to what is wanted now counts.
    if (wanted.current !== key) return;
    setAnswer(said);
    setAsking(false);
  }, [endpoint, key]);

  useEffect(() => {
    void again();
    if (every === undefined) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void again();
    }, every);
    return () => clearInterval(timer);
  }, [again, every]);

  const [shown, setShown] = useState<AdminReply<E> | undefined>();
  useEffect(() => {
    if (answer?.ok === true) setShown(answer.reply);
  }, [answer]);
  return { reply: shown, refusal: answer?.ok === false ? answer : undefined, asking, again };
}

import { countDown } from './countdown.ts';
import type { Messages } from './messages.ts';
import type { Notice } from './notice.ts';

/** Shows for how long trying again is of no use, second by second. Returns the way to stop it. */
export function showRetryHint({ retryAfter }: Notice, t: Messages, show: (hint: string) => void): () => void {
  return retryAfter > 0 ? countDown(retryAfter, (left) => show(left > 0 ? t.retryIn(left) : t.retryNow)) : () => {};
}

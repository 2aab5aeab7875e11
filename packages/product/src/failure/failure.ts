import type { AuthFailure, FailureCode } from '@feishu-login/client';

/** A failed sign-in as it is shown, wherever it failed. */
export interface Failure {
  /** `cookies_blocked` is found out by the web page: the server said yes and the browser forgot it. */
  code: FailureCode | 'cookies_blocked';
  platformCode: number | undefined;
  requestId: string | undefined;
  /** Seconds. */
  retryAfter: number | undefined;
  /** Whom to ask, in the operator's words. */
  contact?: string | undefined;
}

/** From a request that was refused, or from the Feishu client. */
export function failureOf({ code, platformCode, requestId, retryAfter, contact }: AuthFailure): Failure {
  return { code, platformCode, requestId, retryAfter, contact };
}

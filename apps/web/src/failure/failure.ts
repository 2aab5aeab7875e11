import type { PageFailure } from '@feishu-login/auth-types';
import type { AuthFailure, FailureCode } from '@feishu-login/client';

/** A failed sign-in as the page shows it, wherever it failed. */
export interface Failure {
  /** `cookies_blocked` is found out here: the server said yes and the browser forgot it. */
  code: FailureCode | 'cookies_blocked';
  platformCode: number | undefined;
  requestId: string | undefined;
  /** Seconds. */
  retryAfter: number | undefined;
  /** Whom to ask, in the operator's words. */
  contact?: string | undefined;
}

/** From the page's boot data, after a browser sign-in. */
export function failureOnPage({ code, platform_code, request_id, contact }: PageFailure): Failure {
  return { code, platformCode: platform_code ?? undefined, requestId: request_id, retryAfter: undefined, contact };
}

/** From a request of this page or from the Feishu client. */
export function failureInPage({ code, platformCode, requestId, retryAfter, contact }: AuthFailure): Failure {
  return { code, platformCode, requestId, retryAfter, contact };
}

export const cookiesBlocked: Failure = {
  code: 'cookies_blocked',
  platformCode: undefined,
  requestId: undefined,
  retryAfter: undefined,
};

/** A fault of this page's own program. */
export const pageFault: Failure = { ...cookiesBlocked, code: 'internal' };

import type { PageFailure } from '@feishu-login/auth-types';
import type { Failure } from '@feishu-login/product';

/** From the page's boot data, after a browser sign-in. */
export function failureOnPage({ code, platform_code, request_id, contact }: PageFailure): Failure {
  return { code, platformCode: platform_code ?? undefined, requestId: request_id, retryAfter: undefined, contact };
}

export const cookiesBlocked: Failure = {
  code: 'cookies_blocked',
  platformCode: undefined,
  requestId: undefined,
  retryAfter: undefined,
};

/** A fault of this page's own program. */
export const pageFault: Failure = { ...cookiesBlocked, code: 'internal' };

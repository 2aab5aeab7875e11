import type { Grant } from '@feishu-login/auth-types';
import { isAuthFailure } from './failure.ts';

/** Whether there was consent before. Where this cannot be told, it is asked for as if for the first time. */
export function consentIsOver(call: (endpoint: 'GET /api/v1/feishu/grant') => Promise<Grant>): Promise<boolean> {
  return call('GET /api/v1/feishu/grant').then(
    ({ status }) => status === 'reauth_required',
    (failure: unknown) => {
      if (!isAuthFailure(failure)) throw failure;
      return false;
    },
  );
}

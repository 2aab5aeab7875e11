import type { Call } from './client.ts';
import { isAuthFailure } from './failure.ts';

/** Whether there was consent before. Where this cannot be told, it is asked for as if for the first time. */
export function consentIsOver(call: Call): Promise<boolean> {
  return call('GET /api/v1/feishu/grant').then(
    ({ status }) => status === 'reauth_required',
    (failure: unknown) => {
      if (!isAuthFailure(failure)) throw failure;
      return false;
    },
  );
}

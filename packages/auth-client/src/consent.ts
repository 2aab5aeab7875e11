import type { Call } from './client.ts';
import { isAuthFailure } from './failure.ts';

/** Whether there was consent before. Where this cannot be told, it is asked for as if for the first time. */
export async function consentIsOver(call: Call): Promise<boolean> {
  try {
    return (await call('GET /api/v1/feishu/grant')).status === 'reauth_required';
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return false;
  }
}

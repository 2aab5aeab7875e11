import { isAuthFailure } from '@feishu-login/client';
import { call } from './server.ts';
import type { View } from './view.ts';

export type SessionView = Extract<View, { kind: 'session' }>;

/** A session may have ended, or begun, elsewhere since the server was last asked. Asking passively keeps none alive. */
export async function whoIsSignedIn(passive: boolean): Promise<SessionView | 'nobody' | 'unknown'> {
  try {
    return { kind: 'session', ...(await call('GET /api/v1/me', { query: passive ? { passive: 'true' } : {} })) };
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return failure.code === 'unauthorized' ? 'nobody' : 'unknown';
  }
}

/** Shown again it would ask for its list of devices again. */
export function isSameSession(now: SessionView, shown: View): boolean {
  return shown.kind === 'session' && shown.session.id === now.session.id;
}

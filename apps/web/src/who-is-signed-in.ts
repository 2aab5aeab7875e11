import { askWho } from '@feishu-login/client';
import { call } from './server.ts';
import type { View } from './view.ts';

export type SessionView = Extract<View, { kind: 'session' }>;

/** A session may have ended, or begun, elsewhere since the server was last asked. Asking passively keeps none alive. */
export async function whoIsSignedIn(passive: boolean): Promise<SessionView | 'nobody' | 'unknown'> {
  const who = await askWho({ call }, { passive });
  if (who.state === 'signed_in') {
    const { user, session, organisation } = who;
    return { kind: 'session', user, session, organisation };
  }
  return who.state === 'nobody' ? 'nobody' : 'unknown';
}

/** Shown again it would ask for its list of devices again. */
export function isSameSession(now: SessionView, shown: View): boolean {
  return shown.kind === 'session' && shown.session.id === now.session.id;
}

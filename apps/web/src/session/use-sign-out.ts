import type { AuthFailure, SignOutReach } from '@feishu-login/client';
import { useState } from 'preact/hooks';
import type { SessionEnd } from '../view.ts';
import { signOut } from './sign-out.ts';

/** Signs out and leaves the session page; what went wrong stays on it. */
export function useSignOut(onLeave: (why: SessionEnd) => void, onFailure: (failure: AuthFailure) => void) {
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async signOut(from: SignOutReach): Promise<void> {
      if (busy) return;
      setBusy(true);
      const failure = await signOut(from);
      setBusy(false);
      if (failure === undefined) onLeave(from);
      else if (failure.code === 'unauthorized') onLeave('session-over');
      else onFailure(failure);
    },
  };
}

import type { AuthFailure } from '@feishu-login/auth-client';
import { useState } from 'preact/hooks';
import { type Extent, signOut } from './sign-out.ts';
import type { SessionEnd } from './view.ts';

/** Signs out and leaves the session page; what went wrong stays on it. */
export function useSignOut(onLeave: (why: SessionEnd) => void, onFailure: (failure: AuthFailure) => void) {
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async signOut(extent: Extent): Promise<void> {
      if (busy) return;
      setBusy(true);
      const failure = await signOut(extent);
      setBusy(false);
      if (failure === undefined) onLeave(extent);
      // Ended already is as good as ended here, but says nothing of other devices.
      else if (failure.code === 'unauthorized') onLeave(extent === 'here' ? 'here' : 'session-over');
      else onFailure(failure);
    },
  };
}

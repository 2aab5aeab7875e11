import type { AuthFailure, SignOutReach } from '@feishu-login/client';
import { endSession } from '../server.ts';

/** After a failure this browser is still signed in: the cookie is the server's to take away. */
export async function signOut(from: SignOutReach): Promise<AuthFailure | undefined> {
  const failure = await endSession({ from });
  if (failure === undefined) channel?.postMessage(from);
  return failure;
}

/** A channel does not hear itself. WebViews too old for one find out when they look. */
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('sign-out');

/** Calls `run` when somebody signs out in another tab: all tabs of a browser share one cookie. */
export function onSignOutInOtherTab(run: (from: SignOutReach) => void): () => void {
  // Only this very program speaks on the channel.
  const onMessage = ({ data }: MessageEvent<SignOutReach>) => run(data);
  channel?.addEventListener('message', onMessage);
  return () => channel?.removeEventListener('message', onMessage);
}

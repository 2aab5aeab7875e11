import { type AuthFailure, isAuthFailure } from '@feishu-login/auth-client';
import { call } from './server.ts';

const endpoints = {
  here: 'POST /api/v1/auth/logout',
  everywhere: 'POST /api/v1/auth/logout/everywhere',
  feishu: 'POST /api/v1/auth/logout/feishu',
} as const;

/** How far a sign-out goes: this session, every session of this person here, or Feishu's own sign-ins as well. */
export type Extent = keyof typeof endpoints;

/** The cookie is the server's to take away: after a failure this browser is still signed in. */
export async function signOut(extent: Extent): Promise<AuthFailure | undefined> {
  try {
    await call(endpoints[extent]);
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return failure;
  }
  channel?.postMessage(extent);
  return undefined;
}

/** A channel does not hear itself. WebViews too old for one find out when they look. */
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('sign-out');

/** Calls `run` when somebody signs out in another tab: all tabs of a browser share one cookie. */
export function onSignOutInOtherTab(run: (extent: Extent) => void): () => void {
  const onMessage = ({ data }: MessageEvent<unknown>) => {
    if (isExtent(data)) run(data);
  };
  channel?.addEventListener('message', onMessage);
  return () => channel?.removeEventListener('message', onMessage);
}

function isExtent(value: unknown): value is Extent {
  return typeof value === 'string' && Object.keys(endpoints).includes(value);
}

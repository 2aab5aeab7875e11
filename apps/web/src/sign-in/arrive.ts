import { isAuthFailure } from '@feishu-login/client';
import { failureOf } from '@feishu-login/product';
import { cookiesBlocked } from '../failure/failure.ts';
import { call } from '../server.ts';
import type { View } from '../view.ts';

/** Addresses at which the server answers with this very page. */
const pagePaths = ['/', '/login'];

/** Shows the session here when this page is where the reader wanted to go; otherwise goes there and shows nothing. */
export async function arrive(returnTo: string): Promise<View | undefined> {
  const target = new URL(returnTo, location.href);
  if (target.origin !== location.origin || !pagePaths.includes(target.pathname)) {
    if (!['https:', 'http:'].includes(target.protocol)) throw new Error('The server named an address that is no page.');
    location.replace(target.href);
    return undefined;
  }
  try {
    const { user, session } = await call('GET /api/v1/me');
    history.replaceState(null, '', target.href);
    return { kind: 'session', user, session };
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return { kind: 'failure', failure: failure.code === 'unauthorized' ? cookiesBlocked : failureOf(failure) };
  }
}

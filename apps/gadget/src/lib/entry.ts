import { isAuthFailure, type StoredSession } from '@feishu-login/gadget-login';
import { login } from './login.ts';
import { openLogin } from './navigation.ts';

let failure: unknown;

/** Who this page is for. Where nobody is signed in, the login page opens, and leads back here. */
export async function whoIsThere(): Promise<StoredSession | undefined> {
  try {
    const session = await login.session();
    if (session === undefined) openLogin();
    return session;
  } catch (thrown) {
    failure = thrown;
    openLogin();
    return undefined;
  }
}

/** Why nobody was signed in without a tap, for the login page to tell, once. */
export function takeEntryFailure(): unknown {
  const taken = failure;
  failure = undefined;
  return taken;
}

/** Asked of the sign-in, not of the failure alone: with a session left, the login page would send us straight back. */
export async function sessionEnded(thrown: unknown): Promise<boolean> {
  return isAuthFailure(thrown) && thrown.code === 'unauthorized' && (await login.session()) === undefined;
}

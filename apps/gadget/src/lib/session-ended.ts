import { isAuthFailure } from '@feishu-login/client';
import { auth } from './auth.ts';

/** Asked of the client, not of the failure alone: with a session left, the login page would send us straight back. */
export async function sessionEnded(thrown: unknown): Promise<boolean> {
  return isAuthFailure(thrown) && thrown.code === 'unauthorized' && (await auth.session()) === undefined;
}

import type { Organisation, Session, User } from '@feishu-login/auth-types';
import type { AuthClient } from './client.ts';
import { type AuthFailure, isAuthFailure } from './failure.ts';

/** Whether somebody is signed in. `unknown` is an outage: a reason to try again later, never to sign anybody out. */
export type Who =
  | {
      readonly state: 'signed_in';
      readonly user: User;
      readonly session: Session;
      readonly organisation: Organisation | null;
    }
  | { readonly state: 'nobody' }
  | { readonly state: 'unknown'; readonly failure: AuthFailure };

/** Asks the server who is signed in. A `passive` question keeps no session alive. */
export async function askWho(client: Pick<AuthClient, 'call'>, { passive = false } = {}): Promise<Who> {
  try {
    return {
      state: 'signed_in',
      ...(await client.call('GET /api/v1/me', { query: passive ? { passive: 'true' } : {} })),
    };
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return failure.code === 'unauthorized' ? { state: 'nobody' } : { state: 'unknown', failure };
  }
}

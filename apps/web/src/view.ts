import type { Organisation, PageBoot, Session, User } from '@feishu-login/auth-types';
import type { SignOutReach } from '@feishu-login/client';
import { type Failure, failureOnPage } from './failure/failure.ts';
import type { ConsentReturn } from './tasks/consent-return.ts';

/** Why nobody is signed in any more. */
export type SessionEnd = SignOutReach | 'session-over';

/** What the page shows. Exactly one of these, from the first paint on. */
export type View =
  | { kind: 'sign-in'; after: 'arrival' | SessionEnd }
  | {
      kind: 'session';
      user: User;
      session: Session;
      /** Absent where the server keeps none of it. */
      organisation?: Organisation | null;
      returned?: ConsentReturn | undefined;
    }
  | { kind: 'failure'; failure: Failure }
  | { kind: 'nowhere' };

export function firstView({ failure, session }: PageBoot, returned?: ConsentReturn): View {
  if (failure?.code === 'not_found') return { kind: 'nowhere' };
  if (failure !== null) return { kind: 'failure', failure: failureOnPage(failure) };
  if (session !== null) return { kind: 'session', ...session, returned };
  return { kind: 'sign-in', after: 'arrival' };
}

import type { Organisation, PageBoot, Session, User } from '@feishu-login/auth-types';
import type { SignOutReach } from '@feishu-login/client';
import { causeOf, type Failure } from '@feishu-login/product';
import { failureOnPage } from './failure/failure.ts';
import type { ConsentReturn } from './tasks/consent-return.ts';

/** Why nobody is signed in any more. */
export type SessionEnd = SignOutReach | 'session-over';

/** How a sign-in page comes about. `refused`: Feishu asked, and the reader said no. */
export type Before = 'arrival' | 'refused' | SessionEnd;

/** What the page shows. Exactly one of these, from the first paint on. */
export type View =
  | { kind: 'sign-in'; after: Before }
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
  if (failure !== null) return failedView(failureOnPage(failure));
  if (session !== null) return { kind: 'session', ...session, returned };
  return { kind: 'sign-in', after: 'arrival' };
}

/** Whoever says no to Feishu has nothing to be explained: they are where they were before. */
export function failedView(failure: Failure): View {
  return causeOf(failure) === 'refused' ? { kind: 'sign-in', after: 'refused' } : { kind: 'failure', failure };
}

import type { IncomingMessage } from 'node:http';
import type { Session } from './session.ts';
import { identify, type SignInOptions } from './signed-in.ts';

export { signedInAs, whoIs } from './signed-in.ts';

/** Express middleware; handlers ask `signedInAs(request)`. */
export function signIn(session: Session, options?: SignInOptions) {
  return (request: IncomingMessage, _response: unknown, next: (error?: unknown) => void): void => {
    identify(session, request, request.headers, options).then(() => next(), next);
  };
}

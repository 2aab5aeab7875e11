import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from './session.ts';
import { identify, type SignInOptions } from './signed-in.ts';

export { signedInAs, whoIs } from './signed-in.ts';

/** A hook for Fastify, as `onRequest`: nobody's body is read. Handlers ask `signedInAs(request)`. */
export function signIn(session: Session, options?: SignInOptions) {
  return (request: { headers: IncomingHttpHeaders }): Promise<void> =>
    identify(session, request, request.headers, options);
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from './session.ts';
import { identify, type SignInOptions } from './signed-in.ts';

export { signedInAs, whoIs } from './signed-in.ts';

/** As much of NestJS's `ExecutionContext` as a guard needs. */
interface Execution {
  switchToHttp(): { getRequest<T extends object>(): T };
}

/** A guard for NestJS, on Express or Fastify: `app.useGlobalGuards(signIn(session))`. Handlers ask `signedInAs(request)`. */
export function signIn(session: Session, options?: SignInOptions) {
  return {
    async canActivate(execution: Execution): Promise<boolean> {
      const request = execution.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>();
      await identify(session, request, request.headers, options);
      return true;
    },
  };
}

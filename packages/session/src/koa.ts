import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from './session.ts';
import { identify, type SignInOptions } from './signed-in.ts';

export { signedInAs, whoIs } from './signed-in.ts';

/** Koa middleware; handlers ask `signedInAs(ctx)`. */
export function signIn(session: Session, options?: SignInOptions) {
  return async (ctx: { headers: IncomingHttpHeaders }, next: () => Promise<unknown>): Promise<void> => {
    await identify(session, ctx, ctx.headers, options);
    await next();
  };
}

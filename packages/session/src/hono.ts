import { refusalAnswer } from './fetch-answer.ts';
import type { Session } from './session.ts';
import { identify, type SignInOptions } from './signed-in.ts';

export { signedInAs, whoIs } from './signed-in.ts';

/** Hono middleware; handlers ask `signedInAs(c)`. */
export function signIn(session: Session, options?: SignInOptions) {
  return async (c: { req: { raw: Request } }, next: () => Promise<void>): Promise<Response | undefined> => {
    const refused = await identify(session, c, c.req.raw.headers, options).catch(refusalAnswer);
    if (refused !== undefined) return refused;
    await next();
    return undefined;
  };
}

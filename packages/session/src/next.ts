import type { SignedIn } from './ask.ts';
import { refusalAnswer } from './fetch-answer.ts';
import type { Session } from './session.ts';
import { nobody } from './signed-in.ts';

/** A route handler of Next for people who are signed in: `export const GET = signIn(session, (request, { user }) => …)`. */
export function signIn<R extends Request, Rest extends unknown[]>(
  session: Session,
  handle: (request: R, signedIn: SignedIn, ...rest: Rest) => Response | Promise<Response>,
) {
  return async (request: R, ...rest: Rest): Promise<Response> => {
    const signedIn = await session.who(request.headers).catch(refusalAnswer);
    if (signedIn instanceof Response) return signedIn;
    return signedIn === undefined ? refusalAnswer(nobody()) : handle(request, signedIn, ...rest);
  };
}

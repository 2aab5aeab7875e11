import type { RequestHeaders, SignedIn } from './ask.ts';
import type { Session } from './session.ts';
import { SignInError } from './sign-in-error.ts';

export interface SignInOptions {
  /** Lets requests of nobody pass: ask `whoIs` then. An outage is refused with 503 all the same. */
  readonly optional?: boolean;
}

/** Beside the request, not in it: no name to collide with, no types to augment. */
const people = new WeakMap<object, SignedIn>();

/** Asks who sent `request` and remembers it; refuses nobody with `unauthorized` unless told otherwise. */
export async function identify(
  session: Session,
  request: object,
  headers: RequestHeaders,
  { optional = false }: SignInOptions = {},
): Promise<void> {
  const signedIn = await session.who(headers);
  if (signedIn !== undefined) people.set(request, signedIn);
  else if (!optional) throw nobody();
}

/** Who sent it, as found by `signIn`; `undefined` for nobody. */
export function whoIs(request: object): SignedIn | undefined {
  return people.get(request);
}

/**
 * Who sent it, as found by `signIn`.
 * @throws SignInError `unauthorized`, also where `signIn` was forgotten
 */
export function signedInAs(request: object): SignedIn {
  const signedIn = people.get(request);
  if (signedIn === undefined) throw nobody();
  return signedIn;
}

export function nobody(): SignInError {
  return new SignInError('unauthorized', 'Sign in first.');
}

export type { AskOptions, RequestHeaders, SignedIn, User } from './ask.ts';
export { createSession, type Session, type SessionOptions } from './session.ts';
export { isSignInError, SignInError, type SignInErrorCode } from './sign-in-error.ts';

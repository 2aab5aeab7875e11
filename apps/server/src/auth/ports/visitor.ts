import type { SignedIn } from './records.ts';

/** Whoever sent a request, as their browser's session cookie tells. */
export interface Visitor {
  /** Their session, looked up once a request. */
  signedIn(): Promise<SignedIn | undefined>;
  /**
   * Runs an attempt to find something by what a person may be guessing, if their address may still try.
   * @throws AuthError `rate_limited`
   */
  guess<T>(find: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Takes the cookie away. */
  forget(): void;
}

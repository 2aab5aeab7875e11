import type { SignedIn } from './records.ts';

/** Whoever sent a request, as their browser's session cookie tells. */
export interface Visitor {
  /** Their session, looked up once a request. */
  signedIn(): Promise<SignedIn | undefined>;
  /** Takes the cookie away. */
  forget(): void;
}

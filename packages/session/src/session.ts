import { type AskOptions, createAsk, type SignedIn } from './ask.ts';
import { credentialOf, type RequestHeaders } from './credential.ts';
import { remembered } from './remembered.ts';

export interface SessionOptions extends AskOptions {
  /**
   * Milliseconds an answer may be used again, at most 1000. 0, which is the default, asks each time; otherwise a session
   * that has ended lives on here for as long as you say.
   */
  readonly cacheMs?: number;
}

export interface Session {
  /**
   * Who sent a request with these headers; `undefined` when nobody is signed in.
   * @throws SignInError `unavailable` (503) when the sign-in server does not say, `invalid_request` (400) when the request
   * names two people at once
   */
  who(headers: RequestHeaders): Promise<SignedIn | undefined>;
}

const longestCacheMs = 1000;

/** @throws TypeError about an option that cannot work */
export function createSession({ cacheMs = 0, ...options }: SessionOptions): Session {
  if (!(cacheMs >= 0 && cacheMs <= longestCacheMs))
    throw new TypeError(`createSession: cacheMs is ${cacheMs}; it must be from 0 (none) to ${longestCacheMs}`);
  const asking = createAsk(options);
  const ask = cacheMs === 0 ? asking : remembered(asking, cacheMs);
  return {
    async who(headers) {
      const credential = credentialOf(headers);
      return credential && ask(credential);
    },
  };
}

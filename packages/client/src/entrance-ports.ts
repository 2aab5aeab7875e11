import type { Body, PageCodeVia, Reply, User } from '@feishu-login/auth-types';
import type { AuthFailure } from './failure.ts';

/** What `POST /api/v1/auth/h5/start` hands out. */
export type PageAttempt = Reply<'POST /api/v1/auth/h5/start'>;

/** The one method of `h5sdk` needed here: every call of `tt` has to come after it (网页应用概述). */
export interface H5Sdk {
  ready(run: () => void): void;
}

/** How a JSAPI answers: through one of two callbacks (标准对象). What they are given is parsed, not trusted. */
export interface JsapiCallbacks {
  success(result: unknown): void;
  fail(error: unknown): void;
}

/** The part of a page's `tt` that hands out codes. Mind the spelling: `appID` for one, `appId` for the other. */
export interface PageTt {
  requestAccess?: (options: { appID: string; scopeList: string[]; state: string } & JsapiCallbacks) => unknown;
  requestAuthCode?: (options: { appId: string } & JsapiCallbacks) => unknown;
}

/** What a page must provide so that `enter` can sign its reader in. */
export interface EntrancePorts {
  /** Whether anything suggests the Feishu client: user agent, framing, a URL parameter. It proves nothing. */
  insideClientHint(): boolean;
  /** True after a sign-out in this browser: nobody is signed in again without a tap. */
  signedOut(): boolean;
  /** Loads the H5 SDK, once; rejects when the script cannot be loaded. */
  loadSdk(): Promise<void>;
  h5sdk(): H5Sdk | undefined;
  tt(): PageTt | undefined;
  /** Begins an attempt for these scopes; none for a sign-in. Like `finish`, it rejects with an `AuthFailure`. */
  start(scopes: readonly string[]): Promise<PageAttempt>;
  finish(body: Body<'POST /api/v1/auth/h5'>): Promise<Reply<'POST /api/v1/auth/h5'>>;
  /** Leaves for `/auth/login`, with these scopes if there are any. */
  redirect(scopes: readonly string[]): void;
  /** Calls `run` once after `ms` milliseconds, unless the function it returns is called before. */
  after(ms: number, run: () => void): () => void;
  /**
   * Attempts made without a tap since this tab last had a session. They outlive page loads: that is what keeps a
   * client that loses the cookie from signing in for ever. `undefined` when the host cannot remember.
   */
  automaticAttempts: { used(): number | undefined; add(): void };
}

/** What a page must provide so that `authorize` can ask its reader for scopes. */
export type AuthorizationPorts = Omit<EntrancePorts, 'signedOut' | 'automaticAttempts'>;

/** Which way was taken: one of the client's JSAPIs, or Feishu's sign-in page. */
export type EntranceBranch = PageCodeVia | 'redirect';

/** Why the page had to leave for Feishu's sign-in page. */
export type RedirectReason = 'outside_client' | 'sdk_failed' | 'sdk_not_ready' | 'no_jsapi' | 'in_line';

export type Entrance =
  | { outcome: 'signed_in'; branch: PageCodeVia; user: User; returnTo: string }
  | { outcome: 'redirected'; branch: 'redirect'; reason: RedirectReason }
  /** Nothing was tried: sign-in waits for a tap. */
  | { outcome: 'waits'; reason: 'outside_client' | 'signed_out' | 'attempts_used' }
  /** `branch` is missing when the attempt could not even begin. */
  | { outcome: 'failed'; branch: PageCodeVia | undefined; failure: AuthFailure };

import type { AuthErrorBody, Body, PageCodeVia, Reply } from '@feishu-login/auth-types';

/** The server's answer to one request; `refusal` is missing when there was no readable answer at all. */
export type Answer<T> = { ok: true; body: T } | { ok: false; refusal?: AuthErrorBody['error'] };

/** What `POST /api/v1/auth/h5/start` hands out. */
export type PageAttempt = Reply<'POST /api/v1/auth/h5/start'>;

/** The two methods of `h5sdk` this project calls (飞书 H5 SDK, 网页应用概述). */
export interface H5Sdk {
  ready(run: () => void): void;
}

/** How a JSAPI answers: one object in, one of two callbacks out (标准对象). What they carry is parsed, not trusted. */
export interface JsapiCallbacks {
  success(result: unknown): void;
  fail(error: unknown): void;
}

/** The part of a page's `tt` that can hand out a code. Mind the spelling: `appID` for one, `appId` for the other. */
export interface PageTt {
  requestAccess?: (options: { appID: string; scopeList: string[]; state: string } & JsapiCallbacks) => unknown;
  requestAuthCode?: (options: { appId: string } & JsapiCallbacks) => unknown;
}

/** What a page must provide for {@link enter}. */
export interface EntrancePorts {
  /** Whether anything suggests the Feishu client: user agent, framing or a URL parameter. It opens a try, it proves nothing. */
  insideClientHint(): boolean;
  /** True after a sign-out in this browser: nobody is signed in again without a tap. */
  signedOut(): boolean;
  /** Loads the H5 SDK, once; rejects when the script cannot be loaded. */
  loadSdk(): Promise<void>;
  h5sdk(): H5Sdk | undefined;
  tt(): PageTt | undefined;
  start(): Promise<Answer<PageAttempt>>;
  finish(body: Body<'POST /api/v1/auth/h5'>): Promise<Answer<Reply<'POST /api/v1/auth/h5'>>>;
  /** Leaves for `/auth/login`. */
  redirect(): void;
  /** Calls `run` once after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
  /**
   * Attempts made without a tap since a session was last seen in this tab. They survive page loads, which is what
   * keeps a client that drops cookies from signing in for ever. `undefined` when the host cannot remember.
   */
  automaticAttempts: { used(): number | undefined; add(): void };
}

/** Which way was taken: the two JSAPIs inside the client, or Feishu's sign-in page. */
export type EntranceBranch = PageCodeVia | 'redirect';

/** Why the page had to leave for Feishu's sign-in page. */
export type RedirectReason = 'outside_client' | 'sdk_failed' | 'sdk_not_ready' | 'no_jsapi';

export type EntranceFailure =
  /** The person closed the consent sheet or said no. */
  | { kind: 'refused' }
  /** The client could not hand out a code. `platformCode` explains; `errno` is the client's own number. */
  | { kind: 'client'; errno: number | undefined; platformCode: number | undefined }
  /** The client never answered. */
  | { kind: 'no_answer' }
  | { kind: 'server'; refusal: AuthErrorBody['error'] }
  /** Our server could not be reached, or answered something unreadable. */
  | { kind: 'offline' };

export type Entrance =
  | { outcome: 'signed_in'; branch: PageCodeVia; user: Reply<'POST /api/v1/auth/h5'>['user']; returnTo: string }
  | { outcome: 'redirected'; branch: 'redirect'; reason: RedirectReason }
  /** Nothing was tried: sign-in waits for the person's tap. */
  | { outcome: 'waits'; reason: 'outside_client' | 'signed_out' | 'attempts_used' }
  | { outcome: 'failed'; branch: PageCodeVia | undefined; failure: EntranceFailure };

import type { DeviceDescription, GadgetCodeVia } from '@feishu-login/auth-types';
import type { StoredSession } from './stored-session.ts';

/** What `tt.request` can send; `fetch` can as well (发起请求). */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

export interface HttpRequest {
  method: HttpMethod;
  /** Path and query; the host puts the server's address in front. */
  path: string;
  headers: Record<string, string>;
  /** To be sent as JSON; absent when the request has no body. */
  body?: object;
}

export interface HttpReply {
  status: number;
  /** Names in any case. */
  headers: Readonly<Record<string, string>>;
  /** The parsed JSON, or the text when it was not JSON, or `undefined` when there was none. */
  body: unknown;
}

/** Sends one request and resolves with whatever answer came, refusals included. Rejects only when none came. */
export type Send = (request: HttpRequest) => Promise<HttpReply>;

/** Why the Feishu client gave no code. */
export interface CodeRefusal {
  refusal: 'access_denied' | 'no_network' | 'code_unavailable' | 'client_too_old';
  /** What the Feishu client said, for developers. */
  message: string;
  /** Feishu’s number: its server’s where the client passed that on, else the client’s `errno`. */
  errno?: number | undefined;
}

/** A one-time code and which client API handed it out, or why there is none. */
export type CodeAnswer = { code: string; via: GadgetCodeVia } | CodeRefusal;

/** Where a host keeps the session between runs. It may be evicted, shared with other windows, or not work at all. */
export interface TokenStore {
  /** Whatever was saved last, unchecked; anything else means there is nothing. */
  load(): unknown;
  save(session: StoredSession): void | Promise<void>;
  clear(): void | Promise<void>;
}

/** A host whose session travels in a cookie needs to send requests and nothing else. */
export interface CookiePorts {
  send: Send;
}

/** A host that holds the tokens itself. */
export interface TokenPorts {
  send: Send;
  /**
   * Asks the Feishu client for a fresh one-time code that stands for the user and for these scopes; none for a sign-in.
   * Called once for each exchange, never twice for the same code.
   */
  requestCode(scopes: readonly string[]): Promise<CodeAnswer>;
  tokens: TokenStore;
  /** Milliseconds since the epoch, by the device's clock. */
  now(): number;
  /** For the user's list of devices. */
  describeDevice?(): DeviceDescription;
  /** Told of trouble that was survived, such as storage that cannot be written. */
  warn?(what: string, cause: unknown): void;
}

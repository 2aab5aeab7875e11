/**
 * Every way the server can refuse, once. Clients import this file, so it depends on nothing.
 * `code_invalid` and `unauthorized` each cover several causes on purpose: the answer must not tell an attacker which.
 */
export const authErrors = {
  invalid_request: 400,
  state_invalid: 400,
  code_invalid: 401,
  unauthorized: 401,
  forbidden_origin: 403,
  user_not_allowed: 403,
  reauth_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  code_in_progress: 409,
  code_retry: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  misdirected_host: 421,
  rate_limited: 429,
  internal: 500,
  upstream_unavailable: 503,
  db_unavailable: 503,
  overloaded: 503,
  shutting_down: 503,
} as const;

export type AuthErrorCode = keyof typeof authErrors;

/** What can go wrong before the server has said anything, or when what it said is not ours. */
export const clientErrors = [
  /** No answer came: no connection, a broken one, or it took too long. Nothing is known about what the server did. */
  'no_network',
  /** An answer came that our server does not give: a proxy's page, a truncated body. */
  'bad_answer',
  /** The user said no to the Feishu client. */
  'access_denied',
  /** The Feishu client could not hand out a code: too old, not signed in, or an error of its own. */
  'code_unavailable',
  /** This Feishu client knows no way to ask the user for scopes; a newer one does. */
  'client_too_old',
] as const;

export type ClientErrorCode = (typeof clientErrors)[number];

export interface AuthErrorDetails {
  /** Seconds until trying again can help; sent as `Retry-After` too. Every 429 and 503 carries it. */
  retryAfter?: number;
  /** With `reauth_required`: the Feishu scopes the user has to grant. */
  scopes?: readonly string[];
  /** The platform's own number, for the page that explains who can fix what. Never the platform's text. */
  platformCode?: number;
  /** With `overloaded`: a place in the line of those who wait for Feishu. */
  line?: PlaceInLine;
  cause?: unknown;
}

/** Where somebody stands who wants to sign in while Feishu takes no more. */
export interface PlaceInLine {
  /** Sent along when asking again, it keeps the place. */
  ticket: string;
  /** How many are before, about. */
  ahead: number;
  /** How long it takes, about. When to ask again is `retry_after`, which is sooner. */
  seconds: number;
}

/** A refusal on its way to becoming the answer `{ error: { code, message, request_id, … } }`. */
export class AuthError extends Error {
  readonly code: AuthErrorCode;
  readonly details: AuthErrorDetails;

  constructor(code: AuthErrorCode, message: string, details: AuthErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AuthError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return authErrors[this.code];
  }
}

/** The body of every refusal. */
export interface AuthErrorBody {
  error: {
    code: AuthErrorCode;
    message: string;
    request_id: string;
    retry_after?: number;
    scopes?: string[];
    platform_code?: number;
    /** With `overloaded`: many people are signing in, and this is where whoever asked stands. */
    line?: PlaceInLine;
    /** With `user_not_allowed`: whom to ask, in the operator's words. */
    contact?: string;
  };
}

export function isAuthErrorCode(value: unknown): value is AuthErrorCode {
  return typeof value === 'string' && Object.keys(authErrors).includes(value);
}

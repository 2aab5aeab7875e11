import type { AuthErrorCode, ClientErrorCode, PlaceInLine } from '@feishu-login/auth-types/errors';

export type FailureCode = AuthErrorCode | ClientErrorCode;

export interface FailureDetails {
  /** The server's name for this request, for the operator who looks into it. */
  requestId?: string | undefined;
  /** Seconds after which trying again can help. */
  retryAfter?: number | undefined;
  /** With `reauth_required`: the Feishu scopes the user has to grant. */
  scopes?: readonly string[] | undefined;
  /** The platform's own number (`code` of its server, `errno` of its client), when one was told. */
  platformCode?: number | undefined;
  /** Whom somebody who may not come in should ask, in the operator's words. */
  contact?: string | undefined;
  /** With `overloaded`: where the person stands among those who wait for Feishu; asking again keeps the place. */
  line?: PlaceInLine | undefined;
  /** The status of the answer that refused; nothing when none came. */
  status?: number | undefined;
  /** What a server of one’s own said in words other than this contract’s. */
  answer?: unknown;
}

/**
 * The one shape of every failure. It is an `Error` for the stack, but recognised by its tag: mini program runtimes
 * compile classes down so far that `instanceof` is not to be relied on.
 */
export interface AuthFailure extends Error, Readonly<FailureDetails> {
  readonly name: 'AuthFailure';
  readonly code: FailureCode;
}

/** Makes a failure to throw. `message` is for developers; users get their own words, chosen by `code`. */
export function authFailure(code: FailureCode, message: string, details: FailureDetails = {}): AuthFailure {
  const tag: { name: 'AuthFailure'; code: FailureCode } = { name: 'AuthFailure', code };
  return Object.assign(new Error(message), details, tag);
}

export function isAuthFailure(value: unknown): value is AuthFailure {
  return typeof value === 'object' && value !== null && 'name' in value && value.name === 'AuthFailure';
}

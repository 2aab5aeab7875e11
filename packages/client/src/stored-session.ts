import type { Tokens, User } from '@feishu-login/auth-types';
import { authFailure } from './failure.ts';

/** A signed-in session as the host keeps it. Times are milliseconds by the device's clock. */
export interface StoredSession {
  readonly accessToken: string;
  readonly accessEndsAt: number;
  /** From here on the access token is renewed before use, so that it does not end while a request is on its way. */
  readonly renewFrom: number;
  readonly refreshToken: string;
  readonly refreshEndsAt: number;
  readonly sessionId: string;
  readonly user: User;
}

/** A token is renewed this long before its end, or in the last fifth of a short life. */
const marginMs = 60_000;

/** The server's answer to a sign-in or a renewal, checked for what the client lives on. */
export function sessionFromTokens(answer: unknown, receivedAt: number): StoredSession {
  if (!isTokens(answer)) {
    throw authFailure('bad_answer', 'The server’s answer holds no usable tokens.');
  }
  const lifeMs = answer.expires_in * 1000;
  return {
    accessToken: answer.access_token,
    accessEndsAt: receivedAt + lifeMs,
    renewFrom: receivedAt + lifeMs - Math.min(marginMs, lifeMs / 5),
    refreshToken: answer.refresh_token,
    refreshEndsAt: receivedAt + answer.refresh_expires_in * 1000,
    sessionId: answer.session_id,
    user: answer.user,
  };
}

/** What storage returned, if it is a session; storage may hold anything, from older versions for instance. */
export function parseStoredSession(value: unknown): StoredSession | undefined {
  return isRecord(value) &&
    areStrings(value, ['accessToken', 'refreshToken', 'sessionId']) &&
    areNumbers(value, ['accessEndsAt', 'renewFrom', 'refreshEndsAt']) &&
    isUser(value.user)
    ? (value as unknown as StoredSession)
    : undefined;
}

function isTokens(value: unknown): value is Tokens {
  return (
    isRecord(value) &&
    areStrings(value, ['access_token', 'refresh_token', 'session_id']) &&
    areNumbers(value, ['expires_in', 'refresh_expires_in']) &&
    isUser(value.user)
  );
}

function isUser(value: unknown): value is User {
  return isRecord(value) && areStrings(value, ['id', 'name', 'open_id']);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function areStrings(record: Record<string, unknown>, keys: readonly string[]): boolean {
  return keys.every((key) => typeof record[key] === 'string' && record[key] !== '');
}

function areNumbers(record: Record<string, unknown>, keys: readonly string[]): boolean {
  return keys.every((key) => typeof record[key] === 'number' && Number.isFinite(record[key]));
}

import { AuthError } from '@feishu-login/auth-types';

/**
 * Whatever a driver throws becomes one answer. Its message is kept as the cause, its parameters are not: they hold
 * hashes and people's data.
 */
export function databaseFailure(error: unknown): AuthError {
  const driverError = error instanceof Error && 'driverError' in error ? error.driverError : error;
  const code = driverError instanceof Error && 'code' in driverError ? String(driverError.code) : 'UNKNOWN';
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const cause = new Error(`${code}: ${message}`);
  return new AuthError('db_unavailable', 'The database does not answer. Try again shortly.', { retryAfter: 2, cause });
}

/** Another process holds SQLite's write lock; waiting may help. */
export function isLocked(error: unknown): boolean {
  return error instanceof AuthError && error.cause instanceof Error && error.cause.message.startsWith('SQLITE_BUSY');
}

import { AuthError } from '@feishu-login/auth-types';

/**
 * Whatever a driver throws becomes one answer. Its message is kept as the cause, its parameters are not: they hold
 * hashes and people's data.
 */
export function databaseFailure(error: unknown): AuthError {
  const driverError = driverErrorOf(error);
  const code = codeOf(driverError) ?? 'UNKNOWN';
  const cause = new Error(`${code}: ${quotesValues(code) ? 'a value does not fit' : firstLine(driverError)}`);
  return new AuthError('db_unavailable', 'The database does not answer. Try again shortly.', { retryAfter: 2, cause });
}

/** PostgreSQL's data exceptions (class 22 of its error codes) repeat the value they complain of. */
function quotesValues(code: string): boolean {
  return /^22[0-9A-Z]{3}$/.test(code);
}

/** It was not the database that spoke, but whoever waited for it. */
export function isUnanswered(error: unknown): boolean {
  return codeOf(driverErrorOf(error)) === undefined;
}

function driverErrorOf(error: unknown): unknown {
  return isRecord(error) && 'driverError' in error ? error.driverError : error;
}

function codeOf(error: unknown): string | undefined {
  return isRecord(error) && 'code' in error && error.code !== undefined ? String(error.code) : undefined;
}

function firstLine(error: unknown): string {
  const message = isRecord(error) && typeof error.message === 'string' ? error.message : String(error);
  return message.split('\n', 1)[0] ?? '';
}

/** Not `instanceof Error`: a native driver's errors may come from elsewhere. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Another process holds SQLite's write lock; waiting may help. */
export function isLocked(error: unknown): boolean {
  return error instanceof AuthError && error.cause instanceof Error && error.cause.message.startsWith('SQLITE_BUSY');
}

/**
 * What a pooler that hands out connections by the transaction answers if it knows nothing of prepared statements
 * (`invalid_sql_statement_name`, `duplicate_prepared_statement`), and PostgreSQL when a table was changed meanwhile
 * (`feature_not_supported`: "cached plan must not change result type").
 */
export function isForgotten(error: unknown): boolean {
  return (
    error instanceof AuthError && error.cause instanceof Error && /^(26000|42P05|0A000):/.test(error.cause.message)
  );
}

import { isAuthFailure } from './failure.ts';

/** Asks the person for Feishu scopes, whatever way the host has; rejects with an `AuthFailure` when there are none. */
export type Authorize = (scopes: readonly string[]) => Promise<unknown>;

/**
 * Runs an operation. When the server says which scopes the person has to grant for it, asks for those and runs it once
 * more; what it says then is final, so nobody is asked in circles.
 */
export async function withScopes<Result>(operation: () => Promise<Result>, authorize: Authorize): Promise<Result> {
  try {
    return await operation();
  } catch (failure) {
    const scopes = scopesToGrant(failure);
    if (scopes.length === 0) throw failure;
    await authorize(scopes);
    return operation();
  }
}

/** The scopes with which an operation that failed could work; none where granting does not help. */
export function scopesToGrant(failure: unknown): readonly string[] {
  return isAuthFailure(failure) && failure.code === 'reauth_required' ? (failure.scopes ?? []) : [];
}

import type { TokenVersion } from './settings.ts';

/** The platform's own begin with letters. */
const byVersion3 = '3:';

/** A refresh token with the version that issued it, since version 2 takes only its own (刷新 user_access_token). */
export function issuedRefreshToken(token: string, version: TokenVersion): string {
  return version === '3' ? `${byVersion3}${token}` : token;
}

export function readRefreshToken(kept: string): { readonly token: string; readonly version: TokenVersion } {
  return kept.startsWith(byVersion3)
    ? { token: kept.slice(byVersion3.length), version: '3' }
    : { token: kept, version: '2' };
}

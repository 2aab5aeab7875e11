import { AuthError } from '@feishu-login/auth-types';
import type { Ports } from './ports/ports.ts';

/** Brings the refresh token without which a permission ends with its access token; asked for anew each time (获取授权码). */
export const lastingScope = 'offline_access';

/**
 * The scopes to put before the person: those wanted, and what makes them last. Without any it is a plain sign-in, which
 * asks for identity alone. Only configured scopes ever reach the platform.
 * @throws AuthError `invalid_request`
 */
export function scopesToAsk(ports: Ports, wanted: readonly string[] = []): string[] {
  const { scopes } = ports.app;
  if (wanted.some((scope) => !scopes.includes(scope)))
    throw new AuthError('invalid_request', 'A scope was asked for that FEISHU_SCOPES does not name.');
  return wanted.length === 0 ? [] : [...new Set([...wanted, ...scopes.filter((scope) => scope === lastingScope)])];
}

/** Those of an operation’s missing scopes that can be asked for at all, and what makes them last. */
export function missingScopes(ports: Ports, missing: readonly string[]): string[] {
  return scopesToAsk(
    ports,
    missing.filter((scope) => ports.app.scopes.includes(scope)),
  );
}

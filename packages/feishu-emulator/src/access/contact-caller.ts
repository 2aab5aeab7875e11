import type { Call } from '../exchange/call.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import { isAppToken, requireTenantToken, requireUserToken } from './bearer.ts';
import { requireScope } from './permissions.ts';

export interface ContactCaller {
  readonly app: App;
  readonly tenant_key: string;
}

/** Who asks the contact API, with a tenant or a user token that carries one of the scopes. */
export function contactCaller(call: Call, platform: Platform, scopes: readonly string[]): ContactCaller {
  if (call.bearer === undefined || isAppToken(platform, call.bearer)) {
    const { app, tenant_key } = requireTenantToken(call, platform);
    requireScope(platform, { scopes, app });
    return { app, tenant_key };
  }
  const { app, token } = requireUserToken(call, platform);
  requireScope(platform, { scopes, app, tokenScopes: token.scopes });
  return { app, tenant_key: platform.users.find(token.user)?.tenant_key ?? '' };
}

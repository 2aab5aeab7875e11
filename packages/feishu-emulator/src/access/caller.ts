import type { Call } from '../exchange/call.ts';
import { refuseAtGateway } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';
import { isAppToken, requireTenantToken, requireUserToken, tokenWhy } from './bearer.ts';
import { requireScope } from './permissions.ts';
import { standingWhy } from './standing.ts';

/** Who calls an API that is open to apps, to people, or to both. */
export interface Caller {
  app: App;
  tenant_key: string;
  /** With a user token. */
  user: User | undefined;
}

interface Wanted {
  token: 'tenant' | 'user' | 'any';
  /** One of these is enough; none are needed when there are none. */
  scopes: readonly string[];
}

/** Holds a call to token and scopes as the gateway does, and says who made it. */
export function requireCaller(call: Call, platform: Platform, { token, scopes }: Wanted): Caller {
  const ofApp = call.bearer === undefined || isAppToken(platform, call.bearer);
  if (token === 'user' || (token === 'any' && !ofApp)) return requirePerson(call, platform, scopes);
  const { app, tenant_key } = requireTenantToken(call, platform);
  if (scopes.length > 0) requireScope(platform, { scopes, app });
  return { app, tenant_key, user: undefined };
}

/** For an API that takes a user access token alone. */
export function requirePerson(call: Call, platform: Platform, scopes: readonly string[]): Caller & { user: User } {
  if (call.bearer !== undefined && isAppToken(platform, call.bearer)) {
    throw refuseAtGateway(platform.settings, 99991663, {
      en: 'This API takes a user access token; a tenant or app token was sent.',
      zh: '该接口只接受 user_access_token，而请求使用了租户或应用令牌。',
    });
  }
  const { app, token } = requireUserToken(call, platform);
  if (scopes.length > 0) requireScope(platform, { scopes, app, tokenScopes: token.scopes });
  const user = platform.users.find(token.user);
  if (user?.status !== 'active') {
    throw refuseAtGateway(platform.settings, 99991668, user ? standingWhy[user.status] : tokenWhy.unknownUser);
  }
  return { app, tenant_key: user.tenant_key, user };
}

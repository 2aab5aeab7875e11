import type { Platform } from '../state/platform.ts';
import { fingerprint } from '../state/secrets.ts';
import type { BasicCredentials, Body } from './call.ts';
import { secretFields } from './secret-fields.ts';

/** Who a request is about, as far as it can be told without judging it. */
export interface Identified {
  app_id: string | null;
  open_id: string | null;
  /** The key of the user, which is the first app's open id. */
  user: string | null;
  tenant_key: string | null;
}

interface Evidence {
  body: Body;
  query: URLSearchParams;
  bearer: string | undefined;
  basic: BasicCredentials | undefined;
}

export function identify(platform: Platform, { body, query, bearer, basic }: Evidence): Identified {
  const field = (name: string): string | undefined => {
    const value = body.fields[name];
    return typeof value === 'string' ? value : (query.get(name) ?? undefined);
  };
  const named = field('client_id') ?? field('app_id') ?? field('AppID') ?? basic?.id;
  const code = field('code');
  const refresh = field('refresh_token');
  const appToken = bearer === undefined ? undefined : platform.appTokens.find(bearer);
  const token =
    (code === undefined ? undefined : platform.codes.find(code)) ??
    (refresh === undefined ? undefined : platform.userTokens.findRefresh(refresh)) ??
    (bearer === undefined ? undefined : platform.userTokens.findAccess(bearer));
  const app_id = named ?? appToken?.app_id ?? token?.app_id ?? null;
  const user = token && platform.users.find(token.user);
  const app = platform.apps.find(token?.app_id);
  return {
    app_id,
    open_id: user && app ? platform.users.openIdFor(user, app) : null,
    user: user?.open_id ?? null,
    tenant_key: user?.tenant_key ?? appToken?.tenant_key ?? platform.apps.find(app_id)?.tenant_key ?? null,
  };
}

/** The fingerprints of what must not be written down. */
export function credentialsIn(fields: Readonly<Record<string, unknown>>, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of secretFields) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') found[prefix + name] = fingerprint(value);
  }
  return found;
}

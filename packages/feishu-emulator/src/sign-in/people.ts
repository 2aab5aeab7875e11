import { standingWhy } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import { readCookie } from '../pages/cookie.ts';
import { mayUse } from '../state/apps.ts';
import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';
import { refused } from './refusal.ts';

/** Session of the accounts host: remembers who signed in with this browser. */
export const sessionCookie = 'feishu_emulator_session';
/** Who is signed in to the Feishu client; set by its page and believed only inside its frame. */
const clientCookie = 'feishu_emulator_client';

export interface SignedIn {
  user: User;
  /** `client`: inside the Feishu client, which asks nobody to sign in. */
  how: 'client' | 'auto_login' | 'session';
}

/** Who is at the browser, or nobody yet. */
export function signedIn({ headers }: Call, platform: Platform): SignedIn | undefined {
  if (headers['sec-fetch-dest'] === 'iframe') {
    const user = platform.users.find(readCookie(headers.cookie, clientCookie) ?? '');
    if (user) return { user, how: 'client' };
  }
  const automatic = platform.users.find(platform.settings.values.auto_login ?? '');
  if (automatic) return { user: automatic, how: 'auto_login' };
  const session = platform.signIns.find(readCookie(headers.cookie, sessionCookie) ?? '');
  const user = session && platform.users.find(session.user);
  return user && { user, how: 'session' };
}

const foreignTenant = {
  en: 'A self-built app can be used by its own tenant only, and this user belongs to another one.',
  zh: '自建应用只能由本企业成员使用，而该用户属于其他企业。',
};

/**
 * 20010, which also is what 无应用权限 means on the page (身份验证相关); 20066, as the exchange has it, for an account that
 * nobody can sign in with.
 */
export function checkMayUse(app: App, user: User, platform: Platform): void {
  const facts = { app_id: app.app_id, user: `${user.name} (${user.open_id})` };
  if (user.status !== 'active') throw refused(20066, standingWhy[user.status], facts);
  if (!platform.apps.installedFor(app, user.tenant_key)) {
    throw refused(20010, standingWhy.not_installed, facts);
  }
  if (mayUse(app, user, platform.settings.values.foreign_tenant)) return;
  const foreign = app.type === 'self_built' && app.tenant_key !== user.tenant_key;
  throw refused(20010, foreign ? foreignTenant : standingWhy.unavailable, facts);
}

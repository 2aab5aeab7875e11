import type { Platform } from '../state/platform.ts';
import type { App, Code, RefreshToken } from '../state/records.ts';

const offline = 'offline_access';

/**
 * Everything a refreshed token may hold: what its own authorization gave, and what the user granted since, as far as the
 * app still has it enabled (终端用户授权概述: grants add up, and a new token carries all of them).
 */
export function scopesOfRefresh(platform: Platform, app: App, token: Pick<RefreshToken, 'user' | 'scopes'>): string[] {
  const { default_scopes } = platform.settings.values;
  const since = (platform.grants.find(app.app_id, token.user)?.scopes ?? []).filter((scope) => scope !== offline);
  const all = new Set([...token.scopes, ...since]);
  return [...all].filter((scope) => default_scopes.includes(scope) || app.scopes.includes(scope)).sort();
}

/**
 * Everything a token from this code may hold: what the user ever granted, as far as the app still has it enabled
 * (获取授权码). A code of the passport page carries no scopes (登录流程, 历史版本).
 */
export function scopesOfCode(platform: Platform, app: App, code: Code): string[] {
  const { default_scopes, offline_access } = platform.settings.values;
  if (code.via === 'passport') return [...default_scopes];
  const granted = platform.grants.find(code.app_id, code.user)?.scopes ?? [];
  const all = new Set([...default_scopes, ...granted, ...code.scopes]);
  if (offline_access === 'each_time' && !code.scopes.includes(offline)) all.delete(offline);
  return [...all].filter((scope) => default_scopes.includes(scope) || app.scopes.includes(scope)).sort();
}

export function allowsRefresh(scopes: readonly string[]): boolean {
  return scopes.includes(offline);
}

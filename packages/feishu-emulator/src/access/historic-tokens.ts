import type { Call } from '../exchange/call.ts';
import type { Platform } from '../state/platform.ts';
import type { App, AppToken } from '../state/records.ts';

/** Who calls a historic endpoint, and with which token. */
export interface HistoricCaller {
  app: App | undefined;
  token: AppToken | undefined;
  problem: 'absent' | 'dead' | undefined;
}

/** The app access token, in the header or, as early clients sent it, in the body. */
export function historicCaller(call: Call, platform: Platform): HistoricCaller {
  const inBody = call.body.fields.app_access_token;
  const value = call.bearer ?? (typeof inBody === 'string' && !platform.settings.values.strict ? inBody : undefined);
  if (value === undefined) return { app: undefined, token: undefined, problem: 'absent' };
  const token = platform.appTokens.find(value);
  const app = platform.apps.find(token?.app_id);
  const dead = !token || !app || platform.appTokens.problem(token, 'app') !== undefined;
  return { app, token, problem: dead ? 'dead' : undefined };
}

export function textField(call: Call, name: string): string | undefined {
  const value = call.body.fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

import { Refusal, type Why } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';

/** The user of the client; without an open id the one who signs in automatically, or the first. */
export function clientUser(open_id: string, { users, settings }: Platform): User | undefined {
  if (open_id !== '') return users.find(open_id);
  return users.find(settings.values.auto_login ?? '') ?? users.all()[0];
}

/** The app named; without an id the first, whose gadget is the one that is shown. */
export function clientApp(app_id: string, { apps }: Platform): App | undefined {
  return app_id === '' ? apps.first() : apps.find(app_id);
}

/** A refusal told to the client. */
export function refuseClient(code: number, msg: string, why: Why, details?: Record<string, unknown>): Refusal {
  return new Refusal({ code, row: { http: 200, msg }, why, ...(details && { details }) });
}

import { rootDepartmentId } from '@feishu-login/feishu-types';
import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';
import { ControlError } from './request.ts';

/** The app that was named, or the first. */
export function requireApp(platform: Platform, appId: string | undefined): App {
  const app = appId === undefined ? platform.apps.first() : platform.apps.find(appId);
  if (!app && appId === undefined) {
    throw new ControlError(
      404,
      'There is no app. PUT /_emulator/apps/:app_id makes one, POST /_emulator/reset the first.',
    );
  }
  if (!app) throw new ControlError(404, `There is no app "${appId}". GET /_emulator/state lists them.`);
  return app;
}

/** Companies are made by a seed, not by the way. */
export function requireTenants({ users }: Platform, at: string, keys: readonly (string | null | undefined)[]): void {
  const unknown = keys.find((key) => typeof key === 'string' && !users.tenant(key));
  if (typeof unknown !== 'string') return;
  throw new ControlError(400, `${at}: There is no tenant "${unknown}". A seed makes tenants.`);
}

export function requireDepartments({ directory }: Platform, at: string, ids: readonly string[] = []): void {
  const unknown = ids.find((id) => id !== rootDepartmentId && !directory.department(id));
  if (unknown === undefined) return;
  throw new ControlError(400, `${at}: There is no department "${unknown}". GET /_emulator/departments lists them.`);
}

/** The user that was named, by whichever app’s open id. */
export function requireUser(platform: Platform, openId: string | undefined): User {
  const user = openId === undefined ? undefined : platform.users.find(openId);
  if (!user) throw new ControlError(404, `There is no user "${openId}". GET /_emulator/users lists them.`);
  return user;
}

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

/** The user that was named, by whichever app’s open id. */
export function requireUser(platform: Platform, openId: string | undefined): User {
  const user = openId === undefined ? undefined : platform.users.find(openId);
  if (!user) throw new ControlError(404, `There is no user "${openId}". GET /_emulator/users lists them.`);
  return user;
}

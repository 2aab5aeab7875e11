import type { AppView, UserView } from '../control-api/views.ts';
import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';

export function userView(platform: Platform, user: User): UserView {
  return {
    ...user,
    open_ids: Object.fromEntries(platform.apps.all().map((app) => [app.app_id, platform.users.openIdFor(user, app)])),
  };
}

export function appView(app: App): AppView {
  const { app_secret: _secret, encrypt_key, verification_token: _token, ...view } = app;
  return { ...view, encrypted: encrypt_key !== null };
}

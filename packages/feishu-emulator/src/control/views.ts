import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';

/** A user with the open id every app sees. */
export function userView(state: Platform, user: User): User {
  return {
    ...user,
    open_ids: Object.fromEntries(state.apps.all().map((app) => [app.app_id, state.users.openIdFor(user, app)])),
  };
}

/** An app without its secrets. */
export function appView(
  app: App,
): Omit<App, 'app_secret' | 'encrypt_key' | 'verification_token'> & { encrypted: boolean } {
  const { app_secret: _secret, encrypt_key, verification_token: _token, ...view } = app;
  return { ...view, encrypted: encrypt_key !== null };
}

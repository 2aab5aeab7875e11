import type { Clock } from './clock.ts';
import { remember } from './memory.ts';
import type { Grant, Records } from './records.ts';

export interface Grants {
  find(app_id: string, user: string): Grant | undefined;
  /** Adds to what was granted before. */
  add(app_id: string, user: string, scopes: readonly string[]): Grant;
  revoke(app_id: string, user: string): void;
  all(): Grant[];
}

export function createGrants(records: Records, clock: Clock): Grants {
  const key = (app_id: string, user: string) => `${app_id} ${user}`;
  const find = (app_id: string, user: string) => records.grants.get(key(app_id, user));
  return {
    find,
    add(app_id, user, scopes) {
      const known = find(app_id, user);
      const grant: Grant = {
        app_id,
        user,
        scopes: [...new Set([...(known?.scopes ?? []), ...scopes])].sort(),
        authorized_at: clock.now(),
      };
      remember(records.grants, key(app_id, user), grant);
      return grant;
    },
    revoke: (app_id, user) => void records.grants.delete(key(app_id, user)),
    all: () => [...records.grants.values()],
  };
}

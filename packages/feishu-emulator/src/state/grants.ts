import type { Clock } from '../clock.ts';
import { type Records, remember } from './records.ts';

/** What one user has allowed one app, over all authorizations (终端用户授权概述). */
export interface Grant {
  app_id: string;
  user: string;
  scopes: string[];
  /** The last authorization: 365 days later no refresh is possible any more. */
  authorized_at: number;
}

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

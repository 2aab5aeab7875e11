import type { User } from './state/users.ts';

/** Tells the apps what happened. */
export interface Events {
  /** Pushes the event that a change of a user calls for. */
  userChanged(before: User | undefined, after: User | undefined): Promise<void>;
}

export function createEvents(): Events {
  return {
    userChanged: async () => undefined,
  };
}

import type { Clock } from '../auth/ports/ports.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from '../db/database.ts';

/** The server's data, opened for one command. */
export interface ServerData {
  readonly database: Database;
  readonly store: Store;
  readonly clock: Clock;
}

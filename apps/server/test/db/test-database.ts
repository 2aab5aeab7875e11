import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/auth/ports.ts';
import { openDatabase, type Patience } from '../../src/db/data-source.ts';
import type { Database } from '../../src/db/database.ts';
import { createStore } from '../../src/db/store.ts';

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  readonly store: Store;
  close(): Promise<void>;
}

export async function openTestDatabase(url: string, patience?: Patience): Promise<TestDatabase> {
  const database = await openDatabase(url, patience);
  return { url, database, store: createStore(database), close: () => database.close() };
}

/** A SQLite file in a folder that goes away with it. */
export async function openTestSqlite(): Promise<TestDatabase & { readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'fl-sqlite-'));
  const file = join(folder, 'app.sqlite');
  const opened = await openTestDatabase(`sqlite:${file}`);
  return {
    ...opened,
    file,
    close: async () => {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/auth/ports/store.ts';
import { openDatabase } from '../../src/db/data-source.ts';
import { type Database, defaultPatience, type Patience } from '../../src/db/database.ts';
import { createStore } from '../../src/db/store.ts';

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  readonly store: Store;
  close(): Promise<void>;
}

/** Tests ask for more at once than a server lets in, on machines that are busy with other tests. */
const unhurried: Patience = {
  ...defaultPatience,
  longest_wait: 20_000,
  statement_timeout: 20_000,
  query_timeout: 30_000,
};

export async function openTestDatabase(url: string, patience = unhurried): Promise<TestDatabase> {
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

/** The names of a database's tables, those of its migrations included. */
export async function tablesOf({ dialect, read }: Database): Promise<string[]> {
  const tables =
    dialect === 'sqlite'
      ? await read<{ name: string }>`select name from sqlite_master where type = 'table' order by name`
      : await read<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  return tables.map(({ name }) => name);
}

/** The words of everything that is kept, to look for what must not be. */
export async function everythingKept(database: Database): Promise<string> {
  const rows = (await tablesOf(database)).map((name) => database.read`select * from ${{ sql: name }}`);
  return JSON.stringify(await Promise.all(rows));
}

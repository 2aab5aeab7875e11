import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { createDatabase, type Database } from './database.ts';
import { Initial1764000000000 } from './migrations/0001-initial.ts';
import { WhatOnlyRises1795737600000 } from './migrations/0002-what-only-rises.ts';
import { survivePoolErrors } from './pool-errors.ts';
import { lockSqliteFile } from './single-process.ts';
import { tables } from './tables/tables.ts';

const migrations = [Initial1764000000000, WhatOnlyRises1795737600000];
const schema = {
  entities: tables,
  migrations,
  migrationsTableName: 'migrations',
  synchronize: false,
  logging: false,
} as const;

/** A write waits this long inside SQLite, which blocks the whole process; the write queue waits longer without. */
const sqliteBusyTimeout = 100;

/**
 * Opens the database and brings its schema up to date.
 * @param url `sqlite:./path/file.sqlite` or `postgres://…`
 * @throws Error if another process uses the SQLite file, or the database cannot be reached or migrated
 */
export async function openDatabase(url: string, patience: Patience = defaultPatience): Promise<Database> {
  return url.startsWith('sqlite:') ? openSqlite(resolve(url.slice('sqlite:'.length))) : openPostgres(url, patience);
}

async function openSqlite(file: string): Promise<Database> {
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockSqliteFile(file);
  try {
    const writer = await new DataSource(sqliteOptions(file, false)).initialize();
    await writer.runMigrations({ transaction: 'all' });
    const reader = await new DataSource(sqliteOptions(file, true)).initialize();
    const database = createDatabase(writer, reader);
    return {
      ...database,
      close: async () => {
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The database ${file} cannot be opened: ${reason}`, { cause: error });
  }
}

/** The data source of a SQLite file: WAL, and every commit on disk before it is acknowledged. */
export function sqliteOptions(file: string, readonly: boolean): DataSourceOptions {
  return {
    ...schema,
    type: 'better-sqlite3',
    database: file,
    readonly,
    timeout: sqliteBusyTimeout,
    prepareDatabase: (connection: { pragma(statement: string): unknown }) => {
      if (readonly) return;
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = FULL');
    },
  };
}

async function openPostgres(url: string, patience: Patience): Promise<Database> {
  await migrateOnce(url);
  const source = await new DataSource(postgresOptions(url, patience)).initialize();
  survivePoolErrors(source);
  return createDatabase(source);
}

/** How long nobody waits in vain for PostgreSQL, in milliseconds. */
export interface Patience {
  /** It ends a statement itself that takes longer. */
  readonly statement_timeout: number;
  /** Where not even that arrives, we stop waiting, a little later. */
  readonly query_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
}

const defaultPatience: Patience = {
  statement_timeout: 5_000,
  query_timeout: 6_000,
  idle_in_transaction_session_timeout: 10_000,
};

export function postgresOptions(url: string, patience: Partial<Patience> = defaultPatience): DataSourceOptions {
  return {
    ...schema,
    type: 'postgres',
    url,
    parseInt8: true,
    installExtensions: false,
    poolSize: 10,
    connectTimeoutMS: 2_000,
    // An idle connection that the server ends must not end this process; the pool opens another when it needs one.
    poolErrorHandler: () => undefined,
    extra: patience,
  };
}

/** Any number of processes may start at once: an advisory lock lets one migrate while the others wait. */
const migrationLock = 3_861_407;

/** On connections of its own, which are in no hurry; the lock ends with them. */
async function migrateOnce(url: string): Promise<void> {
  const source = await new DataSource(postgresOptions(url, {})).initialize();
  survivePoolErrors(source);
  try {
    await source.createQueryRunner().query('select pg_advisory_lock($1)', [migrationLock]);
    await source.runMigrations({ transaction: 'all' });
  } finally {
    await source.destroy();
  }
}

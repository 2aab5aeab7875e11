import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DataSource, type DataSourceOptions, MigrationExecutor, QueryFailedError } from 'typeorm';
import { createDatabase, type Database, defaultPatience, type Patience, poolSize } from './database.ts';
import { Initial1764000000000 } from './migrations/0001-initial.ts';
import { WhatOnlyRises1795737600000 } from './migrations/0002-what-only-rises.ts';
import { Outbox1795780800000 } from './migrations/0003-outbox.ts';
import { OpenIdConnect1795824000000 } from './migrations/0004-openid-connect.ts';
import { HandOffs1795910400000 } from './migrations/0005-hand-offs.ts';
import { WhenSessionsWereConfirmed1795996800000 } from './migrations/0006-when-sessions-were-confirmed.ts';
import { PersonFacts1796083200000 } from './migrations/0007-person-facts.ts';
import { Consents1796169600000 } from './migrations/0008-consents.ts';
import { BlockedPeople1796256000000 } from './migrations/0009-blocked-people.ts';
import { FormerIds1796342400000 } from './migrations/0010-former-ids.ts';
import { SessionsOfAnIdentity1796428800000 } from './migrations/0011-sessions-of-an-identity.ts';
import { survivePoolErrors } from './pool-errors.ts';
import { lockSqliteFile } from './single-process.ts';
import { Sqlite } from './sqlite-driver.ts';
import { tables } from './tables/tables.ts';

const migrations = [
  Initial1764000000000,
  WhatOnlyRises1795737600000,
  Outbox1795780800000,
  OpenIdConnect1795824000000,
  HandOffs1795910400000,
  WhenSessionsWereConfirmed1795996800000,
  PersonFacts1796083200000,
  Consents1796169600000,
  BlockedPeople1796256000000,
  FormerIds1796342400000,
  SessionsOfAnIdentity1796428800000,
];
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
    driver: Sqlite,
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
  await migrateOnce(url, patience.migration_wait ?? 120_000);
  const source = await new DataSource(postgresOptions(url, patience.query_timeout)).initialize();
  survivePoolErrors(source);
  return createDatabase(source, source, patience);
}

/** Nothing of a session: behind a pooler that hands out connections by the transaction, it would be somebody else's. */
export function postgresOptions(url: string, queryTimeout = defaultPatience.query_timeout): DataSourceOptions {
  return {
    ...schema,
    type: 'postgres',
    url,
    parseInt8: true,
    installExtensions: false,
    poolSize,
    connectTimeoutMS: 2_000,
    // An idle connection that the server ends must not end this process; the pool opens another when it needs one.
    poolErrorHandler: () => undefined,
    extra: { query_timeout: queryTimeout, pipeline: true },
  };
}

/** Any number of processes may start at once: an advisory lock lets one migrate while the others wait. */
const migrationLock = 3_861_407;

/** In one transaction, to which the lock belongs, on a connection that is in no hurry. */
async function migrateOnce(url: string, longestWait: number): Promise<void> {
  const source = await new DataSource(postgresOptions(url, 0)).initialize();
  survivePoolErrors(source);
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(`set local statement_timeout = 0; set local lock_timeout = ${longestWait}`);
    await runner.query(`select pg_advisory_xact_lock(${migrationLock})`).catch((error: unknown) => {
      throw isLockTimeout(error) ? anotherMigrates(longestWait, error) : error;
    });
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = 'none';
    await executor.executePendingMigrations();
    await runner.commitTransaction();
  } finally {
    await source.destroy();
  }
}

/** PostgreSQL's `lock_not_available`. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof QueryFailedError && 'code' in error.driverError && error.driverError.code === '55P03';
}

function anotherMigrates(waited: number, cause: unknown): Error {
  const message = `Another server has been changing this database's structure for ${waited / 1000} seconds. Wait until it is done and start again; if none is running, look for an open transaction with an advisory lock in pg_locks.`;
  return new Error(message, { cause });
}

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { postgresOptions, sqliteOptions } from '../data-source.ts';
import { createDatabase, type Database, defaultPatience } from '../database.ts';
import type { DatabaseState } from './database-state.ts';

export type OpenedDatabase =
  | { readonly opened: true; readonly database: Database; readonly state: Extract<DatabaseState, { state: 'open' }> }
  | { readonly opened: false; readonly state: Exclude<DatabaseState, { state: 'open' }> };

/** Whoever asks for a long list at a terminal waits for it. */
const patience = { ...defaultPatience, longest_wait: 6_000, statement_timeout: 5_000 };

/**
 * Opens the server's database beside a running server. On SQLite the lock that keeps a second *server* out is not taken:
 * reads are snapshots, a write waits for SQLite's own lock, and what it commits is what the server's next query sees,
 * because the server keeps no cache. Nothing is created or migrated.
 */
export async function openBesideServer(url: string): Promise<OpenedDatabase> {
  const file = sqliteFile(url);
  if (file === undefined) return open(nameOf(url), [postgresOptions(url)]);
  if (!existsSync(file)) return { opened: false, state: { state: 'absent', name: file } };
  return open(file, [sqliteOptions(file, false), sqliteOptions(file, true)]);
}

/** As `openBesideServer`, but only looks: SQLite's file is not opened for writing. */
export async function lookAtDatabase(url: string): Promise<DatabaseState> {
  const file = sqliteFile(url);
  const found =
    file !== undefined && existsSync(file)
      ? await open(file, [sqliteOptions(file, true)])
      : await openBesideServer(url);
  if (found.opened) await found.database.close();
  return found.state;
}

function sqliteFile(url: string): string | undefined {
  return url.startsWith('sqlite:') ? resolve(url.slice('sqlite:'.length)) : undefined;
}

/** Without user and password. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** @param options of the writer and, where reads need one of their own, of the reader */
async function open(name: string, options: readonly DataSourceOptions[]): Promise<OpenedDatabase> {
  const sources: DataSource[] = [];
  try {
    for (const option of options) sources.push(await new DataSource(option).initialize());
    const [writer, reader] = sources;
    if (writer === undefined) throw new Error('A database needs a connection.');
    const state = { state: 'open', name, ...(await migrations(writer)), clockAhead: await clockAhead(writer) } as const;
    return { opened: true, database: createDatabase(writer, reader, patience), state };
  } catch (error) {
    await Promise.all(sources.map((source) => source.destroy()));
    return { opened: false, state: { state: 'unreachable', name, code: codeOf(error) } };
  }
}

async function migrations(source: DataSource): Promise<{ pending: number; unknown: number }> {
  const expected = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const applied = (await hasMigrations(source))
    ? await source.query<{ name: string }[]>('select name from migrations')
    : [];
  const unknown = applied.filter(({ name }) => !expected.has(name)).length;
  return { pending: expected.size - (applied.length - unknown), unknown };
}

async function hasMigrations(source: DataSource): Promise<boolean> {
  const rows: unknown[] =
    source.options.type === 'postgres'
      ? await source.query(`select 1 from pg_class where oid = to_regclass('migrations')`)
      : await source.query(`select 1 from sqlite_master where type = 'table' and name = 'migrations'`);
  return rows.length > 0;
}

async function clockAhead(source: DataSource): Promise<number> {
  if (source.options.type !== 'postgres') return 0;
  const asked = Date.now();
  const rows = await source.query<{ now: number }[]>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
  );
  return (rows[0]?.now ?? asked) - (asked + Date.now()) / 2;
}

/**
 * TypeORM, `pg` and better-sqlite3 put the code in different places, and not all of their errors are an `Error`.
 * Messages may name hosts and users, so they stay here.
 */
function codeOf(error: unknown): string {
  const inner = isRecord(error) && isRecord(error.driverError) ? error.driverError : error;
  return isRecord(inner) && typeof inner.code === 'string' ? inner.code : 'UNKNOWN';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../../scripts/run.ts';
import { sql } from '../sql.ts';
import { openSqlite } from './sqlite.ts';

/** On what and with what it was measured, as rows of a table. Nothing here names the machine itself. */
export async function describeMachine(postgresUrl: string): Promise<[string, string][]> {
  const gigabytes = totalmem() / 1024 ** 3;
  return [
    ['date', new Date().toISOString().slice(0, 10)],
    ['processor', `${availableParallelism()} cores for everything measured and the load · ${cpus()[0]?.model.trim()}`],
    ['memory', `${gigabytes.toFixed(0)} GB`],
    ['system', `${platform()} ${arch()}`],
    ['Node', process.versions.node],
    ['PostgreSQL', await versionOfPostgres(postgresUrl)],
    ['SQLite', versionOfSqlite()],
    ...['koa', 'express', 'express-session', 'better-auth'].map((name): [string, string] => [name, versionOf(name)]),
  ];
}

export async function versionOfPostgres(url: string): Promise<string> {
  const [{ server_version = '' } = {}] = await sql<{ server_version: string }>(url, 'show server_version');
  return server_version;
}

export function versionOfSqlite(): string {
  const database = openSqlite('sqlite::memory:');
  const version = database.prepare('select sqlite_version()').pluck().get();
  database.close();
  return String(version);
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(repository, 'e2e/node_modules', name, 'package.json'), 'utf8')).version;
}

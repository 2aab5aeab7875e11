import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sql } from './sql.ts';

/** Everything in the database, to be searched: each row of each table, or the bytes of the SQLite file and its journals. */
export async function everythingKept(databaseUrl: string): Promise<string> {
  return databaseUrl.startsWith('sqlite:') ? bytesOf(databaseUrl.slice('sqlite:'.length)) : rowsOf(databaseUrl);
}

async function rowsOf(databaseUrl: string): Promise<string> {
  const tables = await sql<{ name: string }>(
    databaseUrl,
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const rows = await Promise.all(
    tables.map(async ({ name }) => [name, await sql(databaseUrl, `select * from "${name}"`)]),
  );
  return JSON.stringify(rows);
}

async function bytesOf(file: string): Promise<string> {
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith(basename(file)));
  return (await Promise.all(names.map((name) => readFile(join(dirname(file), name), 'latin1')))).join('\n');
}

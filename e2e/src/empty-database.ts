import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from './sql.ts';

declare global {
  /** What jest's project `postgres` says of itself. */
  var storesOn: 'postgres' | undefined;
}

export interface EmptyDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A new database of the kind this run is about; a SQLite file goes away with `folder`. */
export async function emptyDatabase(folder: string): Promise<EmptyDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (globalThis.storesOn !== 'postgres' || server === undefined)
    return { url: `sqlite:${join(folder, 'app.sqlite')}`, drop: async () => undefined };
  const name = `world_${randomUUID().replaceAll('-', '')}`;
  await sql(server, `create database ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: async () => void (await sql(server, `drop database ${name} with (force)`)),
  };
}

import Sqlite13, { type Database } from 'better-sqlite3';
import Sqlite12 from 'better-sqlite3-node20';

/** The driver that this Node can bear (docs/decisions/0001). */
const Sqlite: typeof Sqlite13 = Number(process.versions.napi) < 10 ? Sqlite12 : Sqlite13;

/** A database as the server opens its own: WAL, and every commit on disk. @param url `sqlite:` and a file */
export function openSqlite(url: string): Database {
  const database = new Sqlite(url.slice('sqlite:'.length));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  return database;
}

import { afterAll } from '@jest/globals';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { openTestDatabase, openTestSqlite, type TestDatabase, tablesOf } from './test-database.ts';

declare global {
  /** What jest's project `postgres` says of itself. */
  var storesOn: 'postgres' | undefined;
}

/** An empty database of the kind this run is about; closing it throws away what is in it. */
export function openEmptyDatabase(): Promise<TestDatabase> {
  return globalThis.storesOn === 'postgres' ? openEmptyPostgres() : openTestSqlite();
}

/** To make and open a database takes ten times as long as to empty one, so a test file uses its own again. */
const idle: TestDatabase[] = [];
let server: Promise<PostgresServer> | undefined;
let fileIsOver = false;

async function openEmptyPostgres(): Promise<TestDatabase> {
  server ??= startPostgres();
  const opened = idle.pop() ?? (await openTestDatabase(await (await server).createDatabase()));
  return { ...opened, close: () => keepEmpty(opened) };
}

async function keepEmpty(opened: TestDatabase): Promise<void> {
  if (fileIsOver) return opened.close();
  const names = (await tablesOf(opened.database)).filter((name) => name !== 'migrations');
  await opened.database.write((sql) => sql`truncate ${{ sql: names.join(', ') }} restart identity`);
  idle.push(opened);
}

if (globalThis.storesOn === 'postgres') {
  // Runs before what the file itself does at its end.
  afterAll(async () => {
    fileIsOver = true;
    for (const opened of idle.splice(0)) await opened.close();
    await (await server)?.stop();
  });
}

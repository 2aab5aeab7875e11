import { afterAll, beforeAll, describe } from '@jest/globals';
import { type PostgresServer, startPostgres } from '../db/postgres-server.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { commandsSuite } from './commands-suite.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe('The operator’s commands beside a server on PostgreSQL', () => {
  commandsSuite(async () => openTestDatabase(await server.createDatabase()));
});

import { afterAll, beforeAll, describe } from '@jest/globals';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { storeSuite } from './store-suite.ts';
import { openTestDatabase } from './test-database.ts';

describe('The store on PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  storeSuite(async () => openTestDatabase(await server.createDatabase()));
  afterAll(() => server.stop());
});

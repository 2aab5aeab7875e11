import { afterAll, beforeAll, describe } from '@jest/globals';
import { postgresOptions } from '../../src/db/data-source.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { storeSuite } from './store-suite.ts';
import { postgresFailureSuite } from './suite/failure.ts';
import { lockOrderSuite } from './suite/lock-order.ts';
import { locksSuite } from './suite/locks.ts';
import { migrationSuite } from './suite/migrations.ts';
import { startingSuite } from './suite/starting.ts';
import { openTestDatabase } from './test-database.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe('The store on PostgreSQL', () => {
  const opened = storeSuite(async () => openTestDatabase(await server.createDatabase()));
  describe('transactions that cross', () => locksSuite(opened));
  describe('transactions that want the same rows', () => lockOrderSuite(opened));
  describe('a failure of PostgreSQL', () => postgresFailureSuite(opened));
});

describe('The migrations on PostgreSQL', () => {
  migrationSuite(async () => postgresOptions(await server.createDatabase()));
});

describe('Servers that start on one database', () => startingSuite(() => server));

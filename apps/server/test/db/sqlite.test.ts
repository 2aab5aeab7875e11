import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { sqliteOptions } from '../../src/db/data-source.ts';
import { storeSuite } from './store-suite.ts';
import { migrationSuite } from './suite/migrations.ts';
import { openTestSqlite } from './test-database.ts';

describe('The store on SQLite', () => {
  storeSuite(openTestSqlite);
});

describe('The migrations on SQLite', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fl-migrations-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  migrationSuite(async () => sqliteOptions(join(folder, 'app.sqlite'), false));
});

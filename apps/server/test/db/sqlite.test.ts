import { describe } from '@jest/globals';
import { storeSuite } from './store-suite.ts';
import { openTestSqlite } from './test-database.ts';

describe('The store on SQLite', () => storeSuite(openTestSqlite));

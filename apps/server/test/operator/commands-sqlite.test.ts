import { describe } from '@jest/globals';
import { openTestSqlite } from '../db/test-database.ts';
import { commandsSuite } from './commands-suite.ts';

describe('The operator’s commands beside a server on SQLite', () => commandsSuite(openTestSqlite));

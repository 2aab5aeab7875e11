import { afterAll, beforeAll } from '@jest/globals';
import type { TestDatabase } from './test-database.ts';

/** A database for all tests of a file; it can be had from the first of them on. */
export function withDatabase(open: () => Promise<TestDatabase>): () => TestDatabase {
  let current: TestDatabase | undefined;
  beforeAll(async () => {
    current = await open();
  });
  afterAll(() => current?.close());
  return () => {
    if (current === undefined) throw new Error('The database is not open.');
    return current;
  };
}

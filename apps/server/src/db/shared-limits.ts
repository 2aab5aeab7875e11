import type { QueryConfig } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Database } from './database.ts';
import type { SqlValue } from './sql.ts';

/** Counts attempts for all instances that share a database; `undefined` where there is only one process. */
export type SharedLimits = ((name: string, pointsPerMinute: number) => RateLimiterPostgres) | undefined;

/**
 * On PostgreSQL the counts live in its table `rate_limits`, so that an address has one allowance however many instances
 * answer it. If the database is away or slow, each instance counts by itself. Nobody waits until a count is on disk: people
 * behind one address would wait for each other's, twice for each sign-in.
 */
export function createSharedLimits({ aside }: Pick<Database, 'aside'>): SharedLimits {
  if (aside === undefined) return undefined;
  const storeClient = {
    query: async ({ text, values = [] }: QueryConfig<SqlValue[]>) => ({ rows: await aside(text, values) }),
  };
  return (name, points) =>
    new RateLimiterPostgres({
      storeClient,
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration: 60,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: 60 }),
    });
}

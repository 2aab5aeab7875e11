import type { QueryConfig } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Database } from './database.ts';

/** Counts attempts for all instances that share a database; `undefined` where there is only one process. */
export type SharedLimits = ((name: string, pointsPerMinute: number) => RateLimiterPostgres) | undefined;

/**
 * On PostgreSQL the counts live in its table `rate_limits`, so that an address has one allowance however many instances
 * answer it. If the database is away or slow, each instance counts by itself.
 */
export function createSharedLimits({ aside }: Pick<Database, 'aside'>): SharedLimits {
  if (aside === undefined) return undefined;
  /** A named statement lives on one connection; behind a pooler the next transaction has another. */
  const storeClient = { query: ({ text, values = [] }: QueryConfig) => aside(text, values) };
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

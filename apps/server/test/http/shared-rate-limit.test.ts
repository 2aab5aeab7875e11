import { AuthError } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSharedLimits } from '../../src/db/shared-limits.ts';
import { createRateLimit, type RateLimit } from '../../src/http/rate-limit.ts';
import { type PostgresServer, startPostgres } from '../db/postgres-server.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';

let server: PostgresServer;
let databases: TestDatabase[];
beforeAll(async () => {
  server = await startPostgres();
  const url = await server.createDatabase();
  databases = [await openTestDatabase(url), await openTestDatabase(url)];
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await server.stop();
});

/** Two instances on one PostgreSQL. */
function instances(failuresPerMinute: number): [RateLimit, RateLimit] {
  const [one, other] = databases.map(({ database }) =>
    createRateLimit(
      { event: () => undefined },
      { failuresPerMinute, requestsPerMinute: 10_000, shared: createSharedLimits(database) },
    ),
  );
  if (one === undefined || other === undefined) throw new Error('There are two databases.');
  return [one, other];
}

const guess = () => Promise.reject(new AuthError('code_invalid', 'No.'));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'signed in',
    (error: AuthError) => error.code,
  );

describe('Attempts of one address at two instances on PostgreSQL', () => {
  it('J1: are counted together', async () => {
    const [one, other] = instances(6);
    for (let i = 0; i < 6; i += 1)
      expect(await codeOf((i % 2 ? one : other).guard('198.51.100.1', guess))).toBe('code_invalid');
    for (const instance of [one, other])
      expect(await codeOf(instance.guard('198.51.100.1', guess))).toBe('rate_limited');
    expect(await codeOf(one.guard('198.51.100.2', guess))).toBe('code_invalid');
  });

  it('J1: are counted by each of them while the database is away', async () => {
    const database = await openTestDatabase(await server.createDatabase());
    const shared = createSharedLimits(database.database);
    const limit = createRateLimit(
      { event: () => undefined },
      { failuresPerMinute: 3, requestsPerMinute: 10_000, shared },
    );
    await database.close();
    for (let i = 0; i < 3; i += 1) expect(await codeOf(limit.guard('198.51.100.4', guess))).toBe('code_invalid');
    expect(await codeOf(limit.guard('198.51.100.4', guess))).toBe('rate_limited');
    expect(await codeOf(limit.guard('198.51.100.5', async () => undefined))).toBe('signed in');
  });

  it('J5: that succeed lock nobody out, though as many are under way as may fail', async () => {
    const [one, other] = instances(40);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let underWay = 0;
    const signIn = async () => {
      underWay += 1;
      await held;
    };
    const all = Array.from({ length: 40 }, (_, i) => codeOf((i % 2 ? one : other).guard('198.51.100.3', signIn)));
    while (underWay < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await codeOf(one.guard('198.51.100.3', signIn))).toBe('rate_limited');
    release();
    expect(new Set(await Promise.all(all))).toEqual(new Set(['signed in']));
    for (const instance of [one, other])
      expect(await codeOf(instance.guard('198.51.100.3', async () => undefined))).toBe('signed in');
  });
});

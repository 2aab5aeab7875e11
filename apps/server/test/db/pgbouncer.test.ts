import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type PgBouncer, startPgBouncer } from '../../../../scripts/pgbouncer.ts';
import { openDatabase } from '../../src/db/data-source.ts';
import { createSharedLimits } from '../../src/db/shared-limits.ts';
import { type PostgresServer, runOn, startPostgres } from './postgres-server.ts';
import { aMoment, aPerson, aSignIn } from './sign-in-request.ts';
import { openTestDatabase } from './test-database.ts';

describe('Behind a pooler that hands out connections by the transaction', () => {
  let server: PostgresServer;
  let bouncer: PgBouncer;
  let direct: string;
  beforeAll(async () => {
    server = await startPostgres();
    direct = await server.createDatabase();
    bouncer = await startPgBouncer(direct);
  }, 180_000);
  afterAll(async () => {
    await bouncer.stop();
    await server.stop();
  });

  it('O10: servers start one after the other and at once, and leave no lock behind', async () => {
    for (let i = 0; i < 3; i += 1) await (await openDatabase(bouncer.url)).close();
    const together = await Promise.all([1, 2, 3].map(() => openDatabase(bouncer.url)));
    await Promise.all(together.map((database) => database.close()));
    expect(await runOn(direct, `select * from pg_locks where locktype = 'advisory'`)).toEqual([]);
  }, 30_000);

  it('people sign in, many at once, are found, and counted', async () => {
    const opened = await openTestDatabase(bouncer.url);
    const now = aMoment();
    const requests = Array.from({ length: 40 }, () => aSignIn(aPerson(), now));
    await Promise.all(requests.map((request) => opened.store.sessions.signIn(request)));
    const found = await Promise.all(requests.map(({ session }) => opened.store.sessions.find(session.tokenHash, now)));
    expect(found.every((one) => one !== undefined)).toBe(true);
    const limit = createSharedLimits(opened.database)?.('failures', 1_000);
    for (let i = 0; i < 20; i += 1) await Promise.all([1, 2, 3].map(() => limit?.consume('address')));
    expect(await runOn(direct, 'select points from rate_limits')).toEqual([{ points: 60 }]);
    await opened.close();
  }, 30_000);

  it('what is asked again and again is asked as anything else where the pooler forgets it', async () => {
    const { database, close } = await openTestDatabase(bouncer.url);
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    const answers = await Promise.all(numbers.map((n) => database.read<{ n: number }>`select ${n}::int as n`));
    expect(answers.flat().map(({ n }) => n)).toEqual(numbers);
    await close();
  }, 30_000);

  it('without one, a connection remembers what is asked again, until the table is another', async () => {
    const { database, close } = await openTestDatabase(direct);
    const remembered = () => database.read`select name from pg_prepared_statements`;
    await remembered();
    expect(await remembered()).not.toEqual([]);
    await runOn(direct, 'create table changing (one int); insert into changing values (1)');
    const ask = () => database.read`select * from changing`;
    expect(await ask()).toEqual([{ one: 1 }]);
    await runOn(direct, 'alter table changing add two int');
    expect(await ask()).toEqual([{ one: 1, two: null }]);
    await expect(database.read`select 1 / 0`).rejects.toMatchObject({ code: 'db_unavailable' });
    await close();
  }, 30_000);

  it('O2: a transaction that takes too long is ended by the database, and leaves its limit to nobody', async () => {
    const patience = {
      longest_wait: 5_000,
      statement_timeout: 300,
      query_timeout: 5_000,
      idle_in_transaction_session_timeout: 5_000,
    };
    const opened = await openTestDatabase(bouncer.url, patience);
    await expect(opened.database.write((sql) => sql`select pg_sleep(3)`)).rejects.toMatchObject({
      code: 'db_unavailable',
    });
    for (let i = 0; i < 8; i += 1)
      expect(await runOn(bouncer.url, 'show statement_timeout')).toEqual([{ statement_timeout: '0' }]);
    await opened.close();
  }, 30_000);

  it('O10: a start that waits too long for another’s migration says so', async () => {
    const busy = new Client({ connectionString: direct });
    await busy.connect();
    await busy.query('select pg_advisory_lock(3861407)');
    const patience = {
      longest_wait: 900,
      statement_timeout: 500,
      query_timeout: 900,
      idle_in_transaction_session_timeout: 5_000,
    };
    await expect(openDatabase(bouncer.url, { ...patience, migration_wait: 1_000 })).rejects.toThrow(
      'Another server has been changing this database',
    );
    await busy.end();
    await (await openDatabase(bouncer.url)).close();
  }, 30_000);
});

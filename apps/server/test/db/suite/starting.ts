import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Client } from 'pg';
import { openDatabase } from '../../../src/db/data-source.ts';
import { type PostgresServer, runOn } from '../postgres-server.ts';

/** Several servers that start on one database. */
export function startingSuite(server: () => PostgresServer): void {
  it('O10: migrate once when four servers start at the same moment', async () => {
    const url = await server().createDatabase();
    const databases = await Promise.all(Array.from({ length: 4 }, () => openDatabase(url)));
    const runs = await runOn(url, 'select name, count(*)::int as runs from migrations group by name');
    expect(runs.length).toBeGreaterThan(0);
    for (const run of runs) expect(run).toMatchObject({ runs: 1 });
    await Promise.all(databases.map((database) => database.close()));
  });

  it('O10: wait for another server’s migration as long as it takes', async () => {
    const url = await server().createDatabase();
    const busy = new Client({ connectionString: url });
    await busy.connect();
    await busy.query('select pg_advisory_lock(3861407)');
    let opened = false;
    const patience = {
      longest_wait: 400,
      statement_timeout: 200,
      query_timeout: 400,
      idle_in_transaction_session_timeout: 5_000,
    };
    const waiting = openDatabase(url, patience).then((database) => {
      opened = true;
      return database;
    });
    await Promise.race([delay(1_000), waiting]);
    expect(opened).toBe(false);
    await busy.end();
    await (await waiting).close();
    expect(opened).toBe(true);
  });
}

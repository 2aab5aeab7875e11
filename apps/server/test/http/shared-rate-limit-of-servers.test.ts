import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PostgresServer, startPostgres } from '../db/postgres-server.ts';
import { createPlace, type Place } from './server-process.ts';

/** Servers as they are started, because it is their start that gives them one count. */
describe('Two servers on one PostgreSQL', () => {
  let database: PostgresServer;
  let places: Place[] = [];
  beforeAll(async () => {
    database = await startPostgres();
    const settings = { DATABASE_URL: await database.createDatabase(), LOGIN_FAILURES_PER_MINUTE: '4' };
    places = [await createPlace(), await createPlace()];
    for (const place of places) await place.startReady(settings);
  }, 120_000);
  afterAll(async () => {
    for (const place of places) await place.close();
    await database.stop();
  });

  it('J1: count the failed sign-ins of an address together', async () => {
    const statuses = [];
    for (let i = 0; i < 3; i += 1)
      for (const { port } of places) {
        const headers = { 'content-type': 'application/json' };
        const url = `http://localhost:${port}/api/v1/auth/gadget`;
        statuses.push((await fetch(url, { method: 'POST', headers, body: '{}' })).status);
      }
    expect(statuses).toEqual([400, 400, 400, 400, 429, 429]);
  });
});

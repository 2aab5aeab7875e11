import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Sqlite } from '../../src/db/sqlite-driver.ts';
import { createPlace, type Place, type RunningServer } from './server-process.ts';

let place: Place;
let server: RunningServer;
beforeAll(async () => {
  place = await createPlace();
  server = await place.startReady();
}, 120_000);
afterAll(() => place.close());

function signIn({ port }: RunningServer, code: string): Promise<Response> {
  return fetch(`http://localhost:${port}/api/v1/auth/gadget`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, via: 'requestAccess' }),
  });
}

async function draining({ log }: RunningServer): Promise<void> {
  while (!log().includes('server.draining')) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('Q5: a server that cannot start ends with 1 and says why and what to do, naming no value', async () => {
  const file = (name: string) => `sqlite:${join(place.folder, name)}`;
  const attempts: [Record<string, string | undefined>, RegExp][] = [
    [
      { PORT: 'hunter2', FEISHU_APP_ID: undefined },
      /^The configuration cannot be used:\n {2}- PORT .*\n {2}- FEISHU_APP_ID /,
    ],
    [{ DATABASE_URL: file('other.sqlite') }, /port is in use.*PORT/],
    [{ PORT: '0' }, /DATABASE_URL.*Another server is using .*app\.sqlite/s],
    [{ PORT: '0', DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/app' }, /DATABASE_URL.*ECONNREFUSED/s],
    [
      { PORT: '0', DATABASE_URL: file('another.sqlite'), WEB_ROOT: join(place.folder, 'nowhere') },
      /web page is not built.*pnpm build/,
    ],
  ];
  const exits = await Promise.all(attempts.map(([env]) => place.start(env).exited));
  for (const [i, { code, said }] of exits.entries()) {
    expect([code, said]).toEqual([1, expect.stringMatching(attempts[i]?.[1] ?? /never/)]);
    expect(said).not.toMatch(/hunter2|secret-of-the-app|node_modules|^\s+at /m);
  }
  expect(server.child.exitCode).toBeNull();
}, 120_000);

it('O11: a server whose database fails while it starts says which setting to look at, and what the database said', async () => {
  const file = join(place.folder, 'without-a-table.sqlite');
  const settings = { DATABASE_URL: `sqlite:${file}`, PORT: '0' };
  const first = place.start(settings);
  while (!first.log().includes('server.listening')) await new Promise((resolve) => setTimeout(resolve, 5));
  first.child.kill('SIGTERM');
  await first.exited;
  const database = new Sqlite(file);
  database.exec('drop table webhook_receivers');
  database.close();
  const { code, said } = await place.start(settings).exited;
  expect([code, said]).toEqual([1, expect.stringMatching(/DATABASE_URL.*no such table: webhook_receivers/s)]);
});

it('O7: a server that is asked to end twice ends at once', async () => {
  const asked = place.platform.asked();
  const underWay = signIn(server, 'code-1').catch((error: unknown) => error);
  await asked;
  server.child.kill('SIGTERM');
  await draining(server);
  const askedAgainAt = performance.now();
  server.child.kill('SIGINT');
  expect((await server.exited).code).toBe(1);
  expect(performance.now() - askedAgainAt).toBeLessThan(2_000);
  expect(await underWay).toMatchObject({ message: 'fetch failed' });
}, 120_000);

it('O7: a server with a grace says at once that it is not ready, serves on, and ends by itself', async () => {
  server = await place.startReady({ SHUTDOWN_GRACE_SECONDS: '2' });
  server.child.kill('SIGTERM');
  await draining(server);
  const asked = performance.now();
  const answers: [number, string | null][] = [];
  for (const path of ['readyz', 'healthz', 'api/v1/me']) {
    const answer = await fetch(`http://localhost:${server.port}/${path}`);
    answers.push([answer.status, answer.headers.get('connection')]);
  }
  expect(answers).toEqual([
    [503, 'close'],
    [200, 'close'],
    [401, 'close'],
  ]);
  expect(await server.exited).toEqual({ code: 0, said: '' });
  const took = performance.now() - asked;
  expect([took > 1_500, took < 10_000]).toEqual([true, true]);
}, 120_000);

it('O7, O8: a server that is asked to end finishes what is under way, and whoever signed in still is after a restart', async () => {
  server = await place.startReady();
  const asked = place.platform.asked();
  const underWay = signIn(server, 'code-2');
  await asked;
  // A connection that was in use when the signal came, and is asked for readiness afterwards.
  const open = connect(server.port, 'localhost');
  await once(open, 'connect');
  open.write('GET /readyz HTTP/1.1\r\n');
  await new Promise((resolve) => setTimeout(resolve, 100));

  server.child.kill('SIGTERM');
  await draining(server);
  open.write(`Host: localhost:${server.port}\r\n\r\n`);
  const [ready] = await once(open, 'data');
  expect(String(ready)).toMatch(/^HTTP\/1\.1 503 .*connection: close.*shutting_down/is);
  await expect(fetch(`http://localhost:${server.port}/healthz`)).rejects.toThrow();

  place.platform.release();
  const finished = await underWay;
  expect([finished.status, finished.headers.get('connection')]).toEqual([200, 'close']);
  const { access_token } = (await finished.json()) as { access_token: string };
  const { code, said } = await server.exited;
  expect([code, said]).toEqual([0, '']);
  expect(server.log()).toContain('server.stopped');

  server = await place.startReady();
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await fetch(`http://localhost:${server.port}/api/v1/me`, { headers })).status).toBe(200);
}, 120_000);

it('O6, O13: a server killed again and again in the middle of its work keeps what it answered, and no halves', async () => {
  server.child.kill('SIGTERM');
  await server.exited;
  const acknowledged: { access_token: string; code: string }[] = [];
  for (let round = 1; round <= 3; round += 1) {
    const running = await place.startReady();
    const wanted = acknowledged.length + 10;
    const work = Array.from({ length: 4 }, async (_, worker) => {
      for (let i = 0; ; i += 1) {
        const code = `round-${round}-${worker}-${i}`;
        // Cut off before the answer or within it.
        const body = await signIn(running, code)
          .then((answer) => answer.json() as Promise<{ access_token: string }>)
          .catch(() => undefined);
        if (body === undefined) return;
        acknowledged.push({ access_token: body.access_token, code });
      }
    });
    while (acknowledged.length < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
    running.child.kill('SIGKILL');
    await Promise.all(work);
    await running.exited;
  }

  server = await place.startReady();
  for (const { access_token, code } of acknowledged) {
    const headers = { authorization: `Bearer ${access_token}` };
    const me = await fetch(`http://localhost:${server.port}/api/v1/me`, { headers });
    expect([me.status, await me.json()]).toMatchObject([200, { user: { open_id: `ou_${code}` } }]);
  }
  const kept = new Sqlite(join(place.folder, 'app.sqlite'), { readonly: true });
  const count = (rows: string) => kept.prepare(`select count(*) from ${rows}`).pluck().get();
  expect(count('users where id not in (select user_id from sessions)')).toBe(0);
  // At each of three ends, four answers may have been on their way.
  expect(Number(count('users')) - acknowledged.length).toBeLessThanOrEqual(12);
  kept.close();
}, 120_000);

import { openConnection, requestTo } from './connection.ts';
import { startPeer } from './peers.ts';
import { clients, compete, percentile, roundMs, rounds } from './rounds.ts';
import type { MeasuredServer } from './servers.ts';
import { milliseconds, printTable } from './table.ts';

const anything = requestTo(0, { path: '/' });

/** How often the server answers, beside servers that only send the bytes of such an answer. */
export async function reportThroughput({ sqlite, postgres }: Record<'sqlite' | 'postgres', MeasuredServer>) {
  const me = await askMe(sqlite);
  const body = await answerTo(me, sqlite.port);
  const [bare, koa] = [await startPeer('node:http', body), await startPeer('koa', body)];
  const health = requestTo(sqlite.port, { path: '/healthz' });
  const meOnPostgres = await askMe(postgres);
  const competing = compete([
    { name: 'node:http, the same bytes', port: bare.port, request: () => anything },
    { name: 'Koa, the same bytes', port: koa.port, request: () => anything },
    { name: 'the server, no session: GET /healthz', port: sqlite.port, request: () => health },
    { name: 'a session checked, SQLite: GET /api/v1/me', port: sqlite.port, request: () => me },
    { name: 'a session checked, PostgreSQL', port: postgres.port, request: () => meOnPostgres },
    { name: 'a sign-in, SQLite', port: sqlite.port, request: sqlite.signInRequest },
    { name: 'a sign-in, PostgreSQL', port: postgres.port, request: postgres.signInRequest },
  ]);
  const results = await competing.finally(() => {
    for (const peer of [bare, koa]) peer.close();
  });
  const [first] = results;
  console.log(`${clients} connections, ${rounds} rounds of ${roundMs / 1000} s each, taken in turn`);
  printTable(
    ['answers', 'per second', 'of node:http', 'p50 ms', 'p99 ms'],
    results.map(({ name, perSecond, times }) => [
      name,
      perSecond.toFixed(0),
      (perSecond / (first?.perSecond ?? Number.NaN)).toFixed(3),
      milliseconds(percentile(times, 0.5)),
      milliseconds(percentile(times, 0.99)),
    ]),
  );
}

async function askMe({ port, signIn }: MeasuredServer): Promise<Buffer> {
  return requestTo(port, { path: '/api/v1/me', token: await signIn() });
}

async function answerTo(request: Buffer, port: number): Promise<string> {
  const connection = await openConnection(port);
  const { body } = await connection.ask(request);
  connection.close();
  return body;
}

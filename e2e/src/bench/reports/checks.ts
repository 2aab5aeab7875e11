import { openConnection, requestTo } from '../connection.ts';
import type { Plan } from '../plan.ts';
import { announce } from '../progress.ts';
import { type Report, spread } from '../report.ts';
import { type Contender, compete } from '../rounds.ts';
import type { MeasuredServer } from '../servers.ts';
import { type Kind, kinds, type Stage } from '../stage.ts';
import { cpuRatio, percentile, ratio, resultOf, spreadOf } from '../statistics.ts';
import { milliseconds } from '../table.ts';

const bare = 'Koa, the same bytes';
const dutiful = 'Koa, the same duties, nobody looked up';
const check = (kind: Kind) => `a session checked, ${kind}`;
const verified = (kind: Kind) => `forward authentication, ${kind}`;
const expressSession = (kind: Kind) => `express-session, the same duties, ${kind}`;
const betterAuth = (kind: Kind) => `better-auth, the same duties, ${kind}`;

/** How often a session is checked, beside servers that do less and libraries that do the same. */
export async function reportChecks(report: Report, stage: Stage, plan: Plan, checkout: string | undefined) {
  announce('checks of sessions');
  const contenders = await contendersOn(stage, checkout);
  const results = await compete(contenders, plan.course);
  const alone = await compete(
    contenders.filter(({ name }) => [bare, check('SQLite'), check('PostgreSQL')].includes(name)),
    { ...plan.course, clients: 1 },
  );
  const [koa, withDuties] = [resultOf(results, bare), resultOf(results, dutiful)];
  report.heading('A session is checked');
  const { clients, rounds, roundMs } = plan.course;
  report.paragraph(
    `${clients} connections, ${rounds} rounds of ${roundMs / 1000} s each, taken in turn. Ratios are of the same round; in brackets from the lowest to the highest.`,
  );
  report.table(
    ['answers', 'per second', 'of Koa', 'µs of CPU', 'of Koa by CPU', 'p50 ms', 'p99 ms'],
    results.map((result) => [
      result.name,
      spread(spreadOf(result.rounds.map(({ perSecond }) => perSecond)), 0),
      spread(ratio(result, koa)),
      spreadOf(result.rounds.map(({ cpu }) => cpu)).median.toFixed(1),
      spread(cpuRatio(result, koa)),
      milliseconds(percentile(result.times, 0.5)),
      milliseconds(percentile(result.times, 0.99)),
    ]),
  );
  report.paragraph('One at a time, nobody else asking:');
  report.table(
    ['answers', 'p50 ms', 'p99 ms'],
    alone.map(({ name, times }) => [name, ...[0.5, 0.99].map((part) => milliseconds(percentile(times, part)))]),
  );
  for (const kind of kinds) {
    const [ours, forward] = [resultOf(results, check(kind)), resultOf(results, verified(kind))];
    const atLeast = (goal: number, words: string, of = ours, other = koa) =>
      report.goal(
        `${words} ≥ ${goal}`,
        `${spread(ratio(of, other))}; by CPU ${spread(cpuRatio(of, other))}`,
        ratio(of, other).median >= goal,
      );
    const goal = kind === 'SQLite' ? 0.6 : 0.5;
    atLeast(goal, `${check(kind)}, of Koa`);
    atLeast(goal, `${verified(kind)}, of Koa`, forward);
    atLeast(0.95, `${check(kind)}, of Koa with the same duties`, ours, withDuties);
    atLeast(3, `${check(kind)}, of express-session`, ours, resultOf(results, expressSession(kind)));
    atLeast(8, `${check(kind)}, of better-auth`, ours, resultOf(results, betterAuth(kind)));
    const p50 = (name: string) => percentile(resultOf(alone, name).times, 0.5);
    const added = p50(check(kind)) - p50(bare);
    report.goal(`one check alone, ${kind}, adds ≤ 1 ms at p50`, `${milliseconds(added)} ms`, added <= 1);
  }
  await stage.clear();
}

async function contendersOn(stage: Stage, checkout: string | undefined): Promise<Contender[]> {
  const theirs: Contender[] = [];
  const ours: Contender[] = [];
  let body = '';
  for (const kind of kinds) {
    const server = await stage.server(await stage.database(kind));
    const token = await server.signIn();
    const me = requestTo(server.port, { path: '/api/v1/me', token });
    body = await bodyOf(me, server);
    const verify = requestTo(server.port, { path: '/auth/verify', token });
    ours.push({ ...server, name: check(kind), request: () => me });
    ours.push({ ...server, name: verified(kind), request: () => verify });
    if (checkout !== undefined) ours.push(await before(stage, kind, checkout));
    for (const [which, name, path] of [
      ['express-session', expressSession(kind), '/me'],
      ['better-auth', betterAuth(kind), '/api/auth/get-session'],
    ] as const) {
      const { port, pid, cookie } = await stage.peer(which, { database: await stage.database(kind), body });
      const request = requestTo(port, { path, cookie });
      theirs.push({ name, port, pid, request: () => request });
    }
  }
  for (const [which, name] of [
    ['koa with duties', dutiful],
    ['koa', bare],
    ['node:http', 'node:http, the same bytes'],
  ] as const) {
    const { port, pid } = await stage.peer(which, { body });
    const request = requestTo(port, { path: '/' });
    ours.unshift({ name, port, pid, request: () => request });
  }
  return [...ours, ...theirs];
}

async function before(stage: Stage, kind: Kind, checkout: string): Promise<Contender> {
  const server = await stage.server(await stage.database(kind), { checkout });
  const me = requestTo(server.port, { path: '/api/v1/me', token: await server.signIn() });
  return { ...server, name: `${check(kind)}, the other checkout`, request: () => me };
}

async function bodyOf(request: Buffer, { port }: MeasuredServer): Promise<string> {
  const connection = await openConnection(port);
  const { body } = await connection.ask(request);
  connection.close();
  return Buffer.from(body, 'latin1').toString('utf8');
}

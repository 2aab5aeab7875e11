import { requestTo } from '../connection.ts';
import type { Plan } from '../plan.ts';
import { announce } from '../progress.ts';
import { type Report, spread } from '../report.ts';
import { type Contender, compete } from '../rounds.ts';
import { seedSessions } from '../seeding.ts';
import { migrate } from '../servers.ts';
import { type Kind, kinds, type Stage } from '../stage.ts';
import { cpuRatio, percentile, ratio, resultOf, spreadOf } from '../statistics.ts';
import { milliseconds } from '../table.ts';

const nameOf = (kind: Kind, count: number) => `${kind}, ${count.toLocaleString('en')} sessions`;

/**
 * Whether a check takes longer where there are more sessions. Each asks for one of a thousand, at random, and only looks:
 * a thousand sessions seen for the first time in a minute are a thousand writes in whichever round that happens.
 */
export async function reportTableSize(report: Report, stage: Stage, plan: Plan): Promise<void> {
  const contenders: Contender[] = [];
  for (const kind of kinds)
    for (const count of plan.sessions) {
      announce(`a database of ${nameOf(kind, count)}`);
      contenders.push(await seeded(stage, kind, count));
    }
  announce('checks in small and large tables');
  const results = await compete(contenders, plan.course);
  report.heading('Few sessions and many');
  const [few, many] = plan.sessions;
  const sets = kinds.map((kind) => {
    const [small, large] = [resultOf(results, nameOf(kind, few)), resultOf(results, nameOf(kind, many))];
    return { kind, small, large, change: ratio(large, small), byCpu: cpuRatio(large, small) };
  });
  report.table(
    ['sessions checked', 'per second', 'of the fewest', 'p50 ms', 'p99 ms'],
    sets.flatMap(({ small, large, change }) =>
      [small, large].map((result) => [
        result.name,
        spread(spreadOf(result.rounds.map(({ perSecond }) => perSecond)), 0),
        result === small ? '1' : spread(change),
        milliseconds(percentile(result.times, 0.5)),
        milliseconds(percentile(result.times, 0.99)),
      ]),
    ),
  );
  for (const { kind, change, byCpu } of sets)
    report.goal(
      `${kind}, ${few.toLocaleString('en')} → ${many.toLocaleString('en')} sessions: ± 10 %`,
      `${spread(change)}; by CPU ${spread(byCpu)}`,
      Math.abs(change.median - 1) <= 0.1,
    );
  await stage.clear();
}

async function seeded(stage: Stage, kind: Kind, count: number): Promise<Contender> {
  const databaseUrl = await stage.database(kind);
  await migrate(stage.place(databaseUrl));
  const tokens = await seedSessions(databaseUrl, count);
  const server = await stage.server(databaseUrl);
  const requests = tokens.map((token) => requestTo(server.port, { path: '/api/v1/me?passive=true', token }));
  const anyOf = () => requests[Math.floor(Math.random() * requests.length)] ?? Buffer.alloc(0);
  return { ...server, name: nameOf(kind, count), request: anyOf };
}

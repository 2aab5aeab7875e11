import { requestTo } from '../connection.ts';
import type { Plan } from '../plan.ts';
import { announce } from '../progress.ts';
import { type Report, spread } from '../report.ts';
import { type Contender, compete, type Result } from '../rounds.ts';
import { type Kind, kinds, type Stage } from '../stage.ts';
import { cpuRatio, percentile, ratio, resultOf, spreadOf } from '../statistics.ts';
import { milliseconds } from '../table.ts';

const calls = 'the two calls alone';
const byHand = (kind: Kind) => `two calls and one commit by hand, ${kind}`;
const signIn = (kind: Kind) => `a sign-in, ${kind}`;

/** What a sign-in takes besides the two calls to the platform, which answers at once here. */
export async function reportSignIns(report: Report, stage: Stage, plan: Plan): Promise<void> {
  const contenders = await contendersOn(stage);
  for (const clients of [1, 50]) {
    announce(`sign-ins, ${clients} at once`);
    const results = await compete(contenders, { ...plan.course, clients });
    report.heading(`A sign-in, ${clients === 1 ? 'one at a time' : `${clients} at once`}`);
    const p50 = (result: Result) => percentile(result.times, 0.5);
    const p99 = (result: Result) => percentile(result.times, 0.99);
    const alone = resultOf(results, calls);
    report.table(
      ['answers', 'per second', 'µs of CPU', 'p50 ms', 'p99 ms', 'adds at p50', 'adds at p99'],
      results.map((result) => [
        result.name,
        spread(spreadOf(result.rounds.map(({ perSecond }) => perSecond)), 0),
        spreadOf(result.rounds.map(({ cpu }) => cpu)).median.toFixed(0),
        ...[p50(result), p99(result), p50(result) - p50(alone), p99(result) - p99(alone)].map(milliseconds),
      ]),
    );
    for (const kind of kinds) {
      const [ours, theirs] = [resultOf(results, signIn(kind)), resultOf(results, byHand(kind))];
      const share = ratio(ours, theirs);
      report.goal(
        `${clients} at once: ${signIn(kind)}, of one by hand ≥ 0.8`,
        `${spread(share)}; by CPU ${spread(cpuRatio(ours, theirs))}`,
        share.median >= 0.8,
      );
    }
  }
  await stage.clear();
}

async function contendersOn(stage: Stage): Promise<Contender[]> {
  const contenders: Contender[] = [await peer(stage, calls)];
  for (const kind of kinds) {
    contenders.push(await peer(stage, byHand(kind), await stage.database(kind)));
    const server = await stage.server(await stage.database(kind));
    contenders.push({ ...server, name: signIn(kind), request: server.signInRequest });
  }
  return contenders;
}

async function peer(stage: Stage, name: string, database?: string): Promise<Contender> {
  const { port, pid } = await stage.peer('sign-in by hand', database === undefined ? {} : { database });
  let codes = 0;
  const request = () => {
    codes += 1;
    return requestTo(port, { method: 'POST', path: '/', body: { code: `code-${codes}` } });
  };
  return { name, port, pid, request };
}

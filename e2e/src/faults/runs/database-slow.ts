import { setTimeout as delay } from 'node:timers/promises';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { inTime, none, percentile } from '../figures.ts';
import { openGate, portOf, through } from '../gate.ts';
import { health } from '../health.ts';
import { invariants } from '../invariants.ts';
import { patience, recovery } from '../patience.ts';
import { inWorld } from '../world.ts';

export const databaseSlow: FaultRun = {
  name: 'database-slow',
  about: {
    zh: '数据库先慢 100 毫秒，再完全不应答：等待有限，其后恢复',
    en: 'the database answers 100 ms late, then not at all: waits are bounded, then all is well again',
  },
  async run(ground) {
    const direct = await ground.database('PostgreSQL');
    const gate = await openGate(portOf(direct));
    const figures = await inWorld({ databaseUrl: through(gate, direct) }, async (world) => {
      // Fewer than there are connections: who waits for one of those is told so after two seconds.
      const crowd = await startCrowd(world, { people: 8, pace: 20 });
      await delay(500);
      gate.slow(100);
      await delay(ground.long ? 20_000 : 2_000);
      const slow = [...crowd.heard];
      gate.open();
      gate.hold();
      const silent = performance.now();
      await delay(ground.long ? 30_000 : 2_500);
      const asked = performance.now();
      const alive = await health(world, '/healthz');
      const took = performance.now() - asked;
      await delay(500);
      gate.open();
      const back = await recovery(async () => (await health(world, '/readyz'))[0] === 200, crowd.heard);
      await crowd.stop();
      return [
        none(
          { zh: '慢而能用时的失败', en: 'failures while it was slow but there' },
          slow.filter(({ status }) => status >= 400 || status === 0).length,
        ),
        inTime(
          { zh: '慢时的请求 p99', en: 'a request while it was slow, p99' },
          5,
          percentile(
            slow.map(({ ms }) => ms),
            0.99,
          ),
        ),
        none(
          { zh: '无应答期间的 /healthz 失败', en: '/healthz failing while it was silent' },
          alive.filter((s) => s !== 200),
        ),
        inTime({ zh: '无应答期间的 /healthz', en: '/healthz while it was silent' }, 0.5, took),
        inTime({ zh: '恢复用时', en: 'well again after' }, 5, back),
        ...patience(crowd.heard.slice(slow.length), silent),
        ...(await invariants({ ...world, databaseUrl: direct }, crowd)),
      ];
    }).finally(() => gate.close());
    return figures;
  },
};

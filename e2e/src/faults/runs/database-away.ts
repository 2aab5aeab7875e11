import { setTimeout as delay } from 'node:timers/promises';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { inTime, none } from '../figures.ts';
import { health } from '../health.ts';
import { invariants } from '../invariants.ts';
import { patience, recovery } from '../patience.ts';
import { inWorld } from '../world.ts';

export const databaseAway: FaultRun = {
  name: 'database-away',
  about: {
    zh: '使用中 PostgreSQL 消失（长：30 秒）：只有 503，没人被登出，自行恢复',
    en: 'PostgreSQL is gone while people work (long: 30 s): 503 only, nobody signed out, well again by itself',
  },
  async run(ground) {
    const postgres = await ground.postgres();
    return inWorld({ databaseUrl: await postgres.create(), instances: 2 }, async (world) => {
      const crowd = await startCrowd(world, { people: 12, pace: 20, servers: world.instances });
      await delay(500);
      const healthy = crowd.heard.length;
      await postgres.goAway();
      await delay(ground.long ? 30_000 : 4_000);
      const [process, ready] = [await health(world, '/healthz'), await health(world, '/readyz')];
      await postgres.comeBack();
      const took = await recovery(async () => (await health(world, '/readyz')).every((s) => s === 200), crowd.heard);
      await delay(500);
      await crowd.stop();
      return [
        none(
          { zh: '故障前的失败', en: 'failures before it' },
          crowd.heard.slice(0, healthy).filter(({ status }) => status >= 400).length,
        ),
        none(
          { zh: '期间不应答 /healthz 的进程', en: 'processes not alive meanwhile' },
          process.filter((s) => s !== 200),
        ),
        none(
          { zh: '期间自称就绪的进程', en: 'processes that called themselves ready' },
          ready.filter((s) => s !== 503),
        ),
        inTime({ zh: '恢复用时', en: 'well again after' }, 5, took),
        ...patience(crowd.heard.slice(healthy)),
        ...(await invariants(world, crowd)),
      ];
    });
  },
};

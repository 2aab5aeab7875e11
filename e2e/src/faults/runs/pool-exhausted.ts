import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { inTime, none } from '../figures.ts';
import { health } from '../health.ts';
import { invariants } from '../invariants.ts';
import { patience, recovery } from '../patience.ts';
import { inWorld } from '../world.ts';

export const poolExhausted: FaultRun = {
  name: 'pool-exhausted',
  about: {
    zh: '一把锁占住连接池的所有连接：等待有限，不无限排队，其后恢复',
    en: 'a lock keeps every connection of the pool busy: waits are bounded, no queue without end, then well again',
  },
  run: async (ground) =>
    inWorld({ databaseUrl: await ground.database('PostgreSQL') }, async (world) => {
      const crowd = await startCrowd(world, { people: 40, pace: 20 });
      await delay(500);
      const before = crowd.heard.length;
      const locker = new pg.Client({ connectionString: world.databaseUrl });
      await locker.connect();
      await locker.query('begin; lock table sessions in access exclusive mode');
      await delay(ground.long ? 30_000 : 4_000);
      const asked = performance.now();
      const alive = await health(world, '/healthz');
      const took = performance.now() - asked;
      await locker.query('rollback');
      await locker.end();
      const back = await recovery(async () => (await health(world, '/readyz'))[0] === 200, crowd.heard);
      await crowd.stop();
      return [
        none(
          { zh: '期间的 /healthz 失败', en: '/healthz failing meanwhile' },
          alive.filter((status) => status !== 200),
        ),
        inTime({ zh: '期间的 /healthz', en: '/healthz meanwhile' }, 0.5, took),
        inTime({ zh: '恢复用时', en: 'well again after' }, 5, back),
        ...patience(crowd.heard.slice(before)),
        ...(await invariants(world, crowd)),
      ];
    }),
};

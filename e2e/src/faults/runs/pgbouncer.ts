import { setTimeout as delay } from 'node:timers/promises';
import { startPgBouncer } from '../../../../scripts/pgbouncer.ts';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { happened, none } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { inWorld } from '../world.ts';

export const pgbouncer: FaultRun = {
  name: 'pgbouncer',
  about: {
    zh: '两个实例经 PgBouncer（按事务）共用四个连接：没有一个请求失败',
    en: 'two instances share four connections through PgBouncer (by the transaction): not one request fails',
  },
  async run(ground) {
    const direct = await ground.database('PostgreSQL');
    const bouncer = await startPgBouncer(direct);
    try {
      return await inWorld({ databaseUrl: bouncer.url, instances: 2 }, async (world) => {
        const crowd = await startCrowd(world, { people: 24, pace: 10, servers: world.instances });
        await delay(ground.long ? 60_000 : 3_000);
        await crowd.stop();
        const failed = crowd.heard.filter(({ status }) => status === 0 || status >= 400);
        return [
          happened({ zh: '请求', en: 'requests' }, crowd.heard.length, 100),
          none(
            { zh: '失败的请求', en: 'failed requests' },
            failed.map(({ status, code }) => `${status} ${code}`),
          ),
          ...(await invariants({ ...world, databaseUrl: direct }, crowd)),
        ];
      });
    } finally {
      await bouncer.stop();
    }
  },
};

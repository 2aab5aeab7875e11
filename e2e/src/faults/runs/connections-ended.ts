import { setTimeout as delay } from 'node:timers/promises';
import { endConnections } from '../../sql.ts';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { atLeast, none } from '../figures.ts';
import { health } from '../health.ts';
import { invariants } from '../invariants.ts';
import { patience } from '../patience.ts';
import { inWorld } from '../world.ts';

export const connectionsEnded: FaultRun = {
  name: 'connections-ended',
  about: {
    zh: '反复终止所有数据库连接（pg_terminate_backend）：只有 503，进程不退出',
    en: 'every database connection is ended again and again (pg_terminate_backend): 503 only, the processes stay',
  },
  run: async (ground) =>
    inWorld({ databaseUrl: await ground.database('PostgreSQL'), instances: 2 }, async (world) => {
      const crowd = await startCrowd(world, { people: 12, pace: 20, servers: world.instances });
      for (let i = 0; i < (ground.long ? 120 : 8); i += 1) {
        await delay(500);
        await endConnections(world.databaseUrl);
      }
      await delay(500);
      const alive = await health(world, '/healthz');
      await crowd.stop();
      const served = crowd.heard.filter(({ status }) => status < 300 && status > 0).length;
      return [
        none(
          { zh: '退出的进程', en: 'processes gone' },
          alive.filter((status) => status !== 200),
        ),
        atLeast({ zh: '照常应答', en: 'answered as ever' }, 50, (100 * served) / crowd.heard.length, ' %'),
        ...patience(crowd.heard),
        ...(await invariants(world, crowd)),
      ];
    }),
};

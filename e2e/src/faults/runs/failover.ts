import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../../databases.ts';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { inTime, none } from '../figures.ts';
import { openGate, portOf, through } from '../gate.ts';
import { health } from '../health.ts';
import { invariants } from '../invariants.ts';
import { patience, recovery } from '../patience.ts';
import { startStandby } from '../standby.ts';
import { inWorld } from '../world.ts';

/** One that is lost takes the database of no other run with it: this run has servers of its own. */
export const failover: FaultRun = {
  name: 'failover',
  about: {
    zh: 'PostgreSQL 主库丢失，同步备库升为主库：只有 503，已确认的一个不丢',
    en: 'the primary PostgreSQL is lost and its synchronous standby promoted: 503 only, nothing acknowledged is lost',
  },
  async run() {
    const primary = await startPostgres();
    const direct = await primary.create();
    const standby = await startStandby(primary, direct);
    const gate = await openGate(portOf(direct));
    const onStandby = Object.assign(new URL(direct), { port: String(standby.port) }).href;
    try {
      return await inWorld({ databaseUrl: through(gate, direct), instances: 2 }, async (world) => {
        const crowd = await startCrowd(world, { people: 12, pace: 20, servers: world.instances });
        await delay(1_500);
        const before = crowd.heard.length;
        await primary.goAway();
        await standby.promote();
        gate.leadTo(standby.port);
        const took = await recovery(async () => (await health(world, '/readyz')).every((s) => s === 200), crowd.heard);
        await delay(1_000);
        await crowd.stop();
        return [
          none(
            { zh: '切换前的失败', en: 'failures before it' },
            crowd.heard.slice(0, before).filter(({ status }) => status >= 400 || status === 0).length,
          ),
          inTime({ zh: '升为主库后恢复', en: 'well again after the promotion' }, 5, took),
          ...patience(crowd.heard.slice(before)),
          ...(await invariants({ ...world, databaseUrl: onStandby }, crowd)),
        ];
      });
    } finally {
      await gate.close();
      await standby.stop();
      await primary.stop();
    }
  },
};

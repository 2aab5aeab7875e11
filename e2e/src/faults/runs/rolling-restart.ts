import { setTimeout as delay } from 'node:timers/promises';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { atLeast, inTime, none, percentile } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { inWorld } from '../world.ts';

export const rollingRestart: FaultRun = {
  name: 'rolling-restart',
  about: {
    zh: '负载下逐个重启两个实例：没有一个请求失败',
    en: 'two instances are restarted one after the other under load: not one request fails',
  },
  run: async (ground) =>
    inWorld(
      { databaseUrl: await ground.database('PostgreSQL'), instances: 2, env: { SHUTDOWN_GRACE_SECONDS: '2' } },
      async (world) => {
        const crowd = await startCrowd(world, { people: 20, pace: 20 });
        await delay(1_000);
        const drains: number[] = [];
        const exits: string[] = [];
        for (let round = 0; round < (ground.long ? 20 : 1); round += 1) {
          for (const instance of world.instances) {
            const since = performance.now();
            const { status, signal } = await instance.stop();
            drains.push(performance.now() - since);
            if (status !== 0) exits.push(`${status ?? signal}`);
            await instance.start();
            await world.complete();
            await delay(500);
          }
        }
        await crowd.stop();
        const failed = crowd.heard.filter(({ status }) => status === 0 || status >= 400);
        return [
          none(
            { zh: '失败的请求', en: 'failed requests' },
            failed.map(({ act, status, code }) => `${act} ${status} ${code}`),
          ),
          atLeast({ zh: '请求', en: 'requests' }, 500, crowd.heard.length),
          none({ zh: '未以 0 退出', en: 'exits other than 0' }, exits),
          inTime({ zh: '最久的退出', en: 'the longest drain' }, 10, percentile(drains, 1)),
          ...(await invariants(world, crowd)),
        ];
      },
    ),
};

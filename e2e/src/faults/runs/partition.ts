import { setTimeout as delay } from 'node:timers/promises';
import { addPeople, type Heard, type Kept, signIn, startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { atLeast, happened, inTime, none } from '../figures.ts';
import { openGate, portOf, through } from '../gate.ts';
import { invariants } from '../invariants.ts';
import { inWorld } from '../world.ts';

export const partition: FaultRun = {
  name: 'partition',
  about: {
    zh: '两个实例中一个到数据库的路断了：另一个接手，断开的那个不凭记忆应答',
    en: 'one of two instances loses its way to the database: the other takes over, and it answers nothing from memory',
  },
  async run(ground) {
    const direct = await ground.database('PostgreSQL');
    const gate = await openGate(portOf(direct));
    const options = {
      databaseUrl: direct,
      instances: 2,
      envOf: (i: number): Record<string, string> => (i === 1 ? { DATABASE_URL: through(gate, direct) } : {}),
    } as const;
    return inWorld(options, async (world) => {
      const [here, away] = world.instances;
      if (here === undefined || away === undefined) throw new Error('Two instances were started.');
      const seen = { heard: [] as Heard[], kept: new Set<Kept>() };
      const [openId = ''] = await addPeople(world, 1);
      const ending = await signIn(world, away, openId, seen);
      const crowd = await startCrowd(world, { people: 16, pace: 20 });
      await delay(1_000);
      gate.hold();
      const held = performance.now();
      const byTheOther = await here.logout(ending?.accessToken ?? '');
      const meanwhile = (await away.me(ending?.accessToken ?? '').catch(() => undefined))?.status ?? 0;
      await delay(ground.long ? 60_000 : 4_000);
      const late = crowd.heard.filter(({ at }) => at > held + 9_000 || at > performance.now() - 1_000);
      gate.open();
      await world.complete();
      const back = performance.now();
      const afterwards = (await away.me(ending?.accessToken ?? '')).status;
      const took = performance.now() - back;
      await delay(500);
      await crowd.stop();
      const served = late.filter(({ status }) => status === 200 || status === 204).length;
      const refused = crowd.heard.filter(({ status }) => status === 0 || status >= 400);
      return [
        happened({ zh: '经由另一实例退出', en: 'sign-out at the other instance' }, byTheOther.status === 204 ? 1 : 0),
        none(
          { zh: '断开的实例对已结束会话的 200', en: '200 for the ended session, cut off' },
          meanwhile === 200 ? 1 : 0,
        ),
        none(
          { zh: '恢复后对已结束会话不是 401', en: 'anything but 401 for it afterwards' },
          afterwards === 401 ? 0 : 1,
        ),
        inTime({ zh: '恢复后首个 401', en: 'the first 401 afterwards' }, 1, took),
        atLeast(
          { zh: '断开稍后的成功率', en: 'served once the balancer knew' },
          99,
          (100 * served) / Math.max(1, late.length),
          ' %',
        ),
        none(
          { zh: '除 503 以外的拒绝', en: 'refusals other than 503' },
          refused.filter(({ status }) => status !== 503).map(({ status, code }) => `${status} ${code}`),
        ),
        ...(await invariants(world, crowd)),
      ];
    }).finally(() => gate.close());
  },
};

import { setTimeout as delay } from 'node:timers/promises';
import { chanceOf } from '../chance.ts';
import { startCrowd } from '../crowd.ts';
import type { DatabaseKind, FaultRun, Figure, Ground } from '../fault-run.ts';
import { happened, inTime, percentile } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { startFaultWorld } from '../world.ts';

/** The server is killed at any moment, again and again; what it has acknowledged is there when it is back. */
export const kill: FaultRun = {
  name: 'kill',
  about: {
    zh: '反复 kill -9，SQLite 与 PostgreSQL：已确认的写入一个不丢（长：200 次）',
    en: 'kill -9 over and over, on SQLite and PostgreSQL: no acknowledged write is lost (long: 200 times)',
  },
  run: async (ground) => [...(await killOn(ground, 'SQLite')), ...(await killOn(ground, 'PostgreSQL'))],
};

async function killOn(ground: Ground, kind: DatabaseKind): Promise<Figure[]> {
  const world = await startFaultWorld({ databaseUrl: await ground.database(kind) });
  const [server] = world.instances;
  const chance = chanceOf(ground.seed);
  const times: number[] = [];
  try {
    const crowd = await startCrowd(world, { people: 12, pace: 5 });
    for (let kills = 1; kills <= (ground.long ? 100 : 2); kills += 1) {
      await delay(200 + chance() * 600);
      await server?.kill();
      const gone = performance.now();
      await server?.start();
      times.push(performance.now() - gone);
      if (kills % 20 === 0) ground.note(`${kind}: ${kills} kills`);
    }
    await delay(300);
    await crowd.stop();
    const figures = [
      happened({ zh: 'kill -9', en: 'kill -9' }, times.length),
      happened({ zh: '被切断的请求', en: 'requests cut off' }, crowd.heard.filter(({ status }) => status === 0).length),
      happened({ zh: '已确认的登录', en: 'sign-ins acknowledged' }, signedIn(crowd.heard), 10),
      inTime({ zh: '重新就绪，p99', en: 'ready again, p99' }, 3, percentile(times, 0.99)),
      ...(await invariants(world, crowd)),
    ];
    return figures.map((figure) => ({
      ...figure,
      what: { zh: `${kind}：${figure.what.zh}`, en: `${kind}: ${figure.what.en}` },
    }));
  } finally {
    await world.close();
  }
}

function signedIn(heard: readonly { act: string; status: number }[]): number {
  return heard.filter(({ act, status }) => act === 'sign-in' && status === 200).length;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { debianPackages } from '../../../../scripts/debian-program.ts';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { happened, none } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { type FaultWorld, inWorld } from '../world.ts';

export const clock: FaultRun = {
  name: 'clock',
  about: {
    zh: '一个实例的时钟跳一天，向前再向后：没人被登出，没人多留',
    en: 'the clock of one instance jumps a day ahead and a day back: nobody is signed out, nobody stays longer',
  },
  async run(ground) {
    const { find } = await debianPackages('faketime', ['libfaketime']);
    const clockFile = join(await ground.folder(), 'clock');
    await writeFile(clockFile, '+0');
    const jumping = {
      LD_PRELOAD: find(
        `usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketimeMT.so.1`,
      ),
      FAKETIME_TIMESTAMP_FILE: clockFile,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    const options = {
      databaseUrl: await ground.database('PostgreSQL'),
      instances: 2,
      envOf: (i: number): Record<string, string> => (i === 1 ? jumping : {}),
    } as const;
    return inWorld(options, async (world) => {
      const crowd = await startCrowd(world, { people: 16, pace: 20 });
      const shown: number[] = [];
      for (const jump of ['+0', '+1d', '-1d', '+0']) {
        await writeFile(clockFile, jump);
        await delay(ground.long ? 90_000 : 1_000);
        shown.push(await clockOf(world));
      }
      await crowd.stop();
      const failed = crowd.heard.filter(({ status }) => status === 0 || status >= 400);
      const negative = world.log.filter((line) => /"(expires_in|max_age|retry_after|duration_ms)":-/.test(line));
      const spread = Math.max(...shown) - Math.min(...shown);
      return [
        happened(
          { zh: '时钟跨度（小时）', en: 'how far the clock went, in hours' },
          Math.round(spread / 3_600_000),
          47,
        ),
        none(
          { zh: '失败的请求', en: 'failed requests' },
          failed.map(({ act, status, code }) => `${act} ${status} ${code}`),
        ),
        none({ zh: '负的时长', en: 'negative durations' }, negative),
        ...(await invariants(world, crowd)),
      ];
    });
  },
};

/** What the second instance takes for the time, by the `Date` of its answers. */
async function clockOf({ instances }: FaultWorld): Promise<number> {
  const answer = await fetch(`${instances[1]?.url}/healthz`);
  return Date.parse(answer.headers.get('date') ?? '');
}

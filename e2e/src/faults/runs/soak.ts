import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startCrowd } from '../crowd.ts';
import type { FaultRun, Figure } from '../fault-run.ts';
import { atMost, happened, none } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { inWorld } from '../world.ts';

interface Sample {
  /** Hours since the start. */
  readonly at: number;
  readonly megabytes: number;
  readonly handles: number;
}

export const soak: FaultRun = {
  name: 'soak',
  about: {
    zh: '一分钟（长：一小时）不间断使用：内存和句柄不增长',
    en: 'use without a pause for a minute (long: an hour): neither memory nor handles grow',
  },
  run: async (ground) =>
    inWorld({ databaseUrl: await ground.database('SQLite'), env: { LOG_LEVEL: 'warn' } }, async (world) => {
      const crowd = await startCrowd(world, { people: 16, pace: 20 });
      const minutes = ground.long ? 60 : 1;
      const samples: Sample[] = [];
      const since = performance.now();
      for (let i = 0; i < 60; i += 1) {
        await delay(minutes * 1_000);
        samples.push({
          at: (performance.now() - since) / 3_600_000,
          ...(await usedBy(world.instances[0]?.pid() ?? 0)),
        });
        if (i % 6 === 5) ground.note(JSON.stringify(samples.at(-1)));
      }
      await crowd.stop();
      const failed = crowd.heard.filter(({ status }) => status === 0 || status >= 400);
      // The first third is warming up.
      return [
        happened({ zh: '请求', en: 'requests' }, crowd.heard.length, 1_000),
        ...growth(samples.slice(20), ground.long),
        none(
          { zh: '失败的请求', en: 'failed requests' },
          failed.map(({ status, code }) => `${status} ${code}`),
        ),
        ...(await invariants(world, crowd)),
      ];
    }),
};

function growth(samples: readonly Sample[], long: boolean): Figure[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) throw new Error('Nothing was measured.');
  const handles = atMost({ zh: '句柄的增长', en: 'handles more than before' }, 5, last.handles - first.handles);
  const memory = { zh: '内存的增长', en: 'growth of memory' };
  return [
    long
      ? atMost(memory, 2, slopeOf(samples), ' MB/h')
      : // Of a minute, a slope says nothing.
        atMost(memory, 30, last.megabytes - first.megabytes, ' MB'),
    handles,
    {
      what: { zh: '结束时的内存', en: 'memory at the end' },
      promised: '≤ 400 MB',
      measured: `${Math.round(last.megabytes)} MB`,
      met: last.megabytes <= 400,
    },
  ];
}

/** The straight line that lies closest to all of them, in megabytes an hour. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [at, megabytes] = [mean((one) => one.at), mean((one) => one.megabytes)];
  const above = samples.reduce((sum, one) => sum + (one.at - at) * (one.megabytes - megabytes), 0);
  return above / samples.reduce((sum, one) => sum + (one.at - at) ** 2, 0);
}

/** Linux only. */
async function usedBy(pid: number): Promise<Pick<Sample, 'megabytes' | 'handles'>> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const handles = await readdir(`/proc/${pid}/fd`);
  return { megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024, handles: handles.length };
}

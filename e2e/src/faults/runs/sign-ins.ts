import type { FaultPlan } from 'feishu-emulator/control';
import { addPeople, type Heard, type Kept, signIn } from '../crowd.ts';
import type { FaultRun, Ground } from '../fault-run.ts';
import { atLeast, happened, inTime, ofFew, percentile } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { type FaultWorld, startFaultWorld } from '../world.ts';

const atOnce = 16;

/** Together five in a hundred calls; the last acts first and loses the answer. */
const faults: readonly Pick<FaultPlan, 'fault' | 'when' | 'params'>[] = [
  { fault: 'http-500', when: 'before' },
  { fault: 'http-503', when: 'before' },
  { fault: 'reset', when: 'before' },
  { fault: 'blackhole', when: 'before' },
  { fault: 'reset', when: 'after' },
];

/** People sign in while Feishu stumbles; nobody who was told that they are signed in may find that they are not. */
export const signIns: FaultRun = {
  name: 'sign-ins',
  about: {
    zh: '登录时每次上游调用有 5 % 的故障：不丢一个登录，不多一个用户（长：10,000 次）',
    en: 'sign-ins with 5 % faults per upstream call: none lost, nobody twice (long: 10,000)',
  },
  async run(ground) {
    const world = await startFaultWorld({ databaseUrl: await ground.database('SQLite') });
    try {
      await Promise.all(
        faults.map((fault, i) => world.platform.fault({ ...fault, probability: 0.01, seed: ground.seed + i })),
      );
      const { heard, kept, tries } = await signInAll(world, ground);
      await world.platform.clearFaults();
      const within = (most: number) => (100 * tries.filter((needed) => needed <= most).length) / tries.length;
      const why = refusalsOf(heard);
      const shares = [
        atLeast({ zh: `一次成功${why}`, en: `signed in at the first try${why}` }, 97, within(1), ' %'),
        atLeast({ zh: '客户端重试一次后成功', en: 'signed in with one retry of the client' }, 99.9, within(2), ' %'),
      ];
      const times = heard.map(({ ms }) => ms);
      return [
        happened({ zh: '上游故障', en: 'upstream faults' }, world.calls.filter(({ fault }) => fault !== null).length),
        ...shares.map((figure) => (ground.long ? figure : ofFew(figure))),
        inTime({ zh: '登录 p99', en: 'a sign-in, p99' }, 3, percentile(times, 0.99)),
        inTime({ zh: '登录最长', en: 'a sign-in, the longest' }, 8, percentile(times, 1)),
        ...(await invariants(world, { heard, kept })),
      ];
    } finally {
      await world.close();
    }
  },
};

/** Each person four times at once, the first time included. */
async function signInAll(world: FaultWorld, { long, note }: Ground) {
  const total = long ? 10_000 : 200;
  const openIds = await addPeople(world, total / 4);
  const heard: Heard[] = [];
  const kept = new Set<Kept>();
  const tries: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < total) {
      const openId = openIds[Math.floor(next / 4)] ?? '';
      next += 1;
      if (next % 1_000 === 0) note(`${next} of ${total}`);
      tries.push(await untilSignedIn(world, openId, { heard, kept }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { heard, kept, tries };
}

/** @returns how many tries it took; infinitely many where two were not enough */
async function untilSignedIn(
  world: FaultWorld,
  openId: string,
  seen: { heard: Heard[]; kept: Set<Kept> },
): Promise<number> {
  for (let tried = 1; tried <= 2; tried += 1) {
    const session = await signIn(world, world.api, openId, seen);
    if (session !== undefined) return tried;
  }
  return Number.POSITIVE_INFINITY;
}

/** How often each refusal came, in brackets. */
function refusalsOf(heard: readonly Heard[]): string {
  const counts = new Map<string, number>();
  for (const { status, code = '' } of heard)
    if (status !== 200) counts.set(`${status} ${code}`, (counts.get(`${status} ${code}`) ?? 0) + 1);
  return counts.size === 0 ? '' : ` (${[...counts].map(([refusal, count]) => `${count} × ${refusal}`).join(', ')})`;
}

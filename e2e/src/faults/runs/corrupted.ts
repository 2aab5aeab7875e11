import { readFile, rm, writeFile } from 'node:fs/promises';
import { chanceOf } from '../chance.ts';
import { addPeople, type Heard, type Kept, signIn } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { happened, none } from '../figures.ts';
import { type FaultWorld, inWorld } from '../world.ts';

/** SQLite's, unless it is told otherwise. */
const pageSize = 4_096;

export const corrupted: FaultRun = {
  name: 'corrupted',
  about: {
    zh: 'SQLite 文件的一页损坏：拒绝启动并说明，或答 503；绝不编造',
    en: 'a page of the SQLite file is garbage: refused at start with a message, or 503; nothing is invented',
  },
  run: async (ground) =>
    inWorld({ databaseUrl: await ground.database('SQLite') }, async (world) => {
      const seen = { heard: [] as Heard[], kept: new Set<Kept>() };
      const people = await addPeople(world, 40);
      for (const openId of people) await signIn(world, world.api, openId, seen);
      const [server] = world.instances;
      await server?.stop();
      const file = world.databaseUrl.slice('sqlite:'.length);
      const good = await readFile(file);
      const chance = chanceOf(ground.seed);
      const found: Found = { refused: [], silent: [], answers: [] };
      const pages = Math.floor(good.length / pageSize);
      for (let i = 0; i < (ground.long ? pages : 3); i += 1) {
        const page = ground.long ? i : Math.floor(chance() * pages);
        await writeFile(file, withGarbage(good, page, chance));
        for (const beside of ['-wal', '-shm']) await rm(file + beside, { force: true });
        await tryIt(world, { kept: seen.kept, openId: people[0] ?? '' }, found);
        ground.note(`page ${page} of ${pages}`);
      }
      await server?.stop();
      await writeFile(file, good);
      await server?.start();
      return [
        happened({ zh: '损坏的页', en: 'pages damaged' }, ground.long ? pages : 3),
        happened({ zh: '拒绝启动或应答 503', en: 'refused to start, or answered 503' }, found.refused.length),
        none({ zh: '没有说明的拒绝启动', en: 'refusals to start that did not say why' }, found.silent),
        none({ zh: '200 正确与 503 以外的应答', en: 'answers other than a right 200 and 503' }, found.answers),
      ];
    }),
};

interface Found {
  readonly refused: string[];
  readonly silent: string[];
  readonly answers: string[];
}

function withGarbage(good: Buffer, page: number, chance: () => number): Buffer {
  const bad = Buffer.from(good);
  for (let at = page * pageSize; at < (page + 1) * pageSize; at += 1) bad[at] = Math.floor(chance() * 256);
  return bad;
}

/** Starts on it and asks as people do. */
async function tryIt(world: FaultWorld, { kept, openId }: { kept: Iterable<Kept>; openId: string }, found: Found) {
  const [server] = world.instances;
  const message = await server?.start().then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (message !== undefined) {
    found.refused.push(message);
    // One that runs and never calls itself ready has said why in its log.
    if (!/DATABASE_URL|was not ready/.test(message)) found.silent.push(message);
    return;
  }
  const code = await world.platform.code({ open_id: openId, via: 'requestAccess' });
  const newcomer = await world.api.signIn(code);
  judge('sign-in', newcomer.status, newcomer.status !== 200 || newcomer.body.user.open_id === openId, found);
  for (const session of kept) {
    const { status, body } = await world.api.me(session.accessToken);
    judge('me', status, status !== 200 || body.user.open_id === session.openId, found);
  }
  await server?.stop();
}

function judge(act: string, status: number, right: boolean, found: Found): void {
  if (status === 503) found.refused.push(`${act} 503`);
  else if (status !== 200 || !right) found.answers.push(`${act} ${status}${right ? '' : ', somebody else'}`);
}

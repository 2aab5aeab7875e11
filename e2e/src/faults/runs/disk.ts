import { addPeople, type Heard, type Kept, signIn } from '../crowd.ts';
import type { FaultRun, Figure } from '../fault-run.ts';
import { happened, none } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { countIn } from '../rows.ts';
import { mountSmallDisk, type SmallDisk } from '../small-disk.ts';
import { type FaultWorld, inWorld } from '../world.ts';

export const disk: FaultRun = {
  name: 'disk',
  about: {
    zh: '磁盘写满，再变成只读（SQLite，需 root）：登录 503，会话照常，空间回来即恢复',
    en: 'the disk is full, then read-only (SQLite, needs root): sign-ins 503, sessions as ever, well with the space',
  },
  async run(ground) {
    const small = await mountSmallDisk(await ground.folder(), 8);
    const what = { zh: '挂载了小磁盘（只有 root 可以）', en: 'a small disk was mounted (only root may)' };
    if (small === undefined) return [{ ...happened(what, 0), loose: true }];
    try {
      return await inWorld({ databaseUrl: `sqlite:${small.folder}/app.sqlite` }, (world) => fillAndClose(world, small));
    } finally {
      await small.unmount();
    }
  },
};

async function fillAndClose(world: FaultWorld, small: SmallDisk): Promise<Figure[]> {
  const seen = { heard: [] as Heard[], kept: new Set<Kept>() };
  const people = await addPeople(world, 20);
  const trySome = async (openIds: readonly string[]) => {
    const from = seen.heard.length;
    for (const openId of openIds) await signIn(world, world.api, openId, seen);
    return seen.heard.slice(from).map(({ status, code }) => `${status} ${code ?? ''}`.trim());
  };
  await trySome(people.slice(0, 5));
  await small.fill();
  const full = await trySome(people.slice(5, 10));
  const meanwhile = await statusesOf(world, seen.kept);
  await small.empty();
  const again = await trySome(people.slice(10, 15));
  const whole = await invariants(world, seen);
  const [server] = world.instances;
  await server?.stop();
  await small.readOnly(true);
  const refused = await server?.start().then(
    () => '',
    (error: Error) => error.message,
  );
  await server?.stop();
  await small.readOnly(false);
  await server?.start();
  return [
    happened(
      { zh: '满盘时被拒绝的登录', en: 'sign-ins refused while it was full' },
      full.filter((one) => one !== '200').length,
    ),
    none(
      { zh: '除 503 db_unavailable 以外的拒绝', en: 'refusals other than 503 db_unavailable' },
      full.filter((one) => one !== '200' && one !== '503 db_unavailable'),
    ),
    none(
      { zh: '满盘时不认的会话', en: 'sessions not known while it was full' },
      meanwhile.filter((status) => status !== 200),
    ),
    none(
      { zh: '腾出空间后失败的登录', en: 'sign-ins failing once there was space' },
      again.filter((one) => one !== '200'),
    ),
    none(
      { zh: '数据库的损坏', en: 'damage to the database' },
      (await countIn(world.databaseUrl, 'select count(*) as n from pragma_integrity_check')) - 1,
    ),
    happened(
      { zh: '只读时拒绝启动并说明', en: 'refused to start read-only, and said why' },
      /DATABASE_URL/.test(refused ?? '') ? 1 : 0,
    ),
    none(
      { zh: '其后丢失的会话', en: 'sessions lost after that' },
      (await statusesOf(world, seen.kept)).filter((status) => status !== 200),
    ),
    ...whole,
  ];
}

function statusesOf({ api }: FaultWorld, kept: Iterable<Kept>): Promise<number[]> {
  return Promise.all([...kept].map(async ({ accessToken }) => (await api.me(accessToken)).status));
}

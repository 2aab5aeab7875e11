import { leaksIn } from '../leaks.ts';
import { comeBackOf, type Heard, type Kept, lostOf } from './crowd.ts';
import type { Figure } from './fault-run.ts';
import { none } from './figures.ts';
import { countIn } from './rows.ts';
import type { FaultWorld } from './world.ts';

interface After {
  readonly kept: ReadonlySet<Kept>;
  readonly ended?: readonly string[];
  /** Everything that was answered, or not. */
  readonly heard: readonly Heard[];
}

/** What holds after any trouble, however bad it was. Asked when the server can answer again. */
export async function invariants(world: FaultWorld, { kept, heard, ended = [] }: After): Promise<Figure[]> {
  const lost = await lostOf(world, kept);
  const statuses = (wanted: (heard: Heard) => boolean) =>
    heard.filter(wanted).map(({ act, status, code }) => `${act} ${status} ${code ?? ''}`);
  return [
    none({ zh: '已确认却丢失的会话', en: 'acknowledged sessions that were lost' }, lost),
    none(
      { zh: '已确认退出却仍有效的会话', en: 'acknowledged sign-outs that were lost' },
      await comeBackOf(world, ended),
    ),
    none(
      { zh: '401：有人被错误登出', en: '401: somebody signed out by a failure' },
      statuses(({ status }) => status === 401),
    ),
    none(
      { zh: '500 应答', en: 'answers with 500' },
      statuses(({ status }) => status === 500),
    ),
    none(
      { zh: '没人认领的会话（超出未得到应答的登录数）', en: 'live sessions beyond those acknowledged or unanswered' },
      await unclaimed(world, kept, heard),
    ),
    ...(await nothingHalf(world)),
  ];
}

/** Of these, what does not depend on what people were told: no half of anything, nobody twice, nothing leaked. */
export async function nothingHalf(world: FaultWorld): Promise<Figure[]> {
  const { databaseUrl } = world;
  const count = (statement: string) => countIn(databaseUrl, statement);
  const twice = await count(
    'select (select count(*) from users) - (select count(*) from (select distinct app_id, open_id from identities) i) as n',
  );
  const halves = await count(
    `select (select count(*) from sessions s left join users u on u.id = s.user_id
       left join identities i on i.app_id = s.app_id and i.open_id = s.open_id
       where u.id is null or i.user_id is null or i.user_id <> u.id or (s.kind = 'gadget' and s.refresh_hash is null))
     + (select count(*) from users u where not exists (select 1 from identities i where i.user_id = u.id)) as n`,
  );
  return [
    none({ zh: '重复的用户', en: 'users made twice' }, Math.abs(twice)),
    none({ zh: '残缺的会话或用户', en: 'half sessions, users without an identity' }, halves),
    none({ zh: '被兑换两次的 code', en: 'codes exchanged twice' }, exchangedTwice(world)),
    none({ zh: '日志中的机密', en: 'secrets in the log' }, leaks(world)),
  ];
}

async function unclaimed(
  { databaseUrl }: FaultWorld,
  kept: ReadonlySet<Kept>,
  heard: readonly Heard[],
): Promise<number> {
  const live = await countIn(databaseUrl, 'select count(*) as n from sessions where ended_at is null');
  const unanswered = heard.filter(
    ({ act, status }) => ((act === 'sign-in' || act === 'sign-out') && status >= 500) || status === 0,
  );
  return Math.max(0, live - kept.size - unanswered.length);
}

function exchangedTwice({ calls }: FaultWorld): string[] {
  const exchanged = new Set<string>();
  return calls.flatMap(({ committed, code }) => {
    if (!committed || code === undefined) return [];
    const again = exchanged.has(code);
    exchanged.add(code);
    return again ? ['one'] : [];
  });
}

/** Codes are many: the newest stand for all. */
function leaks({ log, emulator }: FaultWorld): string[] {
  const codes = emulator.state.codes
    .all()
    .slice(-100)
    .map(({ value }) => value);
  return log.flatMap((line) => leaksIn(line, codes));
}

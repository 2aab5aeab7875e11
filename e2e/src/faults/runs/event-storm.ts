import { registeredApps, seedApp } from '../../../../scripts/emulated-platform.ts';
import { chanceOf } from '../chance.ts';
import { addPeople, type Heard, type Kept, signIn } from '../crowd.ts';
import type { FaultRun, Ground } from '../fault-run.ts';
import { happened, inTime, none, percentile } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { sealedChallenge, sealedEvent, type Told } from '../sealed-event.ts';
import { type FaultWorld, inWorld } from '../world.ts';

export const eventStorm: FaultRun = {
  name: 'event-storm',
  about: {
    zh: '事件风暴，重复、乱序、伪造：各处理一次，最新的算数，伪造的无效',
    en: 'a storm of events, doubled, disordered, forged: each counts once, the newest wins, forgeries do nothing',
  },
  run: async (ground) =>
    inWorld({ databaseUrl: await ground.database('PostgreSQL'), instances: 2 }, async (world) => {
      const seen = { heard: [] as Heard[], kept: new Set<Kept>() };
      const people = await addPeople(world, ground.long ? 400 : 40);
      for (const openId of people) await signIn(world, world.api, openId, seen);
      const storm = stormFor(people, ground);
      const { answers, challenges } = await send(world, storm.events, ground);
      const outcome = await outcomeOf(world, seen.kept, storm);
      const leavers = [...seen.kept].filter(({ openId }) => storm.leavers.has(openId));
      for (const session of leavers) seen.kept.delete(session);
      const [real, forged] = [answers.filter((one) => !one.forged), answers.filter((one) => one.forged)];
      return [
        happened({ zh: '事件', en: 'events' }, answers.length, 200),
        none(
          { zh: '未被确认的真事件', en: 'real events not acknowledged' },
          real.filter(({ status }) => status !== 200).map(({ status }) => status),
        ),
        none(
          { zh: '未以 401 拒绝的伪造', en: 'forgeries answered other than 401' },
          forged.filter(({ status }) => status !== 401).map(({ status }) => status),
        ),
        inTime(
          { zh: '确认用时 p99', en: 'acknowledged, p99' },
          0.5,
          percentile(
            real.map(({ ms }) => ms),
            0.99,
          ),
        ),
        none(
          { zh: '没有原样应答的校验请求', en: 'challenges not answered with themselves' },
          challenges.filter(({ right }) => !right).length,
        ),
        inTime(
          { zh: '校验请求的应答，最久', en: 'a challenge, answered amid the storm, the longest' },
          0.2,
          Math.max(...challenges.map(({ ms }) => ms)),
        ),
        none({ zh: '离开的人仍有会话', en: 'leavers still signed in' }, outcome.leaversIn),
        none({ zh: '旧姓名盖过新姓名', en: 'older names over newer ones' }, outcome.oldNames),
        none({ zh: '处理多于一次的事件', en: 'events that counted more than once' }, outcome.doubled),
        ...(await invariants(world, { kept: seen.kept, heard: seen.heard })),
      ];
    }),
};

interface Storm {
  readonly events: readonly (Told & { readonly forged: boolean })[];
  readonly leavers: ReadonlySet<string>;
  readonly newest: ReadonlyMap<string, string>;
}

/** Everybody gets three new names, every fourth leaves; each event comes once to three times, some forged, all shuffled. */
function stormFor(people: readonly string[], { seed }: Pick<Ground, 'seed'>): Storm {
  const chance = chanceOf(seed);
  // Later than the sign-ins by more than clocks may disagree, and never in the future by the server's reckoning.
  const now = Date.now();
  const leavers = new Set(people.filter((_, i) => i % 4 === 0));
  const names = people.flatMap((openId) =>
    [1, 2, 3].map((n) => ({ id: `name-${openId}-${n}`, openId, name: `name ${n}`, at: now - 3_000 + n * 1_000 })),
  );
  const departures = [...leavers].map((openId) => ({ id: `left-${openId}`, openId, at: now }));
  const forged = people.map((openId) => ({ id: `forged-${openId}`, openId, at: now, forged: true }));
  const events = [...names, ...departures]
    .flatMap((told) => Array.from({ length: 1 + Math.floor(chance() * 3) }, () => ({ ...told, forged: false })))
    .concat(forged)
    .map((told) => ({ told, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ told }) => told);
  return { events, leavers, newest: new Map(people.map((openId) => [openId, 'name 3'])) };
}

async function send(world: FaultWorld, events: Storm['events'], { seed }: Ground) {
  const { encrypt_key, verification_token } = registeredApps(world.url)[seedApp.id] ?? {};
  const { tenant_key = '' } = world.emulator.state.users.all()[0] ?? {};
  const app = {
    id: seedApp.id,
    encryptKey: encrypt_key ?? '',
    verificationToken: verification_token ?? '',
    tenantKey: tenant_key,
  };
  const waiting = [...events];
  const chance = chanceOf(seed);
  const answers: { status: number; ms: number; forged: boolean }[] = [];
  const challenges: { right: boolean; ms: number }[] = [];
  const timed = async ({ headers, body }: ReturnType<typeof sealedEvent>) => {
    const at = performance.now();
    const to = world.instances[Math.floor(chance() * world.instances.length)] ?? world;
    const answer = await fetch(`${to.url}/feishu/events`, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text(), ms: performance.now() - at };
  };
  const worker = async () => {
    for (let told = waiting.pop(); told !== undefined; told = waiting.pop()) {
      const { forged } = told;
      answers.push({
        ...(await timed(sealedEvent(forged ? { ...app, encryptKey: 'not the key' } : app, told))),
        forged,
      });
      if (waiting.length % 10 > 0) continue;
      const { text, ms } = await timed(sealedChallenge(app, told.id));
      challenges.push({ right: text === JSON.stringify({ challenge: told.id }), ms });
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return { answers, challenges };
}

async function outcomeOf(world: FaultWorld, kept: ReadonlySet<Kept>, { leavers, newest }: Storm) {
  const [leaversIn, oldNames]: [string[], string[]] = [[], []];
  for (const { openId, accessToken } of kept) {
    const { status, body } = await world.api.me(accessToken);
    if (leavers.has(openId)) {
      if (status !== 401) leaversIn.push(`${status}`);
    } else if (body.user?.name !== newest.get(openId)) oldNames.push(body.user?.name ?? `${status}`);
  }
  const counted = world.log.filter((line) => line.includes('"event.accepted"') && line.includes('"duplicate":false'));
  const ids = counted.map((line) => /"event_id":"([^"]*)"/.exec(line)?.[1] ?? '');
  return { leaversIn, oldNames, doubled: ids.length - new Set(ids).size };
}

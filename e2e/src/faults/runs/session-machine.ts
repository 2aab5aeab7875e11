import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import type { Answer } from '../../server-api.ts';
import { addPeople } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { none } from '../figures.ts';
import { nothingHalf } from '../invariants.ts';
import { type FaultWorld, type Instance, inWorld } from '../world.ts';

/** What the model knows of a session: its pairs so far, and whether it has ended. */
interface Known {
  readonly pairs: { access: string; refresh: string }[];
  ended: boolean;
}

interface Model {
  readonly sessions: Known[];
}

interface Real {
  readonly world: FaultWorld;
  readonly openId: string;
}

type Step = fc.AsyncCommand<Model, Real>;

/** Longer than a run takes on a busy machine: after it, a token used before ends its session, and rightly so. */
const env = { REFRESH_REUSE_WINDOW_SECONDS: '3600' };

/** The times a session lives are tried with a clock in hand elsewhere; here it is whom one asks. */

export const sessionMachine: FaultRun = {
  name: 'session-machine',
  about: {
    zh: '任意顺序的登录、刷新、退出、离职，任意落在两个实例上：与模型逐一相符',
    en: 'sign-ins, refreshes, sign-outs, departures in any order on either of two instances: all as a model says',
  },
  run: async (ground) =>
    inWorld({ databaseUrl: await ground.database('PostgreSQL'), instances: 2, env }, async (world) => {
      const runs = ground.long ? 400 : 12;
      const people = await addPeople(world, runs * 20);
      const steps = fc.commands([signIn, signIn, refresh, refresh, refresh, signOut, endOthers, leave], {
        maxCommands: 12,
      });
      const checked = await fc.check(
        fc.asyncProperty(steps, async (commands) => {
          const openId = people.pop() ?? '';
          await fc.asyncModelRun(() => ({ model: { sessions: [] }, real: { world, openId } }), commands);
        }),
        { numRuns: runs, seed: ground.seed },
      );
      if (checked.failed) ground.note(`${checked.counterexample?.[0]}`);
      return [
        none(
          { zh: '与模型不符', en: 'disagreements with the model' },
          checked.failed
            ? [`${whyOf(checked.errorInstance)} (seed ${checked.seed}, path ${checked.counterexamplePath})`]
            : [],
        ),
        ...(await nothingHalf(world)),
      ];
    }),
};

const whyOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const pick = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(1, items.length)];
const instance = ({ world }: Real, n: number): Instance => {
  const found = pick(world.instances, n);
  if (found === undefined) throw new Error('There are instances.');
  return found;
};
const agree = (what: string, is: unknown, shouldBe: unknown) => {
  if (is !== shouldBe) throw new Error(`${what}: ${is} where the model says ${shouldBe}`);
};

/** What is answered in the end: refusing for want of time changes nothing, so that the same can be asked again. */
async function answered<T extends Answer<{ error?: { code: string } } | undefined>>(ask: () => Promise<T>): Promise<T> {
  for (let left = 100; ; left -= 1) {
    const answer = await ask();
    if (answer.body?.error?.code !== 'overloaded' || left === 0) return answer;
    await delay(100);
  }
}

/**
 * Tells that somebody left, until it is heard: told again on its own, by and by, it would also end what began within a
 * minute of it, because clocks differ.
 */
async function tellThatTheyLeft({ world: { platform, emulator } }: Real, openId: string): Promise<void> {
  const { events } = emulator.state;
  const before = events.deliveries().at(-1)?.seq ?? 0;
  await platform.changeUser(openId, { status: 'resigned' }, { push: true });
  const told = events.deliveries().filter(({ seq }) => seq > before);
  for (const { event_id, ok } of told)
    for (let heard = ok; !heard; heard = (await events.repeat(event_id))?.ok ?? true) await delay(100);
}

/** Every token ever issued does on both instances what the model says. */
async function compare({ sessions }: Model, { world }: Real): Promise<void> {
  for (const { pairs, ended } of sessions)
    for (const [i, { access }] of pairs.entries())
      for (const { me } of world.instances)
        agree('me', (await answered(() => me(access))).status, i === pairs.length - 1 && !ended ? 200 : 401);
}

function step(name: string, act: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    run: async (model, real) => {
      await act(model, real);
      await compare(model, real);
    },
    toString: () => name,
  };
}

const some = { which: fc.nat(9), on: fc.nat(1) };

const signIn = fc.record(some).map(({ on }) =>
  step(`sign in on ${on}`, async (model, real) => {
    const code = await real.world.platform.code({ open_id: real.openId, via: 'requestAccess' });
    const { status, body } = await answered(() => instance(real, on).signIn(code));
    agree('sign-in', status, 200);
    model.sessions.push({ pairs: [{ access: body.access_token, refresh: body.refresh_token }], ended: false });
    // Sent again, to the other one too, it is nobody's.
    agree('the same code', (await answered(() => instance(real, on + 1).signIn(code))).status, 401);
  }),
);

const refresh = fc.record({ ...some, age: fc.nat(3), twice: fc.boolean() }).map(({ which, on, age, twice }) =>
  step(
    `refresh session ${which} with its pair ${age} from the newest on ${on}${twice ? ' and on both' : ''}`,
    async (model, real) => {
      const session = pick(model.sessions, which);
      if (session === undefined) return;
      const place = session.pairs.length - 1 - (age % session.pairs.length);
      const [pair, successor] = [session.pairs[place], session.pairs[place + 1]];
      if (pair === undefined) return;
      const asked = await Promise.all(
        (twice ? [on, on + 1] : [on]).map((n) => answered(() => instance(real, n).refresh(pair.refresh))),
      );
      const fresh = successor === undefined;
      const straggler = place < session.pairs.length - 2;
      for (const { status } of asked) agree('refresh', status, session.ended || straggler ? 401 : 200);
      if (session.ended || straggler) return;
      const pairs = asked.map(({ body }) => ({ access: body.access_token, refresh: body.refresh_token }));
      const [first = pair] = pairs;
      const expected = fresh ? first : successor;
      for (const { access } of pairs) agree('the pair', access, expected.access);
      if (fresh) session.pairs.push(first);
    },
  ),
);

const signOut = fc.record(some).map(({ which, on }) =>
  step(`sign out session ${which} on ${on}`, async (model, real) => {
    const session = pick(model.sessions, which);
    const pair = session?.pairs.at(-1);
    if (session === undefined || pair === undefined) return;
    agree('sign-out', (await answered(() => instance(real, on).logout(pair.access))).status, session.ended ? 401 : 204);
    session.ended = true;
  }),
);

const endOthers = fc.record(some).map(({ which, on }) =>
  step(`end all but session ${which} on ${on}`, async (model, real) => {
    const kept = pick(model.sessions, which);
    const pair = kept?.pairs.at(-1);
    if (kept === undefined || pair === undefined) return;
    const { status } = await answered(() => instance(real, on).endOtherSessions(pair.access));
    agree('ending the others', status, kept.ended ? 401 : 204);
    if (!kept.ended) for (const session of model.sessions) if (session !== kept) session.ended = true;
  }),
);

const leave = fc.constant(
  step('leave the organisation, and be back', async (model, real) => {
    await tellThatTheyLeft(real, real.openId);
    for (const session of model.sessions) session.ended = true;
    await compare(model, real);
    await real.world.platform.changeUser(real.openId, { status: 'active' });
  }),
);

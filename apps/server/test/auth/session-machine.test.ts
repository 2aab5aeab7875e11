import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOtherDevices } from '../../src/auth/devices.ts';
import type { IssuedTokens } from '../../src/auth/issue-session.ts';
import { loginFromGadget } from '../../src/auth/login.ts';
import { refreshSession } from '../../src/auth/refresh.ts';
import { findSession } from '../../src/auth/session.ts';
import { signOut as endSession } from '../../src/auth/sign-out.ts';
import { day, hour, minute, second } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

/** What the model knows of a session: its pairs of tokens so far, and until when it lives. */
interface ModelSession {
  readonly pairs: { readonly tokens: IssuedTokens; readonly since: number }[];
  readonly opened: number;
  idleEnd: number;
  ended: boolean;
}

interface Model {
  now: number;
  sessions: ModelSession[];
}

interface Real {
  readonly stage: Stage;
  readonly person: ReturnType<typeof aPerson>;
}

type Step = fc.AsyncCommand<Model, Real>;

const accessLife = 30 * minute;
const window = 30 * second;
const idle = 7 * day;
const absolute = 30 * day;
const cap = 4;

const isLive = ({ now }: Model, session: ModelSession): boolean =>
  !session.ended && now < session.idleEnd && now < session.opened + absolute;
const live = (model: Model): ModelSession[] => model.sessions.filter((session) => isLive(model, session));

/** Every token ever issued does what the model says, no more and no less. */
async function compare(model: Model, { stage }: Real): Promise<void> {
  for (const session of model.sessions) {
    for (const [i, { tokens, since }] of session.pairs.entries()) {
      const newest = i === session.pairs.length - 1;
      const expected = newest && isLive(model, session) && model.now < since + accessLife;
      const found = await findSession(stage.ports, { kind: 'bearer', value: tokens.accessToken });
      expect(found !== undefined).toBe(expected);
    }
  }
  const [known] = model.sessions;
  const userId = known?.pairs[0]?.tokens.user.id ?? '';
  const listed = (await stage.ports.store.sessions.list(userId, stage.now())).map(({ id }) => id);
  expect(new Set(listed)).toEqual(new Set(live(model).map(({ pairs }) => pairs[0]?.tokens.session.id)));
}

const step = (
  name: string,
  check: (model: Model) => boolean,
  act: (model: Model, real: Real) => Promise<void>,
): Step => ({
  check,
  run: async (model, real) => {
    // Nothing happens in the same millisecond as something else.
    real.stage.pass(1);
    model.now += 1;
    await act(model, real);
    await compare(model, real);
  },
  toString: () => name,
});
const pick = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(1, items.length)];
const someSession = (model: Model) => model.sessions.length > 0;

const signIn = fc.constant(
  step(
    'sign in',
    () => true,
    async (model, { stage, person }) => {
      const tokens = await loginFromGadget(stage.ports, { code: stage.code(person), via: 'login' });
      const oldestFirst = live(model);
      for (const session of oldestFirst.slice(0, Math.max(0, oldestFirst.length - cap + 1))) session.ended = true;
      model.sessions.push({
        pairs: [{ tokens, since: model.now }],
        opened: model.now,
        idleEnd: model.now + idle,
        ended: false,
      });
    },
  ),
);

const refresh = fc.tuple(fc.nat(9), fc.nat(9)).map(([which, age]) =>
  step(`refresh session ${which} with its pair ${age} from the newest`, someSession, async (model, { stage }) => {
    const session = pick(model.sessions, which);
    if (session === undefined) return;
    const place = session.pairs.length - 1 - (age % session.pairs.length);
    const pair = session.pairs[place];
    const successor = session.pairs[place + 1];
    if (pair === undefined) return;
    const asked = refreshSession(stage.ports, pair.tokens.refreshToken);
    if (isLive(model, session) && successor === undefined) {
      session.pairs.push({ tokens: await asked, since: model.now });
      session.idleEnd = Math.min(model.now + idle, session.opened + absolute);
    } else if (isLive(model, session) && successor !== undefined && model.now < successor.since + window) {
      const straggler = place < session.pairs.length - 2;
      if (straggler) return expect(asked).rejects.toMatchObject({ code: 'unauthorized' });
      const { accessToken, refreshToken } = await asked;
      expect({ accessToken, refreshToken }).toEqual({
        accessToken: successor.tokens.accessToken,
        refreshToken: successor.tokens.refreshToken,
      });
    } else {
      await expect(asked).rejects.toMatchObject({ code: 'unauthorized' });
      if (successor !== undefined) session.ended = true;
    }
  }),
);

const signOut = fc.nat(9).map((which) =>
  step(`sign out session ${which}`, someSession, async (model, { stage }) => {
    const session = pick(model.sessions, which);
    const tokens = session?.pairs.at(-1)?.tokens;
    if (session === undefined || tokens === undefined) return;
    await endSession(stage.ports, tokens);
    session.ended = true;
  }),
);

const endOthers = fc.nat(9).map((which) =>
  step(`end all but session ${which}`, someSession, async (model, { stage }) => {
    const kept = pick(model.sessions, which);
    const tokens = kept?.pairs.at(-1)?.tokens;
    if (tokens === undefined) return;
    await endOtherDevices(stage.ports, tokens);
    for (const session of model.sessions) if (session !== kept) session.ended = true;
  }),
);

const endAll = fc.constant(
  step(
    'end all',
    () => true,
    async (model, { stage, person }) => {
      await stage.ports.store.sessions.endAll(person, stage.now(), 'user_left');
      for (const session of model.sessions) session.ended = true;
    },
  ),
);

const pass = fc
  .constantFrom(second, 29 * second, 31 * second, 29 * minute, 31 * minute, hour, 3 * day, 8 * day)
  .map((time) =>
    step(
      `let ${time / second} seconds pass`,
      () => true,
      async (model, { stage }) => {
        stage.pass(time);
        model.now += time;
      },
    ),
  );

const purge = fc.constant(
  step(
    'purge',
    () => true,
    ({ now }, { stage }) => stage.ports.store.purge(now, 180 * day),
  ),
);

describe('The sessions of a person', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ policy: { sessionsPerUser: cap } });
  });
  afterAll(() => stage.close());

  it('are alive exactly when a model of them says so, whatever is done in whatever order', async () => {
    const steps = fc.commands([signIn, refresh, refresh, refresh, signOut, endOthers, endAll, pass, pass, purge], {
      maxCommands: 25,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        // Always at a time after the runs before, as another person.
        stage.pass(100 * day);
        await fc.asyncModelRun(
          () => ({ model: { now: stage.now(), sessions: [] }, real: { stage, person: aPerson() } }),
          commands,
        );
      }),
      { numRuns: 60 },
    );
  });
});

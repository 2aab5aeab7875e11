import { AuthError } from '@feishu-login/auth-types';
import { afterEach, describe, expect, it } from '@jest/globals';
import { loginFromGadget } from '../../src/auth/login.ts';
import type { Feishu, Identified, Standing } from '../../src/auth/ports/feishu.ts';
import type { Ports } from '../../src/auth/ports/ports.ts';
import { type Reconciled, reconcile } from '../../src/auth/reconcile.ts';
import { findSession } from '../../src/auth/session.ts';
import { day, hour, minute } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

type Answer = Standing | Error;

const away = new AuthError('upstream_unavailable', 'Feishu does not answer.', { retryAfter: 3 });
const scope = 'task:task:read';
const grant: Identified['grant'] = {
  accessToken: 'access',
  expiresIn: 7200,
  refreshToken: 'refresh',
  refreshExpiresIn: 604_800,
  scopes: [scope, 'offline_access'],
};

/** People who signed in, what the platform says of each, and whom it was asked about. */
async function peopleWith(answers: Answer[], feishu: Partial<Feishu> = {}, kept?: Identified['grant']) {
  stage = await openStage({ policy: { accessToken: 3 * day }, app: { scopes: [scope, 'offline_access'] } });
  const people = answers.map(() => aPerson());
  const asked: string[] = [];
  const standing = async (openId: string): Promise<Standing> => {
    asked.push(openId);
    const answer = answers[people.findIndex((person) => person.openId === openId)];
    if (answer instanceof Error) throw answer;
    return answer ?? { standing: 'unknown' };
  };
  const ports: Ports = { ...stage.ports, feishu: { ...stage.ports.feishu, standing, ...feishu } };
  const tokens: string[] = [];
  for (const identity of people) {
    const code = stage.code(async () => ({ identity, ...(kept === undefined ? {} : { grant: kept }) }));
    tokens.push((await loginFromGadget(ports, { code, via: 'requestAccess' })).accessToken);
  }
  const alive = () =>
    Promise.all(tokens.map(async (value) => (await findSession(stage.ports, { kind: 'bearer', value })) !== undefined));
  return { ports, people, asked, alive };
}

async function run(ports: Ports, signal = new AbortController().signal): Promise<Reconciled[]> {
  const batches: Reconciled[] = [];
  await reconcile(ports, { interval: day, report: (batch) => void batches.push(batch), signal });
  return batches;
}

describe('Reconciliation', () => {
  it('F11: ends the sessions of people the platform no longer lets in, and of nobody else', async () => {
    const { ports, alive } = await peopleWith([
      { standing: 'active' },
      { standing: 'gone', platformCode: 20_021 },
      { standing: 'unknown' },
    ]);
    stage.pass(day + minute);
    expect(await run(ports)).toEqual([{ checked: 3, ended: 1, unknown: 1, failed: 0, remaining: 0 }]);
    expect(await alive()).toEqual([true, false, true]);
  });

  it('asks about each person once in an interval, and not about people who have just signed in', async () => {
    const { ports, asked } = await peopleWith([{ standing: 'active' }]);
    expect(await run(ports)).toEqual([]);
    expect(asked).toHaveLength(0);
    stage.pass(day + minute);
    await run(ports);
    stage.pass(hour);
    await run(ports);
    expect(asked).toHaveLength(1);
  });

  it('goes on with the others when the platform is silent about one, and asks about that one again in an hour', async () => {
    const { ports, asked, people } = await peopleWith([away, { standing: 'active' }]);
    stage.pass(day + minute);
    expect(await run(ports)).toMatchObject([{ checked: 1, failed: 1 }]);
    expect(await run(ports)).toEqual([]);
    asked.length = 0;
    stage.pass(59 * minute);
    await run(ports);
    expect(asked).toEqual([]);
    stage.pass(2 * minute);
    await run(ports);
    expect(asked).toEqual([people[0]?.openId]);
  });

  it('gets past people the platform is always silent about, however many they are', async () => {
    const { ports, asked, people } = await peopleWith([
      ...Array.from({ length: 4 }, () => away),
      ...Array.from({ length: 4 }, () => ({ standing: 'active' as const })),
    ]);
    stage.pass(day + minute);
    for (let i = 0; i < 6; i += 1) {
      await run(ports);
      stage.pass(11 * minute);
    }
    expect(new Set(asked)).toEqual(new Set(people.map(({ openId }) => openId)));
  });

  it('stops when the platform is silent about everybody', async () => {
    const { ports, asked, alive } = await peopleWith(Array.from({ length: 10 }, () => away));
    stage.pass(day + minute);
    expect(await run(ports)).toMatchObject([{ checked: 0, failed: 3 }]);
    expect(asked).toHaveLength(3);
    expect(await alive()).not.toContain(false);
  });

  it('ends between two people when it is told to, and later goes on with the rest', async () => {
    const stop = new AbortController();
    const { ports, asked } = await peopleWith([{ standing: 'active' }, { standing: 'active' }]);
    const { standing } = ports.feishu;
    const stopping: Ports = {
      ...ports,
      feishu: {
        ...ports.feishu,
        standing: (openId) => {
          stop.abort();
          return standing(openId);
        },
      },
    };
    stage.pass(day + minute);
    expect(await run(stopping, stop.signal)).toMatchObject([{ checked: 1 }]);
    stage.pass(11 * minute);
    expect(await run(ports)).toMatchObject([{ checked: 1 }]);
    expect(new Set(asked).size).toBe(2);
  });

  it('reports after each hundred people, and what remains', async () => {
    const { ports } = await peopleWith(Array.from({ length: 130 }, () => ({ standing: 'active' as const })));
    stage.pass(day + minute);
    expect(await run(ports)).toMatchObject([
      { checked: 100, remaining: 30 },
      { checked: 30, remaining: 0 },
    ]);
  });
});

describe('Where the app may not read contacts, reconciliation', () => {
  it('F11: asks with what the person allowed, and ends everything of somebody who is gone', async () => {
    const { ports, alive, people } = await peopleWith(
      [{ standing: 'unknown' }],
      {
        refreshGrant: async () => ({ outcome: 'renewed', grant }),
        holder: async () => ({ answered: false, why: 'gone', platformCode: 20_022 }),
      },
      grant,
    );
    stage.pass(day + minute);
    expect(await run(ports)).toMatchObject([{ checked: 1, ended: 1 }]);
    expect(await alive()).toEqual([false]);
    const [person] = people;
    expect(person && (await stage.ports.store.grants.find(person))).toBeUndefined();
  });

  it('takes a refused renewal for the end of the permission and not of the person', async () => {
    const { ports, alive } = await peopleWith(
      [{ standing: 'unknown' }],
      { refreshGrant: async () => ({ outcome: 'over', platformCode: 20_064 }) },
      grant,
    );
    stage.pass(day + minute);
    expect(await run(ports)).toMatchObject([{ checked: 1, ended: 0, unknown: 1 }]);
    expect(await alive()).toEqual([true]);
  });

  it('keeps whoever the platform still knows, and notices a grant that is somebody else’s', async () => {
    let holder = '';
    const { ports, people } = await peopleWith(
      [{ standing: 'unknown' }],
      {
        refreshGrant: async () => ({ outcome: 'renewed', grant }),
        holder: async () => ({ answered: true, value: holder }),
      },
      grant,
    );
    holder = people[0]?.openId ?? '';
    stage.pass(day + minute);
    expect(await run(ports)).toMatchObject([{ unknown: 0 }]);
    holder = 'ou_somebody_else';
    stage.pass(day + minute);
    expect(await run(ports)).toMatchObject([{ unknown: 1 }]);
    expect(stage.events.map(({ name }) => name)).toContain('upstream.inconsistent');
  });
});

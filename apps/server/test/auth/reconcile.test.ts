import { afterEach, describe, expect, it } from '@jest/globals';
import { loginFromGadget } from '../../src/auth/login.ts';
import type { Ports, Standing } from '../../src/auth/ports.ts';
import { reconcile } from '../../src/auth/reconcile.ts';
import { authenticate } from '../../src/auth/session.ts';
import { aPerson, day, hour, minute, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

async function peopleWith(standings: Standing[]) {
  stage = await openStage({ policy: { accessToken: 3 * day } });
  const people = standings.map(() => aPerson());
  const asked: string[] = [];
  const standing = async (openId: string) => {
    asked.push(openId);
    return standings[people.findIndex((person) => person.openId === openId)] ?? { standing: 'unknown' as const };
  };
  const ports: Ports = { ...stage.ports, feishu: { ...stage.ports.feishu, standing } };
  const tokens: string[] = [];
  for (const person of people) {
    tokens.push((await loginFromGadget(ports, { code: stage.code(person), via: 'requestAccess' })).accessToken);
  }
  return { ports, asked, tokens };
}

describe('Reconciliation', () => {
  it('ends the sessions of people the platform no longer lets in, and of nobody else', async () => {
    const { ports, tokens } = await peopleWith([
      { standing: 'active' },
      { standing: 'gone', platformCode: 20_021 },
      { standing: 'unknown' },
    ]);
    stage.pass(day + minute);
    expect(await reconcile(ports, day)).toEqual({ checked: 3, ended: 1, unknown: 1 });
    const alive = tokens.map((value) =>
      authenticate(ports, { kind: 'bearer', value }).then(
        () => true,
        () => false,
      ),
    );
    expect(await Promise.all(alive)).toEqual([true, false, true]);
  });

  it('asks about each person once in an interval, and not about people who have just signed in', async () => {
    const { ports, asked } = await peopleWith([{ standing: 'active' }]);
    await reconcile(ports, day);
    expect(asked).toHaveLength(0);
    stage.pass(day + minute);
    await reconcile(ports, day);
    stage.pass(hour);
    await reconcile(ports, day);
    expect(asked).toHaveLength(1);
  });

  it('goes on where it was interrupted', async () => {
    const { ports, asked } = await peopleWith([{ standing: 'active' }, { standing: 'active' }]);
    stage.pass(day + minute);
    const { standing } = ports.feishu;
    let calls = 0;
    const interrupted: Ports = {
      ...ports,
      feishu: {
        ...ports.feishu,
        standing: (openId) => {
          calls += 1;
          return calls === 2 ? Promise.reject(new Error('the platform went away')) : standing(openId);
        },
      },
    };
    await expect(reconcile(interrupted, day)).rejects.toThrow('went away');
    expect(await reconcile(ports, day)).toMatchObject({ checked: 1 });
    expect(new Set(asked).size).toBe(2);
  });
});

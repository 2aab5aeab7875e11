import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endDevice, endOtherDevices, listDevices } from '../../src/auth/devices.ts';
import type { IssuedTokens } from '../../src/auth/issue-session.ts';
import { loginFromGadget } from '../../src/auth/login.ts';
import { findSession } from '../../src/auth/session.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

describe('The list of devices', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const signIn = (person = aPerson(), model = 'phone') =>
    loginFromGadget(stage.ports, { code: stage.code(person), via: 'login', device: { model } });
  const alive = async ({ accessToken: value }: IssuedTokens) =>
    (await findSession(stage.ports, { kind: 'bearer', value })) !== undefined;

  it('shows this person’s sessions, newest first', async () => {
    const person = aPerson();
    await signIn(person, 'old phone');
    stage.pass(1);
    const current = await signIn(person, 'new phone');
    await signIn();
    expect((await listDevices(stage.ports, current)).map(({ device }) => device)).toEqual(['new phone', 'old phone']);
  });

  it('ends one of them', async () => {
    const person = aPerson();
    const [current, old] = [await signIn(person), await signIn(person)];
    await endDevice(stage.ports, current, old.session.id);
    expect(await alive(old)).toBe(false);
    expect(await alive(current)).toBe(true);
    expect(stage.events.at(-1)).toEqual({
      name: 'session.ended',
      user_id: current.user.id,
      session_id: old.session.id,
      reason: 'ended_by_user',
    });
  });

  it('knows nothing of somebody else’s session, by its real id either', async () => {
    const [current, stranger] = [await signIn(), await signIn()];
    for (const id of [stranger.session.id, 'guessed', '']) {
      await expect(endDevice(stage.ports, current, id)).rejects.toMatchObject({ code: 'not_found', status: 404 });
    }
    expect(await alive(stranger)).toBe(true);
    expect(stage.events.map(({ name }) => name)).not.toContain('session.ended');
  });

  it('ends all but the one in hand', async () => {
    const person = aPerson();
    const [current, ...others] = [await signIn(person), await signIn(person), await signIn(person)];
    const stranger = await signIn();
    await endOtherDevices(stage.ports, current);
    expect(await alive(current)).toBe(true);
    expect(await alive(stranger)).toBe(true);
    for (const other of others) expect(await alive(other)).toBe(false);
    expect(stage.events.at(-1)).toMatchObject({ name: 'session.ended', reason: 'others_ended_by_user', count: 2 });
  });
});

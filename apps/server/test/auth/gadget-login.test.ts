import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loginFromGadget } from '../../src/auth/login.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import { authenticate } from '../../src/auth/session.ts';
import { everythingKept } from '../db/test-database.ts';
import { day, hour, minute } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

describe('A mini program signs in', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it('and its code becomes a session whose access token says who it is', async () => {
    const person = aPerson({ unionId: 'on_1', tenantKey: 'tenant_1' });
    const issued = await loginFromGadget(stage.ports, { code: stage.code(person), via: 'requestAccess' });
    expect(issued.user).toMatchObject({ name: '张三', openId: person.openId, unionId: 'on_1' });
    expect(issued.session).toMatchObject({ kind: 'gadget', createdAt: stage.now(), device: null });
    const seen = await authenticate(stage.ports, { kind: 'bearer', value: issued.accessToken });
    expect(seen).toEqual({ user: issued.user, session: issued.session });
  });

  it('and is told how long its tokens live: half an hour, and seven idle days', async () => {
    const issued = await loginFromGadget(stage.ports, { code: stage.code(aPerson()), via: 'login' });
    expect(issued).toMatchObject({ accessExpiresIn: (30 * minute) / 1000, refreshExpiresIn: (7 * day) / 1000 });
    expect(issued.session).toMatchObject({
      expiresAt: stage.now() + 7 * day,
      absoluteExpiresAt: stage.now() + 30 * day,
    });
  });

  it('never longer than the session itself may live', async () => {
    await stage.close();
    stage = await openStage({ policy: { refreshIdle: 7 * day, refreshAbsolute: hour } });
    const issued = await loginFromGadget(stage.ports, { code: stage.code(aPerson()), via: 'login' });
    expect(issued.refreshExpiresIn).toBe(hour / 1000);
  });

  it.each(['requestAccess', 'login'] as const)(
    'with the code of %s, which reaches the platform as it is',
    async (via) => {
      const code = '8Rf+7B3/=.~-_ü码';
      await expect(loginFromGadget(stage.ports, { code, via })).rejects.toMatchObject({ code: 'code_invalid' });
      expect(stage.asked).toEqual([{ code, via }]);
    },
  );

  it('from a device that the list of devices can name', async () => {
    const device = { model: 'iPhone 15', platform: 'ios', client_version: '7.20.1' };
    const issued = await loginFromGadget(stage.ports, { code: stage.code(aPerson()), via: 'login', device });
    expect(issued.session.device).toBe('iPhone 15 · ios · 7.20.1');
    const partly = { model: '', platform: 'ios' };
    const other = await loginFromGadget(stage.ports, { code: stage.code(aPerson()), via: 'login', device: partly });
    expect(other.session.device).toBe('ios');
  });

  it('and the log tells once who did, by our own ids', async () => {
    const issued = await loginFromGadget(stage.ports, { code: stage.code(aPerson()), via: 'login' });
    expect(stage.events).toEqual([
      { name: 'login.ok', user_id: issued.user.id, session_id: issued.session.id, kind: 'gadget', entrance: 'gadget' },
    ]);
  });

  it('and the log tells to whom the union id led, and whose the identity was', async () => {
    const facts = { unionId: 'on_1', tenantKey: 'tenant_1' };
    const signIn = (identity: Identity, linkByUnionId: boolean) =>
      loginFromGadget(
        { ...stage.ports, app: { ...stage.ports.app, linkByUnionId } },
        { code: stage.code(identity), via: 'login' },
      );
    const old = await signIn(aPerson({ ...facts, appId: 'cli_old' }), true);
    stage.pass(minute);
    const person = aPerson(facts);
    const own = await signIn(person, false);
    const joined = await signIn(person, true);
    await signIn(person, true);
    expect(joined.user.id).toBe(old.user.id);
    expect(stage.events.filter(({ name }) => name === 'identity.linked')).toEqual([
      {
        name: 'identity.linked',
        user_id: old.user.id,
        previous_user_id: own.user.id,
        link_id: expect.any(String),
      },
    ]);
    expect(JSON.stringify(stage.events)).not.toContain('on_1');
  });

  it('and neither code nor tokens are kept or logged', async () => {
    const code = stage.code(aPerson());
    const issued = await loginFromGadget(stage.ports, { code, via: 'login' });
    const kept = `${await everythingKept(stage.database.database)}${JSON.stringify(stage.events)}`;
    expect(kept).toContain(issued.session.id);
    for (const secret of [code, issued.accessToken, issued.refreshToken]) {
      expect(kept).not.toContain(secret);
      expect(kept).not.toContain(secret.slice(4, 20));
    }
  });
});

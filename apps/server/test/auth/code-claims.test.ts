import { AuthError } from '@feishu-login/auth-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loginFromGadget } from '../../src/auth/login.ts';
import type { Identified } from '../../src/auth/ports/feishu.ts';
import { UpstreamFailure } from '../../src/auth/ports/feishu-failure.ts';
import { authenticate } from '../../src/auth/session.ts';
import { second } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

describe('A code', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const login = (code: string) => loginFromGadget(stage.ports, { code, via: 'requestAccess' });
  const failing = (error: Error) => stage.code(() => Promise.reject(error));
  const upstream = (maybeActedOn: boolean) =>
    new UpstreamFailure('upstream_unavailable', 'Feishu does not answer.', { maybeActedOn, retryAfter: 3 });

  it('is exchanged once, and sent again it neither signs in nor ends the session it led to', async () => {
    const code = stage.code(aPerson());
    const first = await login(code);
    await expect(login(code)).rejects.toMatchObject({ code: 'code_invalid' });
    expect(stage.asked).toHaveLength(1);
    expect(await authenticate(stage.ports, { kind: 'bearer', value: first.accessToken })).toBeDefined();
    expect(stage.events).toContainEqual({ name: 'login.denied', reason: 'code_replay', entrance: 'gadget' });
  });

  it('gives one session to fifty who send it at once', async () => {
    const person = aPerson();
    const code = stage.code(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { identity: person };
    });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => login(code)));
    const [issued] = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refusals).toHaveLength(49);
    // Who comes after the first has been answered hears that the code is used.
    for (const { code } of refusals) expect(['code_in_progress', 'code_invalid']).toContain(code);
    expect(refusals.map(({ code }) => code)).toContain('code_in_progress');
    expect(stage.asked).toHaveLength(1);
    expect(await stage.ports.store.sessions.list(issued?.user.id ?? '', stage.now())).toHaveLength(1);
  });

  it('that is being exchanged is refused as in progress, until its exchange ended', async () => {
    let finish: (identified: Identified) => void = () => undefined;
    const code = stage.code(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const first = login(code);
    while (stage.asked.length === 0) await new Promise(setImmediate);
    await expect(login(code)).rejects.toMatchObject({ code: 'code_in_progress' });
    finish({ identity: aPerson() });
    await first;
    await expect(login(code)).rejects.toMatchObject({ code: 'code_invalid' });
  });

  it('left half-way by a crash asks for a new one, once nobody can be exchanging it any more', async () => {
    const code = stage.code(() => new Promise(() => undefined));
    void login(code);
    while (stage.asked.length === 0) await new Promise(setImmediate);
    stage.pass(19 * second);
    await expect(login(code)).rejects.toMatchObject({ code: 'code_in_progress' });
    stage.pass(1 * second);
    await expect(login(code)).rejects.toMatchObject({ code: 'code_retry' });
  });

  it('the platform never saw may be sent again', async () => {
    const person = aPerson();
    let attempts = 0;
    const code = stage.code(async () => {
      attempts += 1;
      if (attempts === 1) throw upstream(false);
      return { identity: person };
    });
    await expect(login(code)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(await login(code)).toMatchObject({ user: { openId: person.openId } });
  });

  it('M6: whose answer was lost leaves nothing behind, asks for a new one, and is never sent again', async () => {
    const code = failing(upstream(true));
    await expect(login(code)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    await expect(login(code)).rejects.toMatchObject({ code: 'code_retry', status: 409 });
    expect(stage.asked).toHaveLength(1);
    const { database } = stage.database;
    expect([await database.read`select id from users`, await database.read`select id from sessions`]).toEqual([[], []]);
    await expect(login(stage.code(aPerson()))).resolves.toBeDefined();
  });

  it('the platform reports as used by ourselves asks for a new one, and goes on asking', async () => {
    const code = failing(new AuthError('code_retry', 'Feishu used up this code.'));
    await expect(login(code)).rejects.toMatchObject({ code: 'code_retry' });
    await expect(login(code)).rejects.toMatchObject({ code: 'code_retry' });
  });

  it.each(['code_invalid', 'user_not_allowed'] as const)('refused with %s stays refused', async (refusal) => {
    const code = failing(new AuthError(refusal, 'No.', { platformCode: 20010 }));
    await expect(login(code)).rejects.toMatchObject({ code: refusal });
    await expect(login(code)).rejects.toMatchObject({ code: 'code_invalid' });
    expect(stage.asked).toHaveLength(1);
    expect(stage.events[0]).toEqual({
      name: 'login.denied',
      reason: refusal,
      entrance: 'gadget',
      platform_code: 20010,
    });
  });

  it('that met a fault of our own is not sent again either', async () => {
    const code = failing(new TypeError('a fault of ours'));
    await expect(login(code)).rejects.toThrow('a fault of ours');
    await expect(login(code)).rejects.toMatchObject({ code: 'code_retry' });
  });

  it('of one app is not that of another', async () => {
    const code = stage.code(aPerson());
    await login(code);
    const other: Stage['ports'] = { ...stage.ports, app: { ...stage.ports.app, appId: 'cli_0000000000000000' } };
    await expect(loginFromGadget(other, { code, via: 'requestAccess' })).resolves.toBeDefined();
  });

  it('M7: leaves nothing behind when the database fails after the exchange', async () => {
    const person = aPerson();
    const unavailable = new AuthError('db_unavailable', 'The database does not answer.', { retryAfter: 2 });
    const { store } = stage.ports;
    const ports: Stage['ports'] = {
      ...stage.ports,
      store: { ...store, sessions: { ...store.sessions, signIn: () => Promise.reject(unavailable) } },
    };
    const code = stage.code(person);
    await expect(loginFromGadget(ports, { code, via: 'login' })).rejects.toMatchObject({ code: 'db_unavailable' });
    expect(await stage.database.database.read`select id from users`).toEqual([]);
    expect(stage.events).not.toContainEqual(expect.objectContaining({ name: 'login.ok' }));
    // The code is spent, and its owner is not to blame: a new one will do.
    await expect(login(code)).rejects.toMatchObject({ code: 'code_retry' });
  });
});

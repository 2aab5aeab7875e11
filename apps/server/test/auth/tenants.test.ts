import { describe, expect, it } from '@jest/globals';
import { endUnadmitted } from '../../src/auth/admission.ts';
import { loginFromGadget } from '../../src/auth/login.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import { refreshSession } from '../../src/auth/refresh.ts';
import { findSession } from '../../src/auth/session.ts';
import { aPerson, openStage } from './stage.ts';

describe('Only allowed organisations sign in', () => {
  const attempt = async (person: Identity, allowedTenants: readonly string[] | undefined) => {
    const stage = await openStage({ app: { allowedTenants } });
    try {
      const outcome = await loginFromGadget(stage.ports, { code: stage.code(person), via: 'login' }).then(
        () => 'signed in',
        (error: unknown) => error,
      );
      const users = await stage.database.database.read`select id from users`;
      const sessions = await stage.database.database.read`select id from sessions`;
      return { outcome, users: users.length, sessions: sessions.length };
    } finally {
      await stage.close();
    }
  };
  const signedIn = { outcome: 'signed in', users: 1, sessions: 1 };
  const refused = { outcome: { code: 'user_not_allowed', status: 403 }, users: 0, sessions: 0 };

  it('all of them, where none is named', async () => {
    expect(await attempt(aPerson({ tenantKey: 'any' }), undefined)).toEqual(signedIn);
    expect(await attempt(aPerson(), undefined)).toEqual(signedIn);
  });

  it('E4: those named, and of anybody else nothing is written', async () => {
    const allowed = ['tenant_1', 'tenant_2'];
    expect(await attempt(aPerson({ tenantKey: 'tenant_2' }), allowed)).toEqual(signedIn);
    for (const tenantKey of ['tenant_3', 'tenant_', 'TENANT_1', 'tenant_1 ']) {
      expect(await attempt(aPerson({ tenantKey }), allowed)).toMatchObject(refused);
    }
  });

  it('E4: not somebody whose organisation is unknown, where some are named', async () => {
    expect(await attempt(aPerson(), ['tenant_1'])).toMatchObject(refused);
  });
});

describe('An organisation that is allowed no longer', () => {
  it('E4: is out at the next look and the next refresh, and its sessions end when the server starts', async () => {
    const stage = await openStage();
    const [here, gone] = [aPerson({ tenantKey: 'tenant_1' }), aPerson({ tenantKey: 'tenant_2' })];
    const signIn = (person: Identity) =>
      loginFromGadget(stage.ports, { code: stage.code(person), via: 'requestAccess' });
    const [stays, first, second] = [await signIn(here), await signIn(gone), await signIn(gone)];
    const unknown = await signIn(aPerson());
    const stricter = { ...stage.ports, app: { ...stage.ports.app, allowedTenants: ['tenant_1'] } };
    const look = ({ accessToken }: { accessToken: string }) =>
      findSession(stricter, { kind: 'bearer', value: accessToken });

    expect(await look(stays)).toBeDefined();
    expect([await look(first), await look(unknown)]).toEqual([undefined, undefined]);
    await expect(refreshSession(stricter, first.refreshToken)).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(refreshSession(stage.ports, first.refreshToken)).rejects.toMatchObject({ code: 'unauthorized' });

    await endUnadmitted(stricter);
    expect(stage.events.at(-1)).toEqual({ name: 'session.ended', reason: 'not_admitted', count: 2 });
    await endUnadmitted(stage.ports);
    expect(await findSession(stage.ports, { kind: 'bearer', value: second.accessToken })).toBeUndefined();
    expect(await refreshSession(stricter, stays.refreshToken)).toMatchObject({ user: { openId: here.openId } });
    await stage.close();
  });
});

import { describe, expect, it } from '@jest/globals';
import { loginFromGadget } from '../../src/auth/login.ts';
import type { Identity } from '../../src/auth/ports/feishu.ts';
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

import { expect, it } from '@jest/globals';
import type { TestDatabase } from '../../db/test-database.ts';
import { arrives } from '../people.ts';
import { operator } from '../run-operator.ts';

export function blockingSuite(opened: () => TestDatabase): void {
  const run = (...args: string[]) => operator({ DATABASE_URL: opened().url }, 'users', ...args);

  it('shuts somebody out at once, shows it, and is on record with who did it', async () => {
    const { identity, signedIn, isLive } = await arrives(opened(), { name: '停' });
    expect(await run('block', identity.openId)).toMatchObject({ code: 0, err: '' });
    expect(await isLive()).toBe(false);
    await expect(arrives(opened(), identity)).rejects.toMatchObject({ code: 'user_not_allowed' });
    const shown = (await run('show', signedIn.user.id, '--json')).json<{ user: { blocked_at: string | null } }>();
    expect(shown.user.blocked_at).toMatch(/Z$/);
    expect((await run('show', signedIn.user.id)).out).toContain('blocked since');
    expect(await opened().store.audit.search({ userId: signedIn.user.id, limit: 10 })).toMatchObject([
      { event: 'user.blocked', facts: { count: 1, operator: expect.any(String) } },
    ]);
  });

  it('lets them in again', async () => {
    const { identity, signedIn } = await arrives(opened());
    await run('block', signedIn.user.id);
    const again = await run('block', signedIn.user.id, '--json');
    expect(again.json()).toEqual({ user_id: signedIn.user.id, blocked: true, ended: 0 });
    expect((await run('unblock', signedIn.user.id, '--json')).json()).toEqual({
      user_id: signedIn.user.id,
      blocked: false,
    });
    expect((await run('unblock', signedIn.user.id)).out).toContain('was not blocked');
    expect((await arrives(opened(), identity)).signedIn.user.id).toBe(signedIn.user.id);
    const entries = await opened().store.audit.search({ userId: signedIn.user.id, limit: 10 });
    expect(entries.map(({ event }) => event)).toEqual(['user.unblocked', 'user.blocked']);
  });

  it('asks for one person who is known', async () => {
    expect((await run('block')).code).toBe(2);
    expect((await run('unblock', 'a', 'b')).code).toBe(2);
    expect((await run('block', 'ou_nobody')).code).toBe(1);
  });
}

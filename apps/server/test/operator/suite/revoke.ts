import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { aSession, aSignIn } from '../../db/sign-in-request.ts';
import type { TestDatabase } from '../../db/test-database.ts';
import { arrives } from '../people.ts';
import { operator } from '../run-operator.ts';

export function revokeSuite(opened: () => TestDatabase): void {
  const run = (...args: string[]) => operator({ DATABASE_URL: opened().url }, 'sessions', 'revoke', ...args);
  const acts = () => opened().store.audit.search({ event: 'session.ended', limit: 1 });

  it('ends all sessions of one person for the running server at once, and nobody else’s', async () => {
    const person = await arrives(opened());
    const again = await arrives(opened(), person.identity);
    const other = await arrives(opened());
    const { code, out } = await run('--user', person.identity.openId);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Ended 2 sessions') });
    expect([await person.isLive(), await again.isLive(), await other.isLive()]).toEqual([false, false, true]);
    expect(await acts()).toMatchObject([
      {
        reason: 'revoked_by_operator',
        userId: person.signedIn.user.id,
        facts: { count: 2, operator: expect.any(String) },
      },
    ]);
  });

  it.each(['--user', '--all'])(
    'with %s makes a sign-in fail that is under way, and lets the next one in',
    async (option) => {
      const person = await arrives(opened());
      const startedAt = Date.now() - 1;
      await run(option, ...(option === '--user' ? [person.signedIn.user.id] : []));
      const underWay = aSignIn(person.identity, Date.now(), { startedAt });
      await expect(opened().store.sessions.signIn(underWay)).rejects.toMatchObject({ code: 'user_not_allowed' });
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await (await arrives(opened(), person.identity)).isLive()).toBe(true);
    },
  );

  it('ends one session and leaves the person’s others', async () => {
    const person = await arrives(opened(), {}, 'iPad');
    const again = await arrives(opened(), person.identity);
    const { code, out } = await run('--session', person.signedIn.session.id);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('iPad') });
    expect([await person.isLive(), await again.isLive()]).toEqual([false, true]);
    expect(await acts()).toMatchObject([{ sessionId: person.signedIn.session.id, userId: person.signedIn.user.id }]);
  });

  it('says so when the session is over already', async () => {
    const person = await arrives(opened());
    await run('--session', person.signedIn.session.id);
    expect(await run('--session', person.signedIn.session.id)).toMatchObject({ code: 1, out: '' });
    expect(await run('--session', randomUUID())).toMatchObject({ code: 1, out: '' });
  });

  it.each([
    ['--user', (id: { user: string }) => id.user],
    ['--session', (id: { session: string }) => id.session],
    ['--all', () => undefined],
  ])('only tells what %s would end in a dry run', async (option, idOf) => {
    const person = await arrives(opened());
    const before = await acts();
    const id = idOf({ user: person.signedIn.user.id, session: person.signedIn.session.id });
    const { code, out } = await run(option, ...(id === undefined ? [] : [id]), '--dry-run', '--json');
    expect({ code, told: JSON.parse(out) }).toMatchObject({ code: 0, told: { dry_run: true } });
    expect(JSON.parse(out).ended).toBeGreaterThan(0);
    expect(await person.isLive()).toBe(true);
    expect(await acts()).toEqual(before);
  });

  it('ends everybody’s sessions, however many, and marks each as ended', async () => {
    const person = await arrives(opened());
    const { store, database } = opened();
    const now = Date.now();
    for (let i = 0; i < 120; i += 1) {
      const crowd = Array.from({ length: 5 }, (_, n) => ({ appId: 'cli_a1b2c3d4e5f60718', openId: `ou_${i}_${n}` }));
      await Promise.all(crowd.map((one) => store.sessions.signIn(aSignIn(one, now, { session: aSession(now) }))));
    }
    const { code, err } = await run('--all');
    expect(code).toBe(0);
    expect(err).toContain('500 sessions marked');
    expect(await person.isLive()).toBe(false);
    expect(await database.read`select id from sessions where ended_at is null`).toEqual([]);
    expect(await acts()).toMatchObject([{ userId: null, facts: { everybody: true } }]);
  });

  it.each([[[]], [['--user', 'a', '--all']], [['--user', '']], [['--session=']], [['--user', 'a', '--session', 'b']]])(
    'wants to know exactly whose: %j',
    async (args) => {
      const person = await arrives(opened());
      expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('exactly one of') });
      expect(await person.isLive()).toBe(true);
    },
  );
}

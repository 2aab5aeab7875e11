import { expect, it } from '@jest/globals';
import { createDatabaseClock } from '../../../src/db/clock.ts';
import { hour, minute } from '../../durations.ts';
import { aHash, aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

const keepAudit = 180 * 24 * hour;

/** What is kept and for how long, and how it lies in the database. */
export function keepingSuite(opened: () => TestDatabase): void {
  const count = async (table: string, column: string, value: string): Promise<number> => {
    const rows = await opened().database.read`select 1 from ${{ sql: table }} where ${{ sql: column }} = ${value}`;
    return rows.length;
  };

  it('deletes codes after ten minutes, when no code can be alive any more', async () => {
    const now = aMoment();
    const code = aHash();
    await opened().store.codes.claim(code, now);
    await opened().store.purge(now + 10 * minute, keepAudit);
    expect(await count('code_claims', 'code_hash', code)).toBe(1);
    await opened().store.purge(now + 10 * minute + 1, keepAudit);
    expect(await count('code_claims', 'code_hash', code)).toBe(0);
  });

  it('deletes sign-ins of browsers an hour after they expired', async () => {
    const now = aMoment();
    const stateHash = aHash();
    const attempt = { stateHash, browserHash: aHash(), flow: 'qr', appId: 'cli_1', returnTo: '/' } as const;
    await opened().store.attempts.open({ ...attempt, createdAt: now, expiresAt: now + minute });
    await opened().store.purge(now + hour + minute, keepAudit);
    expect(await count('login_attempts', 'state_hash', stateHash)).toBe(1);
    await opened().store.purge(now + hour + minute + 1, keepAudit);
    expect(await count('login_attempts', 'state_hash', stateHash)).toBe(0);
  });

  it('deletes sessions and their spent tokens a day after they ended or expired, and keeps live ones', async () => {
    const now = aMoment();
    const { sessions } = opened().store;
    const person = aPerson();
    const [live, ended, expired] = [aSession(now), aSession(now), aSession(now, { expiresAt: now + hour })];
    for (const session of [live, ended, expired]) await sessions.signIn(aSignIn(person, now, { session }));
    const { user } = (await sessions.find(live.tokenHash, now)) ?? { user: { id: '' } };
    await sessions.refresh(ended.refreshHash ?? '', now, () => ({
      rotate: {
        tokenHash: aHash(),
        tokenExpiresAt: now + hour,
        refreshHash: aHash(),
        expiresAt: ended.expiresAt,
        reuseUntil: now + 30_000,
        sealedSuccessor: 'sealed',
      },
      result: undefined,
    }));
    await sessions.end(user.id, ended.id, now + hour, 'logout');

    await opened().store.purge(now + 25 * hour, keepAudit);
    for (const { id } of [live, ended, expired]) expect(await count('sessions', 'id', id)).toBe(1);
    await opened().store.purge(now + 25 * hour + 1, keepAudit);
    expect(await count('sessions', 'id', live.id)).toBe(1);
    expect(await count('sessions', 'id', ended.id)).toBe(0);
    expect(await count('sessions', 'id', expired.id)).toBe(0);
    expect(await count('spent_refresh_tokens', 'session_id', ended.id)).toBe(0);
    expect(await count('users', 'id', user.id)).toBe(1);
  });

  it('forgets a waiting successor once nobody may ask for it any more', async () => {
    const now = aMoment();
    const { sessions } = opened().store;
    const session = aSession(now);
    await sessions.signIn(aSignIn(aPerson(), now, { session }));
    await sessions.refresh(session.refreshHash ?? '', now, () => ({
      rotate: { ...session, refreshHash: aHash(), tokenHash: aHash(), reuseUntil: now + 30_000, sealedSuccessor: 'x' },
      result: undefined,
    }));
    const sealed = async () =>
      (await opened().database.read`select sealed_successor from sessions where id = ${session.id}`)[0];
    await opened().store.purge(now + 30_000, keepAudit);
    expect(await sealed()).toEqual({ sealed_successor: 'x' });
    await opened().store.purge(now + 30_001, keepAudit);
    expect(await sealed()).toEqual({ sealed_successor: null });
  });

  it('keeps every time as a number of milliseconds', async () => {
    const now = aMoment();
    const session = aSession(now);
    await opened().store.sessions.signIn(aSignIn(aPerson(), now, { session }));
    const [row] = await opened().database.read<Record<string, unknown>>`
      select s.created_at, s.last_seen_at, s.expires_at, s.absolute_expires_at, s.token_expires_at,
        u.created_at as user_created_at, u.updated_at, u.sessions_valid_after
      from sessions s join users u on u.id = s.user_id where s.id = ${session.id}`;
    expect(row).toEqual({
      created_at: now,
      last_seen_at: now,
      expires_at: session.expiresAt,
      absolute_expires_at: session.absoluteExpiresAt,
      token_expires_at: session.tokenExpiresAt,
      user_created_at: now,
      updated_at: now,
      sessions_valid_after: 0,
    });
  });

  it('tells the database’s time in milliseconds', async () => {
    const clock = createDatabaseClock(opened().database);
    await clock.sync();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5_000);
    expect(Number.isInteger(clock.now())).toBe(true);
  });

  it('keeps text as it is: quotes, wildcards, four-byte characters', async () => {
    const now = aMoment();
    const name = `'; drop table users; -- " \\ % _ $1 ? 𠮷 👨‍👩‍👧 ﷽`;
    const { user } = await opened().store.sessions.signIn(aSignIn(aPerson({ name, tenantKey: `' or 1=1 --` }), now));
    expect(user).toMatchObject({ name, tenantKey: `' or 1=1 --` });
  });

  it('shows others nothing of a transaction before it is committed, and nothing ever of a failed one', async () => {
    const { database } = opened();
    const code = aHash();
    const failing = database.write(async (sql) => {
      await sql`insert into code_claims (code_hash, state, claimed_at) values (${code}, 'pending', 1)`;
      expect(await count('code_claims', 'code_hash', code)).toBe(0);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await count('code_claims', 'code_hash', code)).toBe(0);
  });
}

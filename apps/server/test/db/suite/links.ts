import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { minute } from '../../durations.ts';
import { aMoment, aPerson, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

/** One person in several apps of one developer. */
export function linksSuite(opened: () => TestDatabase): void {
  const signIn = async (facts: Parameters<typeof aPerson>[0], now: number, linkByUnionId = true) => {
    const person = aPerson(facts);
    const { user } = await opened().store.sessions.signIn(aSignIn(person, now, { linkByUnionId }));
    return { person, userId: user.id };
  };
  const links = (openId: string) =>
    opened().database.read<{ user_id: string; previous_user_id: string | null }>`
      select user_id, previous_user_id from identity_links where open_id = ${openId}`;

  it('keeps the account when the person comes with another app’s id, and writes the link down', async () => {
    const now = aMoment();
    const facts = { unionId: `on_${randomUUID()}`, tenantKey: 't1' };
    const old = await signIn({ ...facts, appId: 'cli_old' }, now);
    const moved = await signIn({ ...facts, appId: 'cli_new' }, now + minute);
    expect(moved.userId).toBe(old.userId);
    expect(await links(moved.person.openId)).toEqual([{ user_id: old.userId, previous_user_id: null }]);
  });

  it('joins accounts made before it was configured, and says whose they were', async () => {
    const now = aMoment();
    const facts = { unionId: `on_${randomUUID()}`, tenantKey: 't1' };
    const old = await signIn({ ...facts, appId: 'cli_old' }, now, false);
    const other = await signIn({ ...facts, appId: 'cli_new' }, now + minute, false);
    expect(other.userId).not.toBe(old.userId);
    const joined = await opened().store.sessions.signIn(
      aSignIn(other.person, now + 2 * minute, { linkByUnionId: true }),
    );
    expect(joined.user.id).toBe(old.userId);
    expect(await links(other.person.openId)).toEqual([{ user_id: old.userId, previous_user_id: other.userId }]);
  });

  it('does not join again what was taken apart', async () => {
    const now = aMoment();
    const facts = { unionId: `on_${randomUUID()}`, tenantKey: 't1' };
    await signIn({ ...facts, appId: 'cli_old' }, now, false);
    const other = await signIn({ ...facts, appId: 'cli_new' }, now + minute, false);
    await opened().database.write(async (sql) => {
      await sql`insert into identity_links (id, app_id, open_id, user_id, linked_at, undone_at)
        values (${randomUUID()}, 'cli_new', ${other.person.openId}, ${other.userId}, ${now}, ${now})`;
    });
    const again = await opened().store.sessions.signIn(
      aSignIn(other.person, now + 2 * minute, { linkByUnionId: true }),
    );
    expect(again.user.id).toBe(other.userId);
  });

  it.each([
    ['another tenant', { tenantKey: 't2' }],
    ['no tenant', { tenantKey: undefined }],
    ['no union id', { unionId: undefined }],
    ['a blank union id', { unionId: '' }],
  ])('keeps people apart who share too little: %s', async (_, differing) => {
    const now = aMoment();
    const facts = { unionId: `on_${randomUUID()}`, tenantKey: 't1' };
    const first = await signIn({ ...facts, appId: 'cli_old' }, now);
    const known = Object.fromEntries(
      Object.entries({ ...facts, ...differing }).filter(([, value]) => value !== undefined),
    );
    const second = await signIn({ ...known, appId: 'cli_new' }, now);
    expect(second.userId).not.toBe(first.userId);
  });

  it('E2: links nobody where it is not configured', async () => {
    const now = aMoment();
    const facts = { unionId: `on_${randomUUID()}`, tenantKey: 't1' };
    const first = await signIn({ ...facts, appId: 'cli_old' }, now, false);
    const second = await signIn({ ...facts, appId: 'cli_new' }, now, false);
    expect(second.userId).not.toBe(first.userId);
  });
}

import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Identity } from '../../../src/auth/ports/person.ts';
import { aSession, aSignIn } from '../../db/sign-in-request.ts';
import type { TestDatabase } from '../../db/test-database.ts';
import { aKey, allows, arrives } from '../people.ts';
import { operator } from '../run-operator.ts';

interface Listed {
  links: { id: string; open_id: string; user_id: string; previous_user_id: string | null; undone_at: string | null }[];
}

/** Identities that a sign-in gave to the user of the same person in another app. */
export function linksSuite(opened: () => TestDatabase): void {
  const run = (...args: string[]) => operator({ DATABASE_URL: opened().url }, 'links', ...args);
  const listed = async (user: string) => (await run('list', '--user', user, '--json')).json<Listed>().links;
  const signIn = async (identity: Identity, startedAt = Date.now()) => {
    const session = aSession(Date.now());
    const { user } = await opened().store.sessions.signIn(
      aSignIn(identity, Date.now(), { session, startedAt, linkByUnionId: true }),
    );
    return {
      userId: user.id,
      isLive: async () => (await opened().store.sessions.find(session.tokenHash, Date.now())) !== undefined,
    };
  };
  /** One person with an account in the old app, whose identity in the new app joins it. */
  const joins = async ({ hadAnAccount }: { hadAnAccount: boolean }) => {
    const facts = { unionId: `on_${randomUUID()}`, tenantKey: 't1' };
    const old = await arrives(opened(), { ...facts, appId: 'cli_0000000000000001' });
    await new Promise((resolve) => setTimeout(resolve, 2));
    const identity = { ...facts, appId: 'cli_0000000000000002', openId: `ou_${randomUUID()}` };
    const own = hadAnAccount ? await arrives(opened(), identity) : undefined;
    const joined = await signIn(identity);
    const [link] = await listed(old.signedIn.user.id);
    return { old, identity, own, joined, linkId: link?.id ?? '' };
  };

  it('are listed with whom they joined, for either of them, and without the union id', async () => {
    const { old, own, identity, joined } = await joins({ hadAnAccount: true });
    expect(joined.userId).toBe(old.signedIn.user.id);
    const expected = [
      { open_id: identity.openId, user_id: joined.userId, previous_user_id: own?.signedIn.user.id, undone_at: null },
    ];
    expect(await listed(old.signedIn.user.id)).toMatchObject(expected);
    expect(await listed(own?.signedIn.user.id ?? '')).toMatchObject(expected);
    const { out } = await run('list');
    expect(out).toContain(identity.openId);
    expect(out).not.toContain(identity.unionId);
  });

  it('go back to their own user, their sessions end, and nobody else’s', async () => {
    const { old, own, identity, joined, linkId } = await joins({ hadAnAccount: true });
    const { code, out } = await run('undo', linkId);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('2 sessions ended') });
    expect([await joined.isLive(), await own?.isLive(), await old.isLive()]).toEqual([false, false, true]);
    const again = await signIn(identity);
    expect(again.userId).toBe(own?.signedIn.user.id);
    expect(await again.isLive()).toBe(true);
    expect((await signIn(old.identity)).userId).toBe(old.signedIn.user.id);
  });

  it('that had no user before get one of their own', async () => {
    const { old, identity, linkId } = await joins({ hadAnAccount: false });
    const { given_to: givenTo } = (await run('undo', linkId, '--json')).json();
    expect(givenTo).not.toBe(old.signedIn.user.id);
    expect((await signIn({ ...identity, name: '李四' })).userId).toBe(givenTo);
    expect((await operator({ DATABASE_URL: opened().url }, 'users', 'show', identity.openId)).out).toContain('李四');
  });

  it('are marked as undone and left on record, with the operator’s name in the audit trail', async () => {
    const { old, linkId } = await joins({ hadAnAccount: false });
    const { given_to: givenTo } = (await run('undo', linkId, '--json')).json();
    expect(await listed(old.signedIn.user.id)).toMatchObject([{ id: linkId, undone_at: expect.any(String) }]);
    expect(await opened().store.audit.search({ event: 'identity.unlinked', limit: 1 })).toMatchObject([
      {
        reason: 'unlinked_by_operator',
        userId: old.signedIn.user.id,
        facts: { link_id: linkId, given_to: givenTo, sessions_ended: 1, operator: expect.any(String) },
      },
    ]);
  });

  it('keep what the person allowed', async () => {
    const { openId, appId } = await allows(opened(), aKey('k1'));
    const { signedIn: other } = await arrives(opened());
    const linkId = randomUUID();
    await opened().database.write(async (sql) => {
      await sql`update identities set user_id = ${other.user.id} where open_id = ${openId}`;
      await sql`insert into identity_links (id, app_id, open_id, user_id, linked_at)
        values (${linkId}, ${appId}, ${openId}, ${other.user.id}, 1)`;
    });
    expect(await run('undo', linkId)).toMatchObject({ code: 0 });
    expect(await opened().store.grants.find({ appId, openId })).toMatchObject({ status: 'active' });
  });

  it('are only looked at in a dry run', async () => {
    const { old, own, joined, linkId } = await joins({ hadAnAccount: true });
    const { code, out } = await run('undo', linkId, '--dry-run');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(own?.signedIn.user.id ?? 'nobody') });
    expect(out).toContain('2 sessions would end');
    expect(await joined.isLive()).toBe(true);
    expect(await listed(old.signedIn.user.id)).toMatchObject([{ undone_at: null }]);
  });

  it('are undone once, however many ask at once', async () => {
    const { linkId } = await joins({ hadAnAccount: false });
    const codes = await Promise.all(Array.from({ length: 4 }, async () => (await run('undo', linkId)).code));
    expect(codes.sort()).toEqual([0, 1, 1, 1]);
    expect(await run('undo', linkId)).toMatchObject({ code: 1, err: expect.stringContaining('undone before') });
  });

  it('that lead on to another user are undone from the end', async () => {
    const { identity, linkId } = await joins({ hadAnAccount: false });
    const { signedIn: third } = await arrives(opened());
    await opened().database.write(async (sql) => {
      await sql`update identities set user_id = ${third.user.id} where open_id = ${identity.openId}`;
    });
    expect(await run('undo', linkId)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('newer link') });
  });

  it('that do not exist are refused with a way to find them', async () => {
    expect(await run('undo', randomUUID())).toMatchObject({ code: 1, err: expect.stringContaining('links list') });
    expect(await run('undo')).toMatchObject({ code: 2, err: expect.stringContaining('one link id') });
  });
}

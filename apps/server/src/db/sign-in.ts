import { AuthError } from '@feishu-login/auth-types';
import type { SignInRequest } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { isExpected } from './expected-people.ts';
import { forgetGrant, saveGrant } from './grants.ts';
import { findByUnionId, wasUndone } from './identity-links.ts';
import { saveFacts } from './known-facts.ts';
import { endSessions, wasCutOff } from './live-session.ts';
import { endOldest, goOn, insertSession } from './open-session.ts';
import { lockPerson, lockUsers } from './person-lock.ts';
import { createProfile, saveProfile } from './profile.ts';
import { saveIdentity } from './save-identity.ts';
import { type SignedInRow, signedInColumns, toSignedIn } from './signed-in.ts';
import { type Fragment, fragment, type Sql } from './sql.ts';

/** User, identity and session in one transaction: after it, either all of them are there or none. */
export function createSignIn({ write, dialect }: Database): Store['sessions']['signIn'] {
  return (request) =>
    write(async (sql) => {
      const { identity, session, now } = request;
      if (await wasCutOff(sql, dialect, request.startedAt)) throw accountClosed();
      await lockPerson(sql, dialect, identity.appId, identity.openId);
      // An event may know the person by this id alone.
      if (identity.unionId !== undefined) await lockPerson(sql, dialect, identity.appId, identity.unionId);
      // Two apps of one developer at once: the second finds the account the first makes.
      if (request.linkByUnionId && identity.unionId !== undefined) await lockPerson(sql, dialect, '', identity.unionId);
      await refuseLeaver(sql, request);
      const other = await accountOfOtherApps(sql, request);
      await lockUsers(sql, dialect, fragment`u.id in (${concerned(request, other)})`);
      const { userId, created, link } = await saveIdentity(sql, request, other);
      await requireOpen(sql, userId, request.startedAt);
      // Whoever is blocked is not let in by way of another account of theirs.
      if (link?.previousUserId != null) await requireOpen(sql, link.previousUserId, request.startedAt);
      if (created) await createProfile(sql, userId, identity, now);
      else await saveProfile(sql, userId, identity, { now });
      if (request.facts !== undefined) await saveFacts(sql, identity, request.facts, now);
      if (request.grant === 'nothing') await forgetGrant(sql, identity, { now, reason: 'nothing_granted' });
      else if (request.grant !== undefined) await saveGrant(sql, identity, request.grant, now);
      const { replaces } = request;
      const goingOn = await goOn(sql, { userId, identity, session, replaces }, now);
      const sessionId = goingOn ?? session.id;
      if (goingOn === undefined) await open(sql, userId, request);
      if (request.codeHash !== undefined) {
        await sql`update code_claims set state = 'done' where code_hash = ${request.codeHash}`;
      }
      if (request.attempt !== undefined) {
        await sql`update login_attempts set session_id = ${sessionId} where state_hash = ${request.attempt}`;
      }
      const [row] = await sql<SignedInRow>`select ${signedInColumns} where s.id = ${sessionId}`;
      if (row === undefined) throw new Error('A session that was just written is not there.');
      return { ...toSignedIn(row), link, goesOn: goingOn !== undefined };
    });
}

/** A session of its own, in the place of the one that the browser had. */
async function open(sql: Sql, userId: string, { identity, session, replaces, ...request }: SignInRequest) {
  const { now, sessionsPerUser } = request;
  await insertSession(sql, { userId, identity, session }, now);
  if (replaces !== undefined) await endSessions(sql, fragment`s.token_hash = ${replaces}`, { now, reason: 'replaced' });
  await endOldest(sql, userId, { kept: [session.id], allowed: sessionsPerUser, now });
}

/** Clocks differ; news this much older than the sign-in is about an earlier time here. */
const clockTolerance = 60_000;

/** The platform told us, while this sign-in was under way, that the person left. */
async function refuseLeaver(sql: Sql, { identity, startedAt }: SignInRequest): Promise<void> {
  const [left] = await sql`select event_id from person_events
    where app_id = ${identity.appId} and open_id in (${identity.openId}, ${identity.unionId ?? identity.openId}) and kind = 'left'
      and received_at >= ${startedAt} and happened_at >= ${startedAt - clockTolerance} limit 1`;
  if (left !== undefined) throw accountClosed();
}

function accountClosed(): AuthError {
  return new AuthError('user_not_allowed', 'This account was closed while the sign-in was under way.');
}

async function accountOfOtherApps(sql: Sql, { identity, linkByUnionId }: SignInRequest): Promise<string | undefined> {
  return linkByUnionId && !(await wasUndone(sql, identity)) ? findByUnionId(sql, identity) : undefined;
}

/**
 * Whose sessions this sign-in touches. They are held, so that ending all of somebody's comes before or after it and never
 * half-way: the person, whoever they become or were expected as, and whoever had the browser before.
 */
function concerned({ identity, replaces = '' }: SignInRequest, other = ''): Fragment {
  return fragment`select i.user_id from identities i where i.app_id = ${identity.appId} and i.open_id = ${identity.openId}
    union all select e.user_id from expected_people e where ${isExpected(identity)}
    union all select o.id from users o where o.id = ${other}
    union all select s.user_id from sessions s where s.token_hash = ${replaces}`;
}

async function requireOpen(sql: Sql, userId: string, startedAt: number): Promise<void> {
  const [user] = await sql<{ sessions_valid_after: number; blocked_at: number | null }>`
    select sessions_valid_after, blocked_at from users where id = ${userId}`;
  if (user?.blocked_at != null)
    throw new AuthError('user_not_allowed', 'This person is blocked here. Whoever runs this service can change that.');
  if (user === undefined || user.sessions_valid_after >= startedAt) {
    throw accountClosed();
  }
}

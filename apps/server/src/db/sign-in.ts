import { AuthError } from '@feishu-login/auth-types';
import type { SignInRequest } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { isExpected } from './expected-people.ts';
import { forgetGrant, type KeptGrantRow, keptGrantColumns, saveGrant } from './grants.ts';
import { findByUnionId, wasUndone } from './identity-links.ts';
import { saveFacts } from './known-facts.ts';
import { endSessions, wasCutOff } from './live-session.ts';
import { endOldest, goOn, insertSession } from './open-session.ts';
import { lockPerson, lockUsers } from './person-lock.ts';
import { createProfile, hasNews, saveProfile } from './profile.ts';
import { type SavedIdentity, saveIdentity, updateIdentity } from './save-identity.ts';
import { type SignedInRow, signedInColumns, toSignedIn } from './signed-in.ts';
import { type Dialect, type Fragment, fragment, type Sql } from './sql.ts';
import type { IdentityRow, UserRow } from './tables/people.ts';

/**
 * User, identity and session in one transaction: after it, either all of them are there or none. Whatever does not need the
 * answer to what comes before it is asked at once: on PostgreSQL each wait is a way there and back.
 */
export function createSignIn({ write, dialect }: Database): Store['sessions']['signIn'] {
  return (request) =>
    write(async (sql) => {
      const { identity, session, now, replaces } = request;
      const { known, other } = await hold(sql, dialect, request);
      const { userId, created, link } = await saveIdentity(sql, request, { known: known?.user_id, other });
      await requireOpen(sql, { known, userId, link }, request.startedAt);
      if (created) await createProfile(sql, userId, identity, now);
      else if (userId !== known?.user_id || known.has_news) await saveProfile(sql, userId, identity, { now });
      const goingOn = await goOn(sql, { userId, identity, session, replaces }, now);
      const sessionId = goingOn ?? session.id;
      const [, , , , , , [row]] = await Promise.all([
        known !== undefined && updateIdentity(sql, request),
        request.facts !== undefined && saveFacts(sql, identity, request.facts, now),
        keepGrant(sql, request, known),
        goingOn === undefined && open(sql, userId, request),
        request.codeHash !== undefined &&
          sql`update code_claims set state = 'done' where code_hash = ${request.codeHash}`,
        request.attempt !== undefined &&
          sql`update login_attempts set session_id = ${sessionId} where state_hash = ${request.attempt}`,
        sql<SignedInRow>`select ${signedInColumns} where s.id = ${sessionId}`,
      ]);
      if (row === undefined) throw new Error('A session that was just written is not there.');
      return { ...toSignedIn(row), link, goesOn: goingOn !== undefined };
    });
}

/** What is known of whoever signs in: their user, and the grant they gave. */
type Known = Pick<IdentityRow, 'user_id' | 'last_grant_version'> &
  OpennessRow &
  KeptGrantRow & { readonly has_news: 0 | 1 };

/**
 * Nobody else comes between from here on: to the person, by every id that an event may know them by, and to the users that
 * this sign-in touches.
 */
async function hold(sql: Sql, dialect: Dialect, request: SignInRequest) {
  const { appId, openId, unionId } = request.identity;
  const held = Promise.all([
    refuseCutOff(sql, dialect, request),
    lockPerson(sql, dialect, appId, openId),
    unionId !== undefined && lockPerson(sql, dialect, appId, unionId),
    // Two apps of one developer at once: the second finds the account the first makes.
    request.linkByUnionId && unionId !== undefined && lockPerson(sql, dialect, '', unionId),
    refuseLeaver(sql, request),
  ]);
  let other: string | undefined;
  if (request.linkByUnionId) {
    await held;
    other = await accountOfOtherApps(sql, request);
  }
  const [, , [known]] = await Promise.all([
    held,
    lockUsers(sql, dialect, fragment`u.id in (${concerned(request, other)})`),
    sql<Known>`select i.user_id, i.last_grant_version, u.sessions_valid_after, u.blocked_at, ${keptGrantColumns},
        case when ${hasNews(request.identity)} then 1 else 0 end as has_news
      from identities i join users u on u.id = i.user_id
      left join grants g on g.app_id = i.app_id and g.open_id = i.open_id
      where i.app_id = ${appId} and i.open_id = ${openId}`,
  ]);
  return { known, other };
}

async function keepGrant(sql: Sql, { identity, grant, now }: SignInRequest, known: Known | undefined): Promise<void> {
  if (grant === 'nothing') await forgetGrant(sql, identity, { now, reason: 'nothing_granted' });
  else if (grant !== undefined) await saveGrant(sql, identity, { seal: grant, known }, now);
}

/** A session of its own, in the place of the one that the browser had. */
async function open(sql: Sql, userId: string, { identity, session, replaces, ...request }: SignInRequest) {
  const { now, sessionsPerUser } = request;
  await Promise.all([
    insertSession(sql, { userId, identity, session }, now),
    replaces !== undefined && endSessions(sql, fragment`s.token_hash = ${replaces}`, { now, reason: 'replaced' }),
    endOldest(sql, userId, { kept: [session.id], allowed: sessionsPerUser, now }),
  ]);
}

async function refuseCutOff(sql: Sql, dialect: Dialect, { startedAt }: SignInRequest): Promise<void> {
  if (await wasCutOff(sql, dialect, startedAt)) throw accountClosed();
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

/** Whoever is blocked is not let in by way of another account of theirs either. */
async function requireOpen(
  sql: Sql,
  { known, userId, link }: Pick<SavedIdentity, 'userId' | 'link'> & { readonly known: Known | undefined },
  startedAt: number,
): Promise<void> {
  if (known !== undefined) refuseClosed(known, startedAt);
  if (known?.user_id === userId) return;
  for (const id of [userId, link?.previousUserId ?? userId]) {
    const [user] = await sql<OpennessRow>`select sessions_valid_after, blocked_at from users where id = ${id}`;
    refuseClosed(user, startedAt);
  }
}

type OpennessRow = Pick<UserRow, 'sessions_valid_after' | 'blocked_at'>;

function refuseClosed(user: OpennessRow | undefined, startedAt: number): void {
  if (user?.blocked_at != null)
    throw new AuthError('user_not_allowed', 'This person is blocked here. Whoever runs this service can change that.');
  if (user === undefined || user.sessions_valid_after >= startedAt) throw accountClosed();
}

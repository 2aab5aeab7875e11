import { randomUUID } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import type { Identity, NewSession, SignedIn, SignInRequest } from '../auth/ports.ts';
import type { Database } from './database.ts';
import { saveGrant } from './grants.ts';
import { lockPerson } from './person-lock.ts';
import { type SignedInRow, signedInColumns, toSignedIn } from './signed-in.ts';
import type { Sql } from './sql.ts';

/** User, identity and session in one transaction: after it, either all of them are there or none. */
export function createSignIn({ write, dialect }: Database): (request: SignInRequest) => Promise<SignedIn> {
  return (request) =>
    write(async (sql) => {
      const { identity, session, now } = request;
      await lockPerson(sql, dialect, identity.appId, identity.openId);
      await refuseLeaver(sql, request);
      const userId = await saveIdentity(sql, request);
      await lockOpenUser(sql, dialect, userId, request.startedAt);
      await saveProfile(sql, userId, identity, now);
      if (request.grant !== undefined) await saveGrant(sql, identity, request.grant);
      await insertSession(sql, userId, identity, session, now);
      if (request.replaces !== undefined) {
        await sql`update sessions set ended_at = ${now}, end_reason = 'replaced'
          where token_hash = ${request.replaces} and ended_at is null`;
      }
      if (request.attempt !== undefined) {
        await sql`update login_attempts set session_id = ${session.id} where state_hash = ${request.attempt}`;
      }
      await endOldest(sql, userId, request.sessionsPerUser, now);
      const [row] = await sql<SignedInRow>`select ${signedInColumns} where s.id = ${session.id}`;
      if (row === undefined) throw new Error('A session that was just written is not there.');
      return toSignedIn(row);
    });
}

/** Finds or makes the user behind (app id, open id). What the platform left out this time is not forgotten. */
async function saveIdentity(sql: Sql, { identity, startedAt, now }: SignInRequest): Promise<string> {
  const { appId, openId, unionId = null, tenantKey = null, employeeId = null } = identity;
  const [known] = await sql<{ user_id: string }>`
    update identities set union_id = coalesce(${unionId}, union_id), tenant_key = coalesce(${tenantKey}, tenant_key),
      employee_id = coalesce(${employeeId}, employee_id), signed_in_at = ${startedAt}, updated_at = ${now}
    where app_id = ${appId} and open_id = ${openId} returning user_id`;
  if (known !== undefined) return known.user_id;

  const newUser = randomUUID();
  await sql`insert into users (id, sessions_valid_after, created_at, updated_at) values (${newUser}, 0, ${now}, ${now})`;
  const [saved] = await sql<{ user_id: string }>`
    insert into identities (app_id, open_id, user_id, union_id, tenant_key, employee_id, signed_in_at, created_at, updated_at)
    values (${appId}, ${openId}, ${newUser}, ${unionId}, ${tenantKey}, ${employeeId}, ${startedAt}, ${now}, ${now})
    on conflict (app_id, open_id) do update set updated_at = ${now} returning user_id`;
  if (saved === undefined) throw new Error('An identity that was just written is not there.');
  // Somebody else's first sign-in of the same person was faster: theirs is the user.
  if (saved.user_id !== newUser) await sql`delete from users where id = ${newUser}`;
  return saved.user_id;
}

/** Clocks differ; news this much older than the sign-in is about an earlier time here. */
const clockTolerance = 60_000;

/** The platform told us, while this sign-in was under way, that the person left. */
async function refuseLeaver(sql: Sql, { identity, startedAt }: SignInRequest): Promise<void> {
  const [left] = await sql`select event_id from person_events
    where app_id = ${identity.appId} and open_id = ${identity.openId} and kind = 'left'
      and received_at >= ${startedAt} and happened_at >= ${startedAt - clockTolerance} limit 1`;
  if (left !== undefined) throw accountClosed();
}

function accountClosed(): AuthError {
  return new AuthError('user_not_allowed', 'This account was closed while the sign-in was under way.');
}

/** Holds the user's row, so that ending all sessions comes before or after this sign-in and never half-way. */
async function lockOpenUser(sql: Sql, dialect: Database['dialect'], userId: string, startedAt: number): Promise<void> {
  const lock = { sql: dialect === 'postgres' ? 'for update' : '' };
  const [user] = await sql<{ sessions_valid_after: number }>`
    select sessions_valid_after from users where id = ${userId} ${lock}`;
  if (user === undefined || user.sessions_valid_after >= startedAt) {
    throw accountClosed();
  }
}

async function saveProfile(sql: Sql, userId: string, identity: Identity, now: number): Promise<void> {
  await sql`update users set name = coalesce(${identity.name ?? null}, name), en_name = coalesce(${identity.enName ?? null}, en_name),
      avatar_url = coalesce(${identity.avatarUrl ?? null}, avatar_url),
      unverified_email = coalesce(${identity.email ?? null}, unverified_email),
      unverified_mobile = coalesce(${identity.mobile ?? null}, unverified_mobile), updated_at = ${now}
    where id = ${userId}`;
}

async function insertSession(
  sql: Sql,
  userId: string,
  identity: Identity,
  session: NewSession,
  now: number,
): Promise<void> {
  await sql`insert into sessions (id, user_id, app_id, open_id, kind, device, token_hash, token_expires_at, refresh_hash,
      created_at, last_seen_at, expires_at, absolute_expires_at)
    values (${session.id}, ${userId}, ${identity.appId}, ${identity.openId}, ${session.kind}, ${session.device},
      ${session.tokenHash}, ${session.tokenExpiresAt}, ${session.refreshHash}, ${now}, ${now}, ${session.expiresAt},
      ${session.absoluteExpiresAt})`;
}

async function endOldest(sql: Sql, userId: string, allowed: number, now: number): Promise<void> {
  await sql`update sessions set ended_at = ${now}, end_reason = 'too_many' where id in (
      select id from sessions where user_id = ${userId} and ended_at is null and expires_at > ${now}
      order by created_at desc, id desc limit 1000 offset ${allowed})`;
}

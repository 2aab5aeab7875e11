import type { AppliedEvent, PersonEvent } from '../auth/ports/person-events.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { forgetGrants } from './grants.ts';
import { endAllSessions } from './live-session.ts';
import { lockPerson, lockUsers } from './person-lock.ts';
import { saveProfile } from './profile.ts';
import { commaSeparated, type Fragment, fragment, type Sql } from './sql.ts';
import { tell } from './tell.ts';
import { worthAsking } from './worth-asking.ts';

/** Clocks differ; a sign-in this much younger than the event is another, later matter. */
const clockTolerance = 60_000;

export function createPeople({ write, dialect }: Database): Store['people'] {
  // What another instance is claiming is its own.
  const skipLocked: Fragment = { sql: dialect === 'postgres' ? 'for update of i skip locked' : '' };
  return {
    apply: (event, now) =>
      write(async (sql) => {
        const subject = event.openId ?? event.unionId ?? '';
        await lockPerson(sql, dialect, event.appId, subject);
        if (await isOfAnotherTenant(sql, event)) return nothing('other_tenant');
        const [recorded] =
          await sql`insert into person_events (event_id, app_id, open_id, kind, happened_at, received_at)
          values (${event.id}, ${event.appId}, ${subject}, ${event.kind}, ${event.happenedAt}, ${now})
          on conflict (app_id, event_id) do nothing returning event_id`;
        if (recorded === undefined) return nothing('duplicate');
        const userIds = await usersOf(sql, event);
        if (userIds.length > 0) await lockUsers(sql, dialect, fragment`u.id in (${commaSeparated(userIds)})`);
        let sessionsEnded = 0;
        for (const userId of userIds) sessionsEnded += await applyTo(sql, userId, event, now);
        return { outcome: 'applied', userIds, sessionsEnded };
      }),
    claimForCheck: (appId, { now, before, claimedAs, limit }) =>
      write(async (sql) => {
        // Materialized, or PostgreSQL may take the limited choice again for each row.
        const rows = await sql<{ open_id: string }>`with due as materialized (
            select open_id from identities i
            where app_id = ${appId} and checked_at < ${before} and signed_in_at < ${before} and ${worthAsking(now)}
            order by checked_at limit ${limit} ${skipLocked})
          update identities set checked_at = ${claimedAs}
          where app_id = ${appId} and checked_at < ${before} and open_id in (select open_id from due) returning open_id`;
        const [left] = await sql<{ people: number }>`select count(*) as people from identities i
          where app_id = ${appId} and checked_at < ${before} and signed_in_at < ${before} and ${worthAsking(now)}`;
        return { people: rows.map((row) => ({ appId, openId: row.open_id })), remaining: left?.people ?? 0 };
      }),
    checked: ({ appId, openId }, at) =>
      write(async (sql) => {
        await sql`update identities set checked_at = ${at} where app_id = ${appId} and open_id = ${openId}`;
      }),
    leave: ({ appId, openId }, now, reason) =>
      write(async (sql) => {
        await lockPerson(sql, dialect, appId, openId);
        const [known] = await sql<{ user_id: string }>`
          select user_id from identities where app_id = ${appId} and open_id = ${openId}`;
        if (known === undefined) return undefined;
        return { userId: known.user_id, sessionsEnded: await endUser(sql, known.user_id, now, reason) };
      }),
  };
}

function nothing(outcome: AppliedEvent['outcome']): AppliedEvent {
  return { outcome, userIds: [], sessionsEnded: 0 };
}

/** The platform gives nobody's id of one tenant to another: an event that does so is not believed. */
async function isOfAnotherTenant(sql: Sql, { appId, openId, tenantKey }: PersonEvent): Promise<boolean> {
  const [known] = await sql<{ tenant_key: string | null }>`
    select tenant_key from identities where app_id = ${appId} and open_id = ${openId ?? ''}`;
  return tenantKey !== undefined && (known?.tenant_key ?? tenantKey) !== tenantKey;
}

/**
 * Everybody the event is about: by this app's id of the person, or by the developer's id of them inside the same tenant.
 * Somebody who signed in again after it (a return) is left alone.
 */
async function usersOf(sql: Sql, { appId, openId, unionId, tenantKey, happenedAt }: PersonEvent): Promise<string[]> {
  const rows = await sql<{ user_id: string }>`select distinct user_id from identities
    where ((app_id = ${appId} and open_id = ${openId ?? ''})
        or (union_id = ${unionId ?? ''} and tenant_key = ${tenantKey ?? ''} and union_id <> '' and tenant_key <> ''))
      and signed_in_at <= ${happenedAt + clockTolerance}`;
  return rows.map((row) => row.user_id);
}

async function applyTo(sql: Sql, userId: string, event: PersonEvent, now: number): Promise<number> {
  if (event.kind === 'changed') {
    // Events may overtake each other: an older one tells nothing any more.
    await saveProfile(sql, userId, event.profile, { now, trueAt: event.happenedAt });
    return 0;
  }
  return endUser(sql, userId, now, event.reason);
}

/** Ends all sessions and all grants of a user, and tells receivers of webhooks that they left. */
export async function endUser(sql: Sql, userId: string, now: number, reason: string): Promise<number> {
  const ended = await endAllSessions(sql, userId, { now, reason });
  await sql`delete from oidc_consents where user_id = ${userId}`;
  await forgetGrants(sql, fragment`i.user_id = ${userId}`, { now, reason });
  await tell(sql, 'user.left', now, async () => [{ user_id: userId, reason }]);
  return ended;
}

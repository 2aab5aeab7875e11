import type { SessionKind } from '@feishu-login/auth-types';
import type { ListedPerson, Person, Register } from '../auth/ports/register.ts';
import type { Database } from './database.ts';
import { createErasure } from './erasure.ts';
import { endAllSessions, endSessions, live } from './live-session.ts';
import { endUser } from './people.ts';
import { lockUsersOf } from './person-lock.ts';
import { fragment } from './sql.ts';
import type { IdentityRow } from './tables/people.ts';

interface ListedRow {
  id: string;
  name: string | null;
  en_name: string | null;
  unverified_email: string | null;
  blocked_at: number | null;
  open_id: string | null;
  tenant_key: string | null;
  signed_in_at: number | null;
  live: number;
}

interface PersonRow {
  id: string;
  name: string | null;
  en_name: string | null;
  unverified_email: string | null;
  created_at: number;
  sessions_valid_after: number;
  blocked_at: number | null;
  former_id: string | null;
}

export function createRegister(database: Database): Register {
  return { ...whatIsKnown(database), ...whatIsDone(database), ...createErasure(database) };
}

type Acts = 'endSession' | 'endSessions' | 'block' | 'unblock';

function whatIsKnown({ read }: Database): Omit<Register, Acts | keyof ReturnType<typeof createErasure>> {
  return {
    list: async ({ search, limit, now }) => {
      const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      const rows =
        await read<ListedRow>`select u.id, u.name, u.en_name, u.unverified_email, u.blocked_at, i.open_id, i.tenant_key, i.signed_in_at,
          (select count(*) from sessions s where s.user_id = u.id and ${live(now)}) as live
        from users u
        left join identities i on i.user_id = u.id and not exists (select 1 from identities later
          where later.user_id = u.id and (later.signed_in_at > i.signed_in_at
            or (later.signed_in_at = i.signed_in_at and later.open_id > i.open_id)))
        where u.name like ${pattern} escape '\\' or u.en_name like ${pattern} escape '\\' or u.id like ${pattern} escape '\\'
          or i.open_id like ${pattern} escape '\\' or u.unverified_email like ${pattern} escape '\\'
          or u.former_id like ${pattern} escape '\\'
        order by coalesce(i.signed_in_at, 0) desc, u.id limit ${limit}`;
      return rows.map(toListed);
    },
    matching: async (id) => {
      const rows = await read<{
        id: string;
      }>`select distinct u.id from users u left join identities i on i.user_id = u.id
        where u.id = ${id} or u.former_id = ${id} or i.open_id = ${id} or i.union_id = ${id}
          or exists (select 1 from expected_people e where e.user_id = u.id and e.person_id = ${id}) order by u.id`;
      return rows.map((row) => row.id);
    },
    show: async (userId) => {
      const [user] = await read<PersonRow>`select id, name, en_name, unverified_email, created_at,
          sessions_valid_after, blocked_at, former_id from users where id = ${userId}`;
      if (user === undefined) return undefined;
      const expected = await read<{ person_id: string }>`select person_id from expected_people
        where user_id = ${userId} order by person_id`;
      const identities = await read<IdentityRow>`select * from identities where user_id = ${userId}
        order by signed_in_at desc`;
      return { ...toPerson(user, identities), expectedAs: expected.map(({ person_id }) => person_id) };
    },
    findSession: async (sessionId, now) => {
      const [row] = await read<{ id: string; user_id: string; kind: SessionKind; device: string | null }>`
        select s.id, s.user_id, s.kind, s.device from sessions s where s.id = ${sessionId} and ${live(now)}`;
      return row && { id: row.id, userId: row.user_id, kind: row.kind, device: row.device };
    },
    countLive: async (now) => {
      const [row] = await read<{ sessions: number; users: number }>`
        select count(*) as sessions, count(distinct s.user_id) as users from sessions s where ${live(now)}`;
      return { sessions: row?.sessions ?? 0, users: row?.users ?? 0 };
    },
  };
}

function whatIsDone({ write, dialect }: Database): Pick<Register, Acts> {
  return {
    endSession: (sessionId, now, reason) =>
      write(async (sql) => {
        const one = fragment`s.id = ${sessionId}`;
        await lockUsersOf(sql, dialect, one);
        return (await endSessions(sql, one, { now, reason })) > 0;
      }),
    endSessions: (userId, now, reason) => write((sql) => endAllSessions(sql, userId, { now, reason })),
    block: (userId, now, reason) =>
      write(async (sql) => {
        // Holds the user's row, as a sign-in does: one of theirs comes before all of this or finds them blocked.
        const blocked = await sql`update users set blocked_at = ${now}, updated_at = ${now}
          where id = ${userId} and blocked_at is null returning id`;
        return blocked.length === 0 ? undefined : endUser(sql, userId, now, reason);
      }),
    unblock: (userId) =>
      write(async (sql) => {
        const unblocked = await sql`update users set blocked_at = null
          where id = ${userId} and blocked_at is not null returning id`;
        return unblocked.length > 0;
      }),
  };
}

function toListed(row: ListedRow): ListedPerson {
  return {
    id: row.id,
    name: row.name ?? row.en_name,
    email: row.unverified_email,
    openId: row.open_id,
    tenantKey: row.tenant_key,
    signedInAt: row.signed_in_at,
    liveSessions: row.live,
    blockedAt: row.blocked_at,
  };
}

function toPerson(user: PersonRow, identities: readonly IdentityRow[]): Omit<Person, 'expectedAs'> {
  return {
    id: user.id,
    name: user.name,
    enName: user.en_name,
    email: user.unverified_email,
    createdAt: user.created_at,
    sessionsValidAfter: user.sessions_valid_after,
    blockedAt: user.blocked_at,
    formerId: user.former_id,
    identities: identities.map((identity) => ({
      appId: identity.app_id,
      openId: identity.open_id,
      unionId: identity.union_id,
      tenantKey: identity.tenant_key,
      signedInAt: identity.signed_in_at,
    })),
  };
}

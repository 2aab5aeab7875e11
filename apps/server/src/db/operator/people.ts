import type { Database } from '../database.ts';
import { live } from '../live-session.ts';
import type { IdentityRow } from '../tables/people.ts';

/** A user as an operator's list shows them, with the identity they last signed in with. */
export interface ListedPerson {
  readonly id: string;
  readonly name: string | null;
  readonly openId: string | null;
  readonly tenantKey: string | null;
  readonly signedInAt: number | null;
  readonly liveSessions: number;
}

export interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly enName: string | null;
  readonly email: string | null;
  readonly createdAt: number;
  /** Sessions made before this are dead; 0 if that was never needed. */
  readonly sessionsValidAfter: number;
  readonly identities: readonly PersonIdentity[];
}

export interface PersonIdentity {
  readonly appId: string;
  readonly openId: string;
  readonly unionId: string | null;
  readonly tenantKey: string | null;
  readonly signedInAt: number;
}

export interface OperatorPeople {
  /** Who signed in last comes first. */
  list(filter: { search: string; limit: number; now: number }): Promise<ListedPerson[]>;
  /** Ids of the users that a user id, an open id or a union id stands for. */
  matching(id: string): Promise<string[]>;
  show(userId: string): Promise<Person | undefined>;
}

interface ListedRow {
  id: string;
  name: string | null;
  en_name: string | null;
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
}

export function createOperatorPeople({ read }: Database): OperatorPeople {
  return {
    list: async ({ search, limit, now }) => {
      const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      const rows = await read<ListedRow>`select u.id, u.name, u.en_name, i.open_id, i.tenant_key, i.signed_in_at,
          (select count(*) from sessions s where s.user_id = u.id and ${live(now)}) as live
        from users u
        left join identities i on i.user_id = u.id and not exists (select 1 from identities later
          where later.user_id = u.id and (later.signed_in_at > i.signed_in_at
            or (later.signed_in_at = i.signed_in_at and later.open_id > i.open_id)))
        where u.name like ${pattern} escape '\\' or u.en_name like ${pattern} escape '\\' or u.id like ${pattern} escape '\\'
          or i.open_id like ${pattern} escape '\\'
        order by coalesce(i.signed_in_at, 0) desc, u.id limit ${limit}`;
      return rows.map((row) => ({
        id: row.id,
        name: row.name ?? row.en_name,
        openId: row.open_id,
        tenantKey: row.tenant_key,
        signedInAt: row.signed_in_at,
        liveSessions: row.live,
      }));
    },
    matching: async (id) => {
      const rows = await read<{
        id: string;
      }>`select distinct u.id from users u left join identities i on i.user_id = u.id
        where u.id = ${id} or i.open_id = ${id} or i.union_id = ${id} order by u.id`;
      return rows.map((row) => row.id);
    },
    show: async (userId) => {
      const [user] = await read<PersonRow>`select id, name, en_name, unverified_email, created_at, sessions_valid_after
        from users where id = ${userId}`;
      if (user === undefined) return undefined;
      const identities = await read<IdentityRow>`select * from identities where user_id = ${userId}
        order by signed_in_at desc`;
      return {
        id: user.id,
        name: user.name,
        enName: user.en_name,
        email: user.unverified_email,
        createdAt: user.created_at,
        sessionsValidAfter: user.sessions_valid_after,
        identities: identities.map((identity) => ({
          appId: identity.app_id,
          openId: identity.open_id,
          unionId: identity.union_id,
          tenantKey: identity.tenant_key,
          signedInAt: identity.signed_in_at,
        })),
      };
    },
  };
}

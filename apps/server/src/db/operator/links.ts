import { randomUUID } from 'node:crypto';
import type { Database } from '../database.ts';
import { moveIdentity } from '../identity-links.ts';
import { endSessions, live } from '../live-session.ts';
import { lockPerson, lockUsers } from '../person-lock.ts';
import { type Fragment, fragment, type Sql } from '../sql.ts';
import type { IdentityLinkRow } from '../tables/people.ts';

/** That an identity was given to a user by its union id. */
export interface IdentityLink {
  readonly id: string;
  readonly appId: string;
  readonly openId: string;
  readonly userId: string;
  /** `null`: the identity was new. */
  readonly previousUserId: string | null;
  readonly linkedAt: number;
  readonly undoneAt: number | null;
}

/** What taking a link apart means, or why it cannot be done. */
export type Undoing =
  | {
      readonly possible: true;
      readonly link: IdentityLink;
      /** Whose the identity becomes; `undefined` for a user who is yet to be made. */
      readonly backTo: string | undefined;
      readonly sessions: number;
    }
  | { readonly possible: false; readonly why: 'unknown' | 'undone' | 'moved_on' };

export type Undone = Undoing & ({ readonly possible: true; readonly backTo: string } | { readonly possible: false });

export interface OperatorLinks {
  /** Newest first; of one user, those that gave to them or took from them. */
  list(filter: { userId?: string | undefined; limit: number }): Promise<IdentityLink[]>;
  /** What `undo` would do. */
  look(linkId: string, now: number): Promise<Undoing>;
  /**
   * Gives the identity back and ends its sessions, as one step that no sign-in of the person can cross. The link is
   * marked, so that the next sign-in does not make it again.
   */
  undo(linkId: string, now: number, reason: string): Promise<Undone>;
}

export function createOperatorLinks({ read, write, dialect }: Database): OperatorLinks {
  return {
    list: async ({ userId = '', limit }) => {
      const rows = await read<IdentityLinkRow>`select * from identity_links
        where ${userId} = '' or user_id = ${userId} or previous_user_id = ${userId}
        order by linked_at desc, id limit ${limit}`;
      return rows.map(toLink);
    },
    look: (linkId, now) => lookAt(read, linkId, now),
    undo: (linkId, now, reason) =>
      write(async (sql) => {
        const named = await findLink(sql, linkId);
        if (named === undefined) return { possible: false, why: 'unknown' };
        await lockPerson(sql, dialect, named.appId, named.openId);
        await lockUsers(sql, dialect, fragment`u.id in (${named.userId}, ${named.previousUserId})`);
        const found = await lookAt(sql, linkId, now);
        if (!found.possible) return found;
        const { link } = found;
        const backTo = found.backTo ?? (await makeUser(sql, now));
        await endSessions(sql, openedWith(link), { now, reason });
        await moveIdentity(sql, link, backTo);
        await sql`update identity_links set undone_at = ${now} where id = ${link.id}`;
        return { ...found, backTo };
      }),
  };
}

async function lookAt(sql: Sql, linkId: string, now: number): Promise<Undoing> {
  const link = await findLink(sql, linkId);
  if (link === undefined) return { possible: false, why: 'unknown' };
  if (link.undoneAt !== null) return { possible: false, why: 'undone' };
  const { appId, openId, previousUserId } = link;
  const [identity] = await sql<{ user_id: string }>`
    select user_id from identities where app_id = ${appId} and open_id = ${openId}`;
  if (identity?.user_id !== link.userId) return { possible: false, why: 'moved_on' };
  const [previous] = await sql<{ id: string }>`select id from users where id = ${previousUserId}`;
  const [counted] = await sql<{ sessions: number }>`
    select count(*) as sessions from sessions s where ${openedWith(link)} and ${live(now)}`;
  return { possible: true, link, backTo: previous?.id, sessions: counted?.sessions ?? 0 };
}

function openedWith({ appId, openId }: IdentityLink): Fragment {
  return fragment`s.app_id = ${appId} and s.open_id = ${openId}`;
}

async function findLink(sql: Sql, linkId: string): Promise<IdentityLink | undefined> {
  const [row] = await sql<IdentityLinkRow>`select * from identity_links where id = ${linkId}`;
  return row && toLink(row);
}

/** Without a profile: the person's next sign-in brings it. */
async function makeUser(sql: Sql, now: number): Promise<string> {
  const id = randomUUID();
  await sql`insert into users (id, sessions_valid_after, created_at, updated_at) values (${id}, 0, ${now}, ${now})`;
  return id;
}

function toLink(row: IdentityLinkRow): IdentityLink {
  return {
    id: row.id,
    appId: row.app_id,
    openId: row.open_id,
    userId: row.user_id,
    previousUserId: row.previous_user_id,
    linkedAt: row.linked_at,
    undoneAt: row.undone_at,
  };
}

import { randomUUID } from 'node:crypto';
import type { Identity } from '../auth/ports/person.ts';
import type { MadeLink } from '../auth/ports/records.ts';
import type { Sql } from './sql.ts';

/**
 * The user of the same person in another app of the same developer, if the platform's union id says so inside the same
 * tenant, or the one they have in this. The oldest account is the one that stays.
 */
export async function findByUnionId(sql: Sql, identity: Identity): Promise<string | undefined> {
  const { appId, openId, unionId = '', tenantKey = '' } = identity;
  if (unionId === '' || tenantKey === '') return undefined;
  const [row] = await sql<{ user_id: string }>`select i.user_id from identities i join users u on u.id = i.user_id
    where (i.union_id = ${unionId} and i.tenant_key = ${tenantKey}) or (i.app_id = ${appId} and i.open_id = ${openId})
    order by u.created_at, u.id limit 1`;
  return row?.user_id;
}

/** Writes down that an identity was given to a user, and whose it was before, so that it can be undone. */
export async function recordLink(
  sql: Sql,
  { appId, openId, unionId }: Identity,
  link: { userId: string; previousUserId: string | null; now: number },
): Promise<MadeLink> {
  const id = randomUUID();
  await sql`insert into identity_links (id, app_id, open_id, union_id, user_id, previous_user_id, linked_at)
    values (${id}, ${appId}, ${openId}, ${unionId ?? null}, ${link.userId}, ${link.previousUserId}, ${link.now})`;
  return { id, previousUserId: link.previousUserId };
}

/** Gives an identity, and the sessions opened with it, to another user. */
export async function moveIdentity(
  sql: Sql,
  { appId, openId }: Pick<Identity, 'appId' | 'openId'>,
  userId: string,
): Promise<void> {
  await sql`update identities set user_id = ${userId} where app_id = ${appId} and open_id = ${openId}`;
  await sql`update sessions set user_id = ${userId} where app_id = ${appId} and open_id = ${openId}`;
}

/** An operator took the identity's link apart: it is not made again. */
export async function wasUndone(sql: Sql, { appId, openId }: Pick<Identity, 'appId' | 'openId'>): Promise<boolean> {
  const rows = await sql`select id from identity_links
    where app_id = ${appId} and open_id = ${openId} and undone_at is not null limit 1`;
  return rows.length > 0;
}

import { randomUUID } from 'node:crypto';
import type { MadeLink, SignInRequest } from '../auth/ports/records.ts';
import { moveFormerId, takeExpected } from './expected-people.ts';
import { moveIdentity, recordLink } from './identity-links.ts';
import type { Sql } from './sql.ts';

export interface SavedIdentity {
  readonly userId: string;
  /** The user is new. */
  readonly created: boolean;
  /** Set if the identity was given to this user just now. */
  readonly link: MadeLink | undefined;
}

/**
 * Finds or makes the user behind (app id, open id). Somebody whom an import expects becomes the user that it made for
 * them, and counts as new.
 * @param known whose the identity is
 * @param other whose it becomes, if the operator wants one account per person across the developer's apps
 */
export async function saveIdentity(
  sql: Sql,
  request: SignInRequest,
  { known, other }: { known: string | undefined; other: string | undefined },
): Promise<SavedIdentity> {
  const { identity } = request;
  if (known === undefined) {
    const expected = await takeExpected(sql, identity);
    if (other !== undefined) {
      const userId = await insertIdentity(sql, request, other);
      return { userId, created: false, link: await linkTo(sql, request, { userId, previousUserId: expected ?? null }) };
    }
    if (expected === undefined) return { ...(await insertWithUser(sql, request)), link: undefined };
    return { userId: await insertIdentity(sql, request, expected), created: true, link: undefined };
  }
  if (other === undefined || other === known) return { userId: known, created: false, link: undefined };
  await moveIdentity(sql, identity, other);
  const link = await linkTo(sql, request, { userId: other, previousUserId: known });
  return { userId: other, created: false, link };
}

async function linkTo(
  sql: Sql,
  { identity, now }: SignInRequest,
  whose: { userId: string; previousUserId: string | null },
): Promise<MadeLink> {
  if (whose.previousUserId !== null) await moveFormerId(sql, whose.previousUserId, whose.userId);
  return recordLink(sql, identity, { ...whose, now });
}

/** What the platform left out this time is not forgotten. */
export async function updateIdentity(sql: Sql, { identity, startedAt, now }: SignInRequest): Promise<void> {
  const { appId, openId, unionId = null, tenantKey = null, employeeId = null } = identity;
  await sql`update identities set union_id = coalesce(${unionId}, union_id), tenant_key = coalesce(${tenantKey}, tenant_key),
      employee_id = coalesce(${employeeId}, employee_id), signed_in_at = ${startedAt}, updated_at = ${now}
    where app_id = ${appId} and open_id = ${openId}`;
}

async function insertWithUser(sql: Sql, request: SignInRequest): Promise<{ userId: string; created: boolean }> {
  const newUser = randomUUID();
  await sql`insert into users (id, sessions_valid_after, created_at, updated_at)
    values (${newUser}, 0, ${request.now}, ${request.now})`;
  const userId = await insertIdentity(sql, request, newUser);
  // Somebody else's first sign-in of the same person was faster: theirs is the user.
  if (userId !== newUser) await sql`delete from users where id = ${newUser}`;
  return { userId, created: userId === newUser };
}

async function insertIdentity(sql: Sql, { identity, startedAt, now }: SignInRequest, user: string): Promise<string> {
  const { appId, openId, unionId = null, tenantKey = null, employeeId = null } = identity;
  const [saved] = await sql<{ user_id: string }>`
    insert into identities (app_id, open_id, user_id, union_id, tenant_key, employee_id, signed_in_at, checked_at, created_at, updated_at)
    values (${appId}, ${openId}, ${user}, ${unionId}, ${tenantKey}, ${employeeId}, ${startedAt}, ${startedAt}, ${now}, ${now})
    on conflict (app_id, open_id) do update set updated_at = ${now} returning user_id`;
  if (saved === undefined) throw new Error('An identity that was just written is not there.');
  return saved.user_id;
}

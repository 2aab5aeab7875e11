import type { Identity } from '../auth/ports/person.ts';
import { type Fragment, fragment, type Sql } from './sql.ts';

/** The user whom an import keeps for an identity: a condition on `expected_people e`. */
export function isExpected({ appId, openId, unionId = '', tenantKey = '' }: Identity): Fragment {
  return fragment`((e.person_id = ${openId} and e.app_id = ${appId}) or (e.person_id = ${unionId} and e.app_id = ''))
    and coalesce(e.tenant_key, ${tenantKey}) = ${tenantKey}`;
}

/** They are here: their user is kept for nobody any more. @returns whose the identity becomes */
export async function takeExpected(sql: Sql, identity: Identity): Promise<string | undefined> {
  const [expected] = await sql<{ user_id: string }>`select e.user_id from expected_people e
    where ${isExpected(identity)} order by e.app_id desc limit 1`;
  if (expected !== undefined) await sql`delete from expected_people where user_id = ${expected.user_id}`;
  return expected?.user_id;
}

/** A person becomes another user, who is then known by what the former system called them. */
export async function moveFormerId(sql: Sql, from: string, to: string): Promise<void> {
  const [user] = await sql<{ former_id: string }>`select former_id from users
    where id = ${from} and former_id is not null and exists (select 1 from users where id = ${to} and former_id is null)`;
  if (user === undefined) return;
  await sql`update users set former_id = null where id = ${from}`;
  await sql`update users set former_id = ${user.former_id} where id = ${to}`;
}

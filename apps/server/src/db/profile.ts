import type { Identity } from '../auth/ports/person.ts';
import type { PersonEvent } from '../auth/ports/person-events.ts';
import { type Fragment, fragment, type Sql } from './sql.ts';
import type { IdentityRow, UserRow } from './tables/people.ts';
import { tell } from './tell.ts';

type Profile = Partial<Pick<Identity, 'avatarUrl'>> & Extract<PersonEvent, { kind: 'changed' }>['profile'];

/** What a first sign-in told of a user who was just made. */
export async function createProfile(sql: Sql, userId: string, identity: Identity, now: number): Promise<void> {
  await write(sql, fragment`id = ${userId}`, profileOf(identity), fragment`updated_at = ${now}`);
  await tell(sql, 'user.created', now, () => describe(sql, userId));
}

/**
 * Keeps what the platform tells of somebody; what it left out this time is not forgotten. Others hear of it only where
 * something is different.
 * @param trueAt of an event, which may have been overtaken: an older one tells nothing any more
 */
export async function saveProfile(
  sql: Sql,
  userId: string,
  facts: Identity | Profile,
  { now, trueAt }: { now: number; trueAt?: number },
): Promise<void> {
  const profile = profileOf(facts);
  const newest = fragment`id = ${userId} and coalesce(profile_at, 0) <= ${trueAt ?? now}`;
  const whom = trueAt === undefined ? fragment`id = ${userId}` : newest;
  const changed = await sql`select 1 from users where ${whom} and ${differs(profile)}`;
  const stamp =
    trueAt === undefined ? fragment`updated_at = ${now}` : fragment`updated_at = ${now}, profile_at = ${trueAt}`;
  await write(sql, whom, profile, stamp);
  if (changed.length > 0) await tell(sql, 'user.updated', now, () => describe(sql, userId));
}

type Columns = Pick<UserRow, 'name' | 'en_name' | 'avatar_url' | 'unverified_email' | 'unverified_mobile'>;

function profileOf({ name, enName, avatarUrl, email, mobile }: Identity | Profile): Columns {
  return {
    name: name ?? null,
    en_name: enName ?? null,
    avatar_url: avatarUrl ?? null,
    unverified_email: email ?? null,
    unverified_mobile: mobile ?? null,
  };
}

/** Whether what the platform tells of somebody is not what is kept of them, as a condition on `users`. */
export function hasNews(identity: Identity): Fragment {
  const profile = profileOf(identity);
  const mobile = profile.unverified_mobile;
  return fragment`(${differs(profile)} or unverified_mobile is distinct from coalesce(${mobile}, unverified_mobile))`;
}

/** Mobile numbers are told nobody. */
function differs({ name, en_name, avatar_url, unverified_email }: Columns): Fragment {
  return fragment`(name is distinct from coalesce(${name}, name) or en_name is distinct from coalesce(${en_name}, en_name)
    or avatar_url is distinct from coalesce(${avatar_url}, avatar_url)
    or unverified_email is distinct from coalesce(${unverified_email}, unverified_email))`;
}

async function write(sql: Sql, whom: Fragment, profile: Columns, stamp: Fragment): Promise<void> {
  await sql`update users set name = coalesce(${profile.name}, name), en_name = coalesce(${profile.en_name}, en_name),
      avatar_url = coalesce(${profile.avatar_url}, avatar_url),
      unverified_email = coalesce(${profile.unverified_email}, unverified_email),
      unverified_mobile = coalesce(${profile.unverified_mobile}, unverified_mobile), ${stamp}
    where ${whom}`;
}

/** The user as our contract shows them, by the identity they last signed in with. */
async function describe(sql: Sql, userId: string) {
  const rows = await sql<UserRow & Pick<IdentityRow, 'open_id' | 'union_id' | 'tenant_key'>>`
    select u.*, i.open_id, i.union_id, i.tenant_key from users u join identities i on i.user_id = u.id
    where u.id = ${userId} order by i.signed_in_at desc, i.open_id limit 1`;
  return rows.map((row) => ({
    user: {
      id: row.id,
      name: row.name ?? row.en_name ?? '飞书用户',
      en_name: row.en_name,
      avatar_url: row.avatar_url,
      email: row.unverified_email,
      open_id: row.open_id,
      union_id: row.union_id,
      tenant_key: row.tenant_key,
    },
  }));
}

import type { GrantKey, GrantRecord, SealedGrant } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { retiredVersion, retireVersion } from './grant-versions.ts';
import type { Ending } from './live-session.ts';
import { type Fragment, fragment, type Sql } from './sql.ts';
import type { GrantRow } from './tables/grants.ts';
import type { IdentityRow } from './tables/people.ts';
import { takeBack, takeBackOf } from './take-back.ts';
import { tell } from './tell.ts';

export function createGrants({ read, write }: Database): Store['grants'] {
  return {
    find: async ({ appId, openId }) => {
      const [row] = await read<GrantRow>`select * from grants where app_id = ${appId} and open_id = ${openId}`;
      return row && toGrant(row);
    },
    lease: ({ appId, openId }, version, { owner, now, until }) =>
      write(async (sql) => {
        const rows = await sql`update grants set lease_owner = ${owner}, lease_until = ${until}
          where app_id = ${appId} and open_id = ${openId} and version = ${version} and status = 'active'
            and (lease_until is null or lease_until < ${now}) returning version`;
        return rows.length > 0;
      }),
    renew: (key, version, owner, grant, now) =>
      write(async (sql) => {
        const { appId, openId } = key;
        const rows = await sql`update grants set access_sealed = ${grant.accessSealed},
            access_expires_at = ${grant.accessExpiresAt}, refresh_sealed = ${grant.refreshSealed},
            refresh_expires_at = ${grant.refreshExpiresAt}, scopes = ${grant.scopes.join(' ')},
            version = ${version + 1}, lease_owner = null, lease_until = null
          where app_id = ${appId} and open_id = ${openId} and version = ${version} and lease_owner = ${owner}
          returning version`;
        if (rows.length === 0) await takeBackUnkept(sql, key, version + 1, grant, now);
        return rows.length > 0;
      }),
    release: ({ appId, openId }, version, owner) =>
      write(async (sql) => {
        await sql`update grants set lease_owner = null, lease_until = null
          where app_id = ${appId} and open_id = ${openId} and version = ${version} and lease_owner = ${owner}`;
      }),
    close: (key, version, owner, now) => write((sql) => closeGrant(sql, key, { version, owner, now })),
    forget: (key, now) => write((sql) => forgetGrant(sql, key, { now, reason: 'forgotten' })),
    sealedByOthers: async (keyId, limit) => {
      const own = `v1.${keyId}.`;
      const rows = await read<GrantRow>`select * from grants
        where substr(access_sealed, 1, ${own.length}) <> ${own} or substr(refresh_sealed, 1, ${own.length}) <> ${own}
        limit ${limit}`;
      return rows.map((row) => ({ ...toGrant(row), appId: row.app_id, openId: row.open_id }));
    },
    reseal: ({ appId, openId }, version, { accessSealed, refreshSealed }, now) =>
      write(async (sql) => {
        const rows = await sql`update grants set access_sealed = ${accessSealed}, refresh_sealed = ${refreshSealed}
          where app_id = ${appId} and open_id = ${openId} and version = ${version}
            and (lease_until is null or lease_until < ${now}) returning version`;
        return rows.length > 0;
      }),
  };
}

async function closeGrant(
  sql: Sql,
  { appId, openId }: GrantKey,
  { version, owner, now }: { version: number; owner: string; now: number },
): Promise<boolean> {
  const [before] = await sql<GrantRow>`select * from grants where app_id = ${appId} and open_id = ${openId}`;
  const rows = await sql`update grants set status = 'reauth_required', access_sealed = null, refresh_sealed = null,
      lease_owner = null, lease_until = null
    where app_id = ${appId} and open_id = ${openId} and version = ${version} and lease_owner = ${owner}
    returning version`;
  if (rows.length === 0 || before === undefined) return false;
  // The platform may hold tokens whose answer was lost: whoever still has the access token can end them.
  if (before.access_expires_at > now)
    await takeBack(sql, [{ ...before, refresh_sealed: null, refresh_expires_at: null }], now);
  await tellEnded(sql, fragment`i.app_id = ${appId} and i.open_id = ${openId}`, { now, reason: 'over' });
  return true;
}

export async function forgetGrant(sql: Sql, { appId, openId }: GrantKey, ending: Ending): Promise<void> {
  await forgetGrants(sql, fragment`i.app_id = ${appId} and i.open_id = ${openId}`, ending);
}

/**
 * Forgets the grants of some `identities i`, has the platform take their tokens back, and remembers how far their versions
 * had come.
 */
export async function forgetGrants(sql: Sql, whose: Fragment, ending: Ending): Promise<void> {
  const theirs = fragment`g.app_id = i.app_id and g.open_id = i.open_id`;
  const active = fragment`exists (select 1 from grants g where ${theirs} and g.status = 'active')`;
  await tellEnded(sql, fragment`${whose} and ${active}`, ending);
  await takeBackOf(sql, whose, ending.now);
  await sql`update identities as i set last_grant_version = (select g.version from grants g where ${theirs})
    where ${whose} and exists (select 1 from grants g where ${theirs})`;
  await sql`delete from grants as g where exists (select 1 from identities i where ${theirs} and ${whose})`;
}

/** Renewed while the grant was forgotten: nobody keeps these tokens. Their version counts as given. */
async function takeBackUnkept(
  sql: Sql,
  { appId, openId }: GrantKey,
  version: number,
  grant: SealedGrant,
  now: number,
): Promise<void> {
  const [replaced] = await sql`select version from grants where app_id = ${appId} and open_id = ${openId}`;
  if (replaced !== undefined) return;
  const [identity] = await sql`update identities set last_grant_version =
      case when coalesce(last_grant_version, 0) < ${version} then ${version} else last_grant_version end
    where app_id = ${appId} and open_id = ${openId} returning open_id`;
  if (identity === undefined) await retireVersion(sql, version);
  const unkept = {
    app_id: appId,
    open_id: openId,
    version,
    access_sealed: grant.accessSealed,
    access_expires_at: grant.accessExpiresAt,
    refresh_sealed: grant.refreshSealed,
    refresh_expires_at: grant.refreshExpiresAt,
  };
  await takeBack(sql, [unkept], now);
}

async function tellEnded(sql: Sql, whose: Fragment, { now, reason }: Ending): Promise<void> {
  await tell(sql, 'grant.ended', now, async () => {
    const ended = await sql<{ user_id: string; open_id: string }>`
      select i.user_id, i.open_id from identities i where ${whose}`;
    return ended.map((of) => ({ ...of, reason }));
  });
}

/** What a sign-in has to know of the grant it replaces, of `grants g`; without one, `null` everywhere. */
export const keptGrantColumns: Fragment = {
  sql: 'g.version, g.status, g.refresh_sealed, g.refresh_expires_at, g.scopes',
};

type Kept = Pick<GrantRow, 'version' | 'status' | 'refresh_sealed' | 'refresh_expires_at' | 'scopes'>;

export type KeptGrantRow = Kept | { readonly [Column in keyof Kept]: null };

/** Keeps what a sign-in brought. Its version is new, so a renewal of the old one that is under way comes too late. */
export async function saveGrant(
  sql: Sql,
  { appId, openId }: GrantKey,
  {
    seal,
    known,
  }: {
    seal: (version: number) => SealedGrant;
    known: (KeptGrantRow & Pick<IdentityRow, 'last_grant_version'>) | undefined;
  },
  now: number,
): Promise<void> {
  const version = (known?.version ?? known?.last_grant_version ?? (await retiredVersion(sql))) + 1;
  const grant = seal(version);
  if (known !== undefined && known.version !== null && outlasts(known, grant, now)) return;
  await sql`insert into grants (app_id, open_id, version, status, access_sealed, access_expires_at, refresh_sealed,
      refresh_expires_at, scopes)
    values (${appId}, ${openId}, ${version}, 'active', ${grant.accessSealed}, ${grant.accessExpiresAt}, ${grant.refreshSealed},
      ${grant.refreshExpiresAt}, ${grant.scopes.join(' ')})
    on conflict (app_id, open_id) do update set version = excluded.version, status = 'active',
      access_sealed = excluded.access_sealed, access_expires_at = excluded.access_expires_at,
      refresh_sealed = excluded.refresh_sealed, refresh_expires_at = excluded.refresh_expires_at,
      scopes = excluded.scopes, lease_owner = null, lease_until = null`;
}

/** A sign-in that asked for identity alone brings no refresh token; a permission that can be renewed is worth more. */
function outlasts(kept: Kept, brought: SealedGrant, now: number): boolean {
  const scopes = scopesOf(kept);
  return (
    brought.refreshSealed === null &&
    kept.status === 'active' &&
    kept.refresh_sealed !== null &&
    (kept.refresh_expires_at === null || kept.refresh_expires_at > now) &&
    brought.scopes.every((scope) => scopes.includes(scope))
  );
}

function toGrant(row: GrantRow): GrantRecord {
  return {
    version: row.version,
    status: row.status,
    accessSealed: row.access_sealed,
    accessExpiresAt: row.access_expires_at,
    refreshSealed: row.refresh_sealed,
    refreshExpiresAt: row.refresh_expires_at,
    scopes: scopesOf(row),
    leaseUntil: row.lease_until,
  };
}

function scopesOf({ scopes }: Pick<GrantRow, 'scopes'>): string[] {
  return scopes.split(' ').filter((scope) => scope !== '');
}

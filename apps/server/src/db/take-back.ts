import type { NewOutboxEntry, RevocationOrder } from '../auth/outbox.ts';
import { addToOutbox } from './add-to-outbox.ts';
import { type Fragment, fragment, type Sql } from './sql.ts';
import type { GrantRow } from './tables/grants.ts';

type Kept = Pick<GrantRow, 'app_id' | 'open_id' | 'version' | 'access_expires_at' | 'refresh_expires_at'> &
  Pick<GrantRow, 'access_sealed' | 'refresh_sealed'>;

/**
 * Tokens that are kept no more are taken back at the platform after this transaction, by whichever server of that app
 * comes first. What is over by itself need not be.
 */
export async function takeBack(sql: Sql, grants: readonly Kept[], now: number): Promise<void> {
  const entries = grants.flatMap((grant): NewOutboxEntry[] => {
    const until = grant.refresh_expires_at ?? grant.access_expires_at;
    if ((grant.refresh_sealed ?? grant.access_sealed) === null || until <= now) return [];
    const order: RevocationOrder = {
      openId: grant.open_id,
      version: grant.version,
      accessSealed: grant.access_sealed,
      refreshSealed: grant.refresh_sealed,
      until,
    };
    return [{ kind: 'revocation', receiver: grant.app_id, payload: JSON.stringify(order) }];
  });
  await addToOutbox(sql, entries, now);
}

/** The same, of the grants of some `identities i`. */
export async function takeBackOf(sql: Sql, whose: Fragment, now: number): Promise<void> {
  const kept = fragment`select g.* from grants g join identities i on i.app_id = g.app_id and i.open_id = g.open_id`;
  await takeBack(sql, await sql<GrantRow>`${kept} where ${whose}`, now);
}

import { setTimeout as pause } from 'node:timers/promises';
import { context } from '../auth/grants.ts';
import { createKeyRing, type Key, type KeyRing, keyIdOf } from '../auth/key-ring.ts';
import type { GrantKey, GrantRecord } from '../auth/ports.ts';
import { countSealed } from '../db/operator-keys.ts';
import { recordAct } from './operator-audit.ts';
import type { ServerData } from './server-data.ts';

export interface Rotated {
  /** Id of the key that now seals. */
  readonly key: string;
  /** Grants with a token that another key sealed, before. */
  readonly sealedByOthers: number;
  readonly resealed: number;
  /** A server is renewing them, and will seal them itself. */
  readonly busy: number;
  /** By the id of the key that nobody has any more. */
  readonly unreadable: ReadonlyMap<string, number>;
}

export interface RotationOptions {
  readonly dryRun: boolean;
  readonly progress: (done: number, total: number) => void;
}

type StoredGrant = GrantKey & GrantRecord;

const batch = 200;
/** A renewal takes seconds; what is still busy after these rounds is left for another run. */
const rounds = 4;
const betweenRounds = 2_000;

/**
 * Seals again, with the first key, what the others sealed. Each grant is one short compare-and-set, so servers go on
 * working and a grant that changes meanwhile is left to whoever changed it.
 */
export async function rotateKeys(
  data: ServerData,
  keys: readonly [Key, ...Key[]],
  { dryRun, progress }: RotationOptions,
): Promise<Rotated> {
  const ring = createKeyRing(keys);
  const sealedByOthers = await countOthers(data, ring.current);
  const unreadable = new Map<string, number>();
  const nothingDone = { key: ring.current, sealedByOthers, resealed: 0, busy: 0, unreadable };
  if (dryRun || sealedByOthers === 0) return nothingDone;
  const setAside = new Set<string>();
  let resealed = 0;
  let busy = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const refused = new Set<string>();
    for (;;) {
      const skipped = setAside.size + refused.size;
      const found = await data.store.grants.sealedByOthers(ring.current, batch + skipped);
      const grants = found.filter((grant) => !setAside.has(nameOf(grant)) && !refused.has(nameOf(grant)));
      if (grants.length === 0) break;
      for (const grant of grants) {
        const sealed = sealAgain(ring, grant);
        if (sealed.readable === false) {
          setAside.add(nameOf(grant));
          unreadable.set(sealed.keyId, (unreadable.get(sealed.keyId) ?? 0) + 1);
        } else if (await data.store.grants.reseal(grant, grant.version, sealed)) resealed += 1;
        else refused.add(nameOf(grant));
      }
      progress(resealed, sealedByOthers);
    }
    busy = refused.size;
    if (busy === 0) break;
    if (round < rounds) await pause(betweenRounds);
  }
  await recordAct(data, {
    event: 'keys.rotated',
    reason: null,
    facts: { key: ring.current, resealed, busy, unreadable: setAside.size },
  });
  return { ...nothingDone, resealed, busy };
}

async function countOthers({ database }: ServerData, current: string): Promise<number> {
  const { byKey } = await countSealed(database);
  return [...byKey].reduce((sum, [id, count]) => (id === current ? sum : sum + count), 0);
}

type Resealed =
  | { readonly readable: true; readonly accessSealed: string | null; readonly refreshSealed: string | null }
  | { readonly readable: false; readonly keyId: string };

function sealAgain(ring: KeyRing, grant: StoredGrant): Resealed {
  const access = reopened(ring, grant, 'access', grant.accessSealed);
  const refresh = reopened(ring, grant, 'refresh', grant.refreshSealed);
  if (access === undefined) return { readable: false, keyId: keyIdOf(grant.accessSealed ?? '') ?? '?' };
  if (refresh === undefined) return { readable: false, keyId: keyIdOf(grant.refreshSealed ?? '') ?? '?' };
  return { readable: true, accessSealed: access, refreshSealed: refresh };
}

/** Sealed with the current key for the same place; `undefined` if it does not open. */
function reopened(ring: KeyRing, grant: StoredGrant, field: 'access' | 'refresh', sealed: string | null) {
  if (sealed === null) return null;
  const place = context(grant, field, grant.version);
  const plain = ring.open(sealed, place);
  return plain === undefined ? undefined : ring.seal(plain, place);
}

function nameOf({ appId, openId }: GrantKey): string {
  return `${appId} ${openId}`;
}

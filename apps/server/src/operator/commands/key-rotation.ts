import { setTimeout as pause } from 'node:timers/promises';
import { context } from '../../auth/grants.ts';
import { createKeyRing, type Key, type KeyRing, keyIdOf } from '../../auth/key-ring.ts';
import type { GrantKey, GrantRecord } from '../../auth/ports/records.ts';
import { countSealed } from '../../db/operator/keys.ts';
import { asOperator } from '../operator-audit.ts';
import type { ServerData } from '../server-data.ts';

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

/** What the rounds have done so far. */
interface Progress {
  resealed: number;
  /** The key's id by the grant's name. */
  readonly unreadable: Map<string, string>;
}

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
  const key = ring.current;
  const sealedByOthers = await countOthers(data, key);
  if (dryRun || sealedByOthers === 0) return { key, sealedByOthers, resealed: 0, busy: 0, unreadable: new Map() };
  const done: Progress = { resealed: 0, unreadable: new Map() };
  for (let round = 1; ; round += 1) {
    const refused = await resealRound(data, ring, done, () => progress(done.resealed, sealedByOthers));
    if (refused === 0 || round === rounds) break;
    await pause(betweenRounds);
  }
  // Counted, not reckoned: what is left is what the next run has to do.
  const busy = (await countOthers(data, key)) - done.unreadable.size;
  const { resealed } = done;
  await asOperator(data).record({
    event: 'keys.rotated',
    reason: null,
    facts: { key, resealed, busy, unreadable: done.unreadable.size },
  });
  return { key, sealedByOthers, resealed, busy, unreadable: countByKey(done.unreadable) };
}

/** Goes through everything other keys sealed, once. @returns how many a server held on to */
async function resealRound(
  { store, clock }: ServerData,
  ring: KeyRing,
  done: Progress,
  afterBatch: () => void,
): Promise<number> {
  const refused = new Set<string>();
  const isLeft = (grant: StoredGrant) => !done.unreadable.has(nameOf(grant)) && !refused.has(nameOf(grant));
  for (;;) {
    const found = await store.grants.sealedByOthers(ring.current, batch + done.unreadable.size + refused.size);
    const left = found.filter(isLeft);
    if (left.length === 0) return refused.size;
    for (const grant of left) {
      const sealed = sealAgain(ring, grant);
      if (!sealed.readable) done.unreadable.set(nameOf(grant), sealed.keyId);
      else if (await store.grants.reseal(grant, grant.version, sealed, clock.now())) done.resealed += 1;
      else refused.add(nameOf(grant));
    }
    afterBatch();
  }
}

function countByKey(unreadable: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const keyId of unreadable.values()) counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  return counts;
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

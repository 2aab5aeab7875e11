import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'oidc-provider';
import { keyIdOf } from '../auth/key-ring.ts';
import type { OidcKeyRecord } from '../auth/ports/oidc.ts';
import type { Ports } from '../auth/ports/ports.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A key signs for so long; its successor is published an hour before, so that everybody knows it when it is used. */
const lifetime = 90 * day;
const published = hour;
/** What it signed may be shown afterwards: an ID token, at a sign-out. */
const kept = 30 * day;

export interface ProviderKeys {
  /** The first signs; all of them are published. */
  readonly token: readonly JWK[];
  readonly cookie: readonly string[];
  /** Differs when one of them does. */
  readonly version: string;
}

/** The keys of now, the same on every instance. The first call makes them; later ones make successors in time. */
export async function loadKeys(ports: Ports): Promise<ProviderKeys> {
  const token = await current(ports, 'token', async (id) => JSON.stringify(await makeSigningKey(id)));
  const cookie = await current(ports, 'cookie', async () => randomBytes(32).toString('base64url'));
  return {
    token: token.map(({ plain }): JWK => JSON.parse(plain)),
    cookie: cookie.map(({ plain }) => plain),
    version: [...token, ...cookie].map(({ id }) => id).join(' '),
  };
}

type Purpose = OidcKeyRecord['purpose'];
type OpenKey = Pick<OidcKeyRecord, 'id' | 'createdAt'> & { readonly plain: string };

async function current(ports: Ports, purpose: Purpose, make: (id: string) => Promise<string>): Promise<OpenKey[]> {
  const { keys } = ports.store.oidc;
  const now = ports.clock.now();
  const records = (await keys.list()).filter((key) => key.purpose === purpose);
  const opened = await open(ports, records);
  const newest = opened[0]?.createdAt;
  if (newest !== undefined && now - newest < lifetime) return inUseFirst(opened, now);
  const id = randomUUID();
  const sealed = ports.keys.seal(await make(id), contextOf(purpose, id));
  // Whoever was first, theirs is in the list now.
  await keys.add({ id, purpose, sealed, createdAt: now }, records[0]?.createdAt ?? 0);
  await keys.removeOlder(purpose, now - lifetime - kept);
  return inUseFirst(
    await open(
      ports,
      (await keys.list()).filter((key) => key.purpose === purpose),
    ),
    now,
  );
}

/** Newest first. What another key of ENCRYPTION_KEYS sealed is sealed anew; what none of them opens is of no use. */
async function open(ports: Ports, records: readonly OidcKeyRecord[]): Promise<OpenKey[]> {
  const opened: OpenKey[] = [];
  for (const { id, purpose, sealed, createdAt } of records) {
    const plain = ports.keys.open(sealed, contextOf(purpose, id));
    if (plain === undefined) continue;
    opened.push({ id, createdAt, plain });
    if (keyIdOf(sealed) !== ports.keys.current)
      await ports.store.oidc.keys.reseal(id, sealed, ports.keys.seal(plain, contextOf(purpose, id)));
  }
  return opened;
}

function inUseFirst(newestFirst: readonly OpenKey[], now: number): OpenKey[] {
  const known = newestFirst.filter(({ createdAt }) => createdAt <= now - published);
  const inUse = known[0] ?? newestFirst.at(-1);
  return inUse === undefined ? [] : [inUse, ...newestFirst.filter((key) => key !== inUse)];
}

function contextOf(purpose: Purpose, id: string): string {
  return `oidc ${purpose} key ${id}`;
}

/** RS256: the one algorithm that every client must know (OpenID Connect Core, section 15.1). */
async function makeSigningKey(kid: string): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk: JWK = JSON.parse(JSON.stringify(privateKey.export({ format: 'jwk' })));
  return { ...jwk, kid, alg: 'RS256', use: 'sig' };
}

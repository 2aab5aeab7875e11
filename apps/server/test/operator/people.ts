import { randomBytes } from 'node:crypto';
import { context } from '../../src/auth/grants.ts';
import { createKeyRing, type Key } from '../../src/auth/key-ring.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import type { SignedIn } from '../../src/auth/ports/records.ts';
import { aPerson, aSession, aSignIn } from '../db/sign-in-request.ts';
import type { TestDatabase } from '../db/test-database.ts';
import { hour } from '../durations.ts';

/** A key as ENCRYPTION_KEYS writes it. */
export interface TestKey {
  readonly id: string;
  readonly written: string;
}

export function aKey(id: string): TestKey {
  return { id, written: `${id}:${randomBytes(32).toString('base64')}` };
}

export function toKey({ id, written }: TestKey): Key {
  return { id, bytes: Buffer.from(written.slice(id.length + 1), 'base64') };
}

export interface Arrival {
  readonly identity: Identity;
  readonly signedIn: SignedIn;
  readonly tokenHash: string;
  /** Whether the session would be accepted now. */
  isLive(): Promise<boolean>;
}

/** Somebody signs in on a mini program, now. */
export async function arrives(
  { store }: Pick<TestDatabase, 'store'>,
  facts: Partial<Identity> = {},
  device: string | null = null,
): Promise<Arrival> {
  const identity = aPerson(facts);
  const now = Date.now();
  const session = aSession(now, { device });
  const signedIn = await store.sessions.signIn(aSignIn(identity, now, { session }));
  const isLive = async () => (await store.sessions.find(session.tokenHash, Date.now())) !== undefined;
  return { identity, signedIn, tokenHash: session.tokenHash, isLive };
}

export const accessToken = 'eyJhbGciOiJFUzI1NiIs.access';
export const refreshToken = 'eyJhbGciOiJFUzI1NiIs.refresh';

/** Somebody signs in and allows the app to act for them; their tokens are sealed with `key`. */
export async function allows({ store }: Pick<TestDatabase, 'store'>, key: TestKey): Promise<Identity> {
  const identity = aPerson();
  const ring = createKeyRing([toKey(key)]);
  const now = Date.now();
  await store.sessions.signIn(
    aSignIn(identity, now, {
      grant: (version) => ({
        accessSealed: ring.seal(accessToken, context(identity, 'access', version)),
        accessExpiresAt: now + 2 * hour,
        refreshSealed: ring.seal(refreshToken, context(identity, 'refresh', version)),
        refreshExpiresAt: now + 7 * 24 * hour,
        scopes: ['task:task:read', 'offline_access'],
      }),
    }),
  );
  return identity;
}

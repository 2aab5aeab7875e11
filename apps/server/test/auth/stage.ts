import { randomBytes, randomUUID } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import { createKeyRing } from '../../src/auth/key-ring.ts';
import type { Feishu, Identified, OneTimeCode } from '../../src/auth/ports/feishu.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import type { AppSettings, Ports, SessionPolicy } from '../../src/auth/ports/ports.ts';
import type { SecurityEvent } from '../../src/auth/ports/security-log.ts';
import { nobodyWaits } from '../../src/auth/ports/sign-in-line.ts';
import { createSingleFlight } from '../../src/auth/single-flight.ts';
import { openEmptyDatabase } from '../db/empty-database.ts';
import type { TestDatabase } from '../db/test-database.ts';
import { sessionPolicy } from '../session-policy.ts';

/** Everything around the use cases: a real store, a platform that follows a script, a clock in hand. */
export interface Stage {
  readonly ports: Ports;
  readonly database: TestDatabase;
  /** What was asked of the platform, in order. */
  readonly asked: OneTimeCode[];
  /** What was written to the security log, in order. */
  readonly events: ({ readonly name: SecurityEvent } & Record<string, unknown>)[];
  now(): number;
  pass(milliseconds: number): void;
  /** A new code that stands for this person, or for whatever `identify` makes of it. */
  code(person: Identity | (() => Promise<Identified>)): string;
  close(): Promise<void>;
}

export interface StageSettings {
  readonly app?: Partial<AppSettings>;
  readonly policy?: Partial<SessionPolicy>;
}

export const appId = 'cli_a1b2c3d4e5f60718';

export function aPerson(facts: Partial<Identity> = {}): Identity {
  return { appId, openId: `ou_${randomUUID().replaceAll('-', '')}`, name: '张三', ...facts };
}

export async function openStage({ app, policy }: StageSettings = {}): Promise<Stage> {
  const database = await openEmptyDatabase();
  const asked: OneTimeCode[] = [];
  const events: Stage['events'] = [];
  const script = new Map<string, () => Promise<Identified>>();
  let now = Date.UTC(2026, 5, 1, 9);

  const feishu: Feishu = {
    identify: async (code) => {
      asked.push(code);
      const answer = script.get(code.code);
      if (answer === undefined)
        throw new AuthError('code_invalid', 'This code cannot be used.', { platformCode: 20003 });
      return answer();
    },
    authorizeUrl: (request) =>
      new URL(
        `https://accounts.example/authorize?${new URLSearchParams({ ...request, scopes: request.scopes.join(' ') })}`,
      ),
    qrUrl: (request) => new URL(`https://passport.example/authorize?${new URLSearchParams(request)}`),
    jsapiTicket: async () => '617bf955832a4d4d80d9d8d85917a427',
    refreshGrant: async () => ({ outcome: 'over', platformCode: 20_064 }),
    revokeGrant: async () => true,
    standing: async () => ({ standing: 'active' }),
    facts: async () => ({ facts: {}, untold: [] }),
    signOut: async () => undefined,
    holder: async () => ({ answered: false, why: 'token' }),
    tasks: async () => ({ answered: true, value: [] }),
  };
  const ports: Ports = {
    clock: { now: () => now },
    policy: { ...sessionPolicy, ...policy },
    app: {
      appId,
      publicUrl: new URL('https://login.example.com'),
      returnOrigins: [],
      scopes: [],
      linkByUnionId: false,
      signOutOfFeishu: false,
      allowedTenants: undefined,
      allowRules: undefined,
      shownFacts: [],
      administrators: undefined,
      accessContact: undefined,
      ...app,
    },
    feishu,
    store: database.store,
    keys: createKeyRing([{ id: 'k1', bytes: randomBytes(32) }]),
    renewals: createSingleFlight(),
    line: nobodyWaits,
    log: { event: (name, facts) => void events.push({ name, ...facts }) },
  };

  return {
    ports,
    database,
    asked,
    events,
    now: () => now,
    pass: (milliseconds) => {
      now += milliseconds;
    },
    code: (person) => {
      const code = randomBytes(16).toString('base64url');
      script.set(code, typeof person === 'function' ? person : async () => ({ identity: person }));
      return code;
    },
    close: () => database.close(),
  };
}

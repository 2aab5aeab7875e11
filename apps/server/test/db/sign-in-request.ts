import { randomUUID } from 'node:crypto';
import type { Identity } from '../../src/auth/ports/person.ts';
import type { NewSession, SignInRequest } from '../../src/auth/ports/records.ts';
import { day, minute } from '../durations.ts';

/** A moment to start from: a new one each time, so that tests sharing a database never share times. */
let moments = Date.UTC(2026, 0, 1);
export function aMoment(): number {
  moments += day;
  return moments;
}

export function aPerson(facts: Partial<Identity> = {}): Identity {
  return { appId: 'cli_a1b2c3d4e5f60718', openId: `ou_${randomUUID()}`, ...facts };
}

export function aHash(): string {
  return randomUUID().replaceAll('-', '').repeat(2);
}

export function aSession(now: number, facts: Partial<NewSession> = {}): NewSession {
  return {
    id: randomUUID(),
    kind: 'gadget',
    device: null,
    tokenHash: aHash(),
    tokenExpiresAt: now + 30 * minute,
    refreshHash: aHash(),
    expiresAt: now + 7 * day,
    absoluteExpiresAt: now + 30 * day,
    ...facts,
  };
}

export function aSignIn(identity: Identity, now: number, facts: Partial<SignInRequest> = {}): SignInRequest {
  return {
    identity,
    session: aSession(now),
    startedAt: now,
    codeHash: undefined,
    now,
    sessionsPerUser: 20,
    replaces: undefined,
    grant: undefined,
    linkByUnionId: false,
    attempt: undefined,
    ...facts,
  };
}

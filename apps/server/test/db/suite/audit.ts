import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { AuditEntry } from '../../../src/auth/ports/security-log.ts';
import { hour } from '../../durations.ts';
import { aMoment } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

/** What is kept of security-relevant acts. */
export function auditSuite(opened: () => TestDatabase): void {
  const entry = (facts: Partial<AuditEntry>): AuditEntry => ({
    at: 0,
    event: 'login.ok',
    reason: null,
    requestId: null,
    userId: null,
    sessionId: null,
    addressHash: null,
    facts: {},
    ...facts,
  });

  it('is searched by person, event and time, newest first', async () => {
    const now = aMoment();
    const userId = randomUUID();
    const { audit } = opened().store;
    const entries = [
      entry({ at: now, userId, facts: { kind: 'gadget', count: 3, duplicate: false, nothing: null } }),
      entry({ at: now + 1, userId, event: 'logout' }),
      entry({ at: now + 2, userId: randomUUID() }),
    ];
    await audit.append(entries);
    expect(await audit.search({ userId, limit: 10 })).toEqual([entries[1], entries[0]]);
    expect(await audit.search({ userId, event: 'login.ok', limit: 10 })).toEqual([entries[0]]);
    expect(await audit.search({ userId, since: now + 1, limit: 10 })).toEqual([entries[1]]);
    expect(await audit.search({ userId, limit: 1 })).toEqual([entries[1]]);
  });

  it('is kept as long as configured and no longer', async () => {
    const now = aMoment();
    const userId = randomUUID();
    await opened().store.audit.append([entry({ at: now, userId })]);
    await opened().store.purge(now + hour, hour);
    expect(await opened().store.audit.search({ userId, limit: 1 })).toHaveLength(1);
    await opened().store.purge(now + hour + 1, hour);
    expect(await opened().store.audit.search({ userId, limit: 1 })).toHaveLength(0);
  });
}

import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { AuditEntry } from '../../../src/auth/ports/security-log.ts';
import { hour, minute } from '../../durations.ts';
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
    const found = (i: number) => ({ id: expect.any(String), ...entries[i] });
    expect(await audit.search({ userId, limit: 10 })).toEqual([found(1), found(0)]);
    expect(await audit.search({ userId, event: 'login.ok', limit: 10 })).toEqual([found(0)]);
    expect(await audit.search({ userId, since: now + 1, limit: 10 })).toEqual([found(1)]);
    expect(await audit.search({ userId, limit: 1 })).toEqual([found(1)]);
  });

  it('is read page by page, oldest first, entries of one moment too, each once', async () => {
    const [now, userId] = [aMoment(), randomUUID()];
    const { audit } = opened().store;
    await audit.append(Array.from({ length: 7 }, (_, i) => entry({ at: now + Math.floor(i / 5), userId })));
    await audit.append([entry({ at: now })]);
    const read: string[] = [];
    const filter = { userId, since: now, until: now + 2 };
    for (let page = await audit.page(filter, { after: undefined, limit: 2 }); page.length > 0; ) {
      read.push(...page.map(({ id }) => id));
      page = await audit.page(filter, { after: page.at(-1), limit: 2 });
    }
    expect(new Set(read).size).toBe(7);
    expect(read).toHaveLength(7);
    expect(await audit.page({ ...filter, until: now + 1 }, { after: undefined, limit: 9 })).toHaveLength(5);
  });

  it('is searched by request', async () => {
    const requestId = randomUUID();
    const { audit } = opened().store;
    await audit.append([entry({ at: aMoment(), requestId }), entry({ at: aMoment(), requestId: randomUUID() })]);
    expect((await audit.search({ requestId, limit: 10 })).map((found) => found.requestId)).toEqual([requestId]);
  });

  it('counts the sign-ins of each minute, those that succeeded and those that were refused', async () => {
    const now = Math.floor(aMoment() / minute) * minute;
    const at = (ms: number, event: string) => entry({ at: now + ms, event });
    const { audit } = opened().store;
    await audit.append([
      at(-1, 'login.ok'),
      at(0, 'login.ok'),
      at(minute - 1, 'login.ok'),
      at(5, 'login.denied'),
      at(5, 'logout'),
      at(2 * minute, 'login.denied'),
    ]);
    expect(await audit.signIns(now)).toEqual([
      { at: now, ok: 2, denied: 1 },
      { at: now + 2 * minute, ok: 0, denied: 1 },
    ]);
    await opened().store.purge(now + 100 * hour, hour);
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

import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { AuditEntry } from '../../../src/auth/ports/security-log.ts';
import type { TestDatabase } from '../../db/test-database.ts';
import { arrives } from '../people.ts';
import { operator } from '../run-operator.ts';

interface Entries {
  entries: { at: string; event: string; reason: string | null; user_id: string | null; facts: object }[];
}

export function auditSuite(opened: () => TestDatabase): void {
  const run = (...args: string[]) => operator({ DATABASE_URL: opened().url }, 'audit', ...args);
  const happened = (facts: Partial<AuditEntry>) =>
    opened().store.audit.append([
      {
        at: Date.now(),
        event: 'login.denied',
        reason: null,
        requestId: null,
        userId: null,
        sessionId: null,
        addressHash: null,
        facts: {},
        ...facts,
      },
    ]);
  const found = async (...args: string[]) => (await run(...args, '--json')).json<Entries>().entries;

  it('shows what happened, newest first, with its facts', async () => {
    const userId = randomUUID();
    await happened({ userId, event: 'login.ok', at: Date.now() - 2_000 });
    await happened({ userId, reason: 'code_invalid', facts: { platform_code: 20003, via: 'requestAccess' } });
    expect(await found('--user', userId)).toMatchObject([
      { event: 'login.denied', reason: 'code_invalid', facts: { platform_code: 20003, via: 'requestAccess' } },
      { event: 'login.ok' },
    ]);
    expect((await run('--user', userId)).out).toContain('platform_code=20003');
  });

  it('finds a person’s entries by their open id', async () => {
    const { signedIn, identity } = await arrives(opened());
    await happened({ userId: signedIn.user.id });
    expect(await found('--user', identity.openId)).toHaveLength(1);
  });

  it('narrows by event and by time, and counts to the limit', async () => {
    const userId = randomUUID();
    const day = 24 * 3_600_000;
    for (const age of [0, 2, 9]) await happened({ userId, at: Date.now() - age * day });
    await happened({ userId, event: 'logout' });
    expect(await found('--user', userId, '--event', 'login.denied')).toHaveLength(3);
    expect(await found('--user', userId, '--event', 'login.denied', '--since', '7d')).toHaveLength(2);
    expect(await found('--user', userId, '--event', 'login.denied', '--since', '1h')).toHaveLength(1);
    const date = new Date(Date.now() - 5 * day).toISOString().slice(0, 10);
    expect(await found('--user', userId, '--event', 'login.denied', '--since', date)).toHaveLength(2);
    expect(await found('--user', userId, '--limit', '1')).toHaveLength(1);
  });

  it('finds what happened in one request', async () => {
    const requestId = randomUUID();
    await happened({ requestId });
    await happened({ requestId: randomUUID() });
    expect(await found('--request', requestId)).toMatchObject([{ request_id: requestId }]);
  });

  it('refuses an event that no act is called by, and names those there are', async () => {
    expect(await run('--event', 'login.refused')).toMatchObject({
      code: 2,
      err: expect.stringContaining('login.denied'),
    });
  });

  it('refuses a time it cannot read, and shows what it can', async () => {
    expect(await run('--since', 'yesterday')).toMatchObject({ code: 2, err: expect.stringContaining('24h') });
  });
}

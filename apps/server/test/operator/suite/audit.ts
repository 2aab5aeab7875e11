import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { AuditEntry } from '../../../src/auth/ports/security-log.ts';
import type { TestDatabase } from '../../db/test-database.ts';
import { arrives } from '../people.ts';
import { operator, operatorInto, operatorUntil } from '../run-operator.ts';

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

  it('is written as lines of JSON, oldest first, narrowed as it is when it is shown', async () => {
    const [userId, requestId, now] = [randomUUID(), randomUUID(), Date.now()];
    await happened({ userId, at: now - 5_000, event: 'logout' });
    await happened({ userId, at: now - 9_000, requestId, facts: { platform_code: 20003 } });
    const lines = async (...args: string[]) => {
      const { code, out, err } = await run('export', '--user', userId, ...args);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      return out
        .trimEnd()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    };
    expect(await lines()).toMatchObject([
      { id: expect.any(String), event: 'login.denied', request_id: requestId, facts: { platform_code: 20003 } },
      { event: 'logout', at: new Date(now - 5_000).toISOString() },
    ]);
    expect(await lines('--json')).toHaveLength(2);
    expect(await lines('--request', requestId)).toHaveLength(1);
    expect(await lines('--event', 'logout')).toHaveLength(1);
    expect(await lines('--since', new Date(now - 6_000).toISOString())).toMatchObject([{ event: 'logout' }]);
    expect(await lines('--until', new Date(now - 6_000).toISOString())).toMatchObject([{ event: 'login.denied' }]);
    expect((await run('export', '--event', 'login.refused')).code).toBe(2);
    expect((await run('export', '--until', 'yesterday')).err).toContain('--until is “yesterday”');
    expect((await run('export', '--until', '1d', '--follow')).code).toBe(2);
  });

  it('is written a page at a time, and waits until that is taken', async () => {
    const [userId, at] = [randomUUID(), Date.now() - 60_000];
    const entry = { event: 'login.ok', reason: null, requestId: null, sessionId: null, addressHash: null, facts: {} };
    // Many of one moment: their order is theirs alone.
    const entries = Array.from({ length: 2_300 }, (_, i) => ({ ...entry, at: at + Math.floor(i / 700), userId }));
    await opened().store.audit.append(entries);
    const taken: number[] = [];
    const into = async (lines: number) => void taken.push(lines);
    const ran = await operatorInto(into, { DATABASE_URL: opened().url }, 'audit', 'export', '--user', userId);
    expect(taken).toEqual([1_000, 1_000, 300]);
    const ids = ran.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(2_300);
  });

  it('is followed: what happens is written once, also what a server wrote down late', async () => {
    const [userId, stop] = [randomUUID(), new AbortController()];
    await happened({ userId, event: 'login.ok', at: Date.now() - 60_000 });
    const following = operatorUntil(
      stop.signal,
      { DATABASE_URL: opened().url },
      'audit',
      'export',
      '--user',
      userId,
      '--follow',
      '--since',
      '30s',
    );
    await delay(300);
    await happened({ userId, event: 'logout' });
    await delay(1_500);
    await happened({ userId, event: 'session.ended', at: Date.now() - 3_000 });
    await delay(1_500);
    stop.abort();
    const ran = await following;
    expect(ran.code).toBe(0);
    expect(
      ran.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).event),
    ).toEqual(['logout', 'session.ended']);
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

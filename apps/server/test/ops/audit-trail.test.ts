import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AuditEntry, SecurityLog } from '../../src/auth/ports/security-log.ts';
import { createAuditTrail } from '../../src/ops/audit-trail.ts';
import { createLogger } from '../../src/ops/logging.ts';
import { withRequest } from '../../src/ops/request-context.ts';

describe('The audit trail', () => {
  let kept: AuditEntry[];
  let writes: number;
  let away: boolean;
  const told: string[] = [];
  const lines: string[] = [];
  const inner: SecurityLog = { event: (name) => void told.push(name) };
  const open = () =>
    createAuditTrail({
      append: async (entries) => {
        writes += 1;
        if (away) throw new Error('the database is away');
        kept.push(...entries);
      },
      clock: { now: () => 1_000 },
      secret: 'a secret of this server',
      log: createLogger('info', { write: (line: string) => void lines.push(line) }),
    });
  beforeEach(() => {
    kept = [];
    writes = 0;
    away = false;
    told.length = 0;
    lines.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('P6: keeps each act with its request, and of the address only a hash', async () => {
    const trail = open();
    const log = trail.recording(inner);
    await withRequest({ request_id: 'r1', ip: '192.0.2.1' }, async () =>
      log.event('login.denied', { reason: 'code_replay', platform_code: 20003, user_id: 'u1', nothing: undefined }),
    );
    await jest.advanceTimersByTimeAsync(300);
    expect(kept).toEqual([
      {
        at: 1_000,
        event: 'login.denied',
        reason: 'code_replay',
        requestId: 'r1',
        userId: 'u1',
        sessionId: null,
        addressHash: expect.stringMatching(/^[0-9a-f]{16}$/),
        facts: { platform_code: 20003 },
      },
    ]);
    expect(JSON.stringify(kept)).not.toContain('192.0.2.1');
    expect(told).toEqual(['login.denied']);
  });

  it('recognises an address again, and tells two apart', async () => {
    const trail = open();
    const log = trail.recording(inner);
    for (const ip of ['192.0.2.1', '192.0.2.2', '192.0.2.1'])
      await withRequest({ request_id: 'r', ip }, async () => log.event('logout', {}));
    await trail.close();
    const [one, two, three] = kept.map(({ addressHash }) => addressHash);
    expect(one).toBe(three);
    expect(one).not.toBe(two);
  });

  it('writes many acts at once', async () => {
    const log = open().recording(inner);
    for (let i = 0; i < 500; i += 1) log.event('login.ok', { user_id: `u${i}` });
    await jest.advanceTimersByTimeAsync(300);
    expect(writes).toBe(1);
    expect(kept).toHaveLength(500);
  });

  it('keeps what it could not write, and writes it when the database is back, without another act', async () => {
    const log = open().recording(inner);
    away = true;
    log.event('login.ok', { user_id: 'u1' });
    log.event('logout', { user_id: 'u1' });
    await jest.advanceTimersByTimeAsync(300);
    expect(kept).toEqual([]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'warn', event: 'audit.delayed', count: 2 }]);
    away = false;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(kept.map(({ event }) => event)).toEqual(['login.ok', 'logout']);
  });

  it('does not knock at an absent database many times a second', async () => {
    const log = open().recording(inner);
    away = true;
    for (let i = 0; i < 240; i += 1) {
      log.event('login.ok', {});
      await jest.advanceTimersByTimeAsync(250);
    }
    expect(writes).toBeLessThanOrEqual(30);
  });

  it('writes what still waits when it is closed', async () => {
    const trail = open();
    trail.recording(inner).event('logout', { session_id: 's1' });
    await trail.close();
    expect(kept).toMatchObject([{ event: 'logout', sessionId: 's1', requestId: null, addressHash: null }]);
  });
});

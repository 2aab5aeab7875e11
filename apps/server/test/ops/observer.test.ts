import { setTimeout as delay } from 'node:timers/promises';
import { AuthError } from '@feishu-login/auth-types';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../src/ops/logging.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { createObserver } from '../../src/ops/observer.ts';
import { createReadiness } from '../../src/ops/readiness.ts';

const open = (level = 'trace') => {
  const lines: string[] = [];
  const metrics = createMetrics();
  const output = { write: (line: string) => void lines.push(line) };
  const log = createLogger(level, output);
  const observer = createObserver(log, metrics, { output });
  return {
    observer,
    log,
    lines,
    metrics,
    parsed: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line)),
  };
};
const request = { request_id: 'r1', ip: '192.0.2.1' };
const answer = {
  method: 'GET',
  path: '/api/v1/sessions/5f0c',
  route: '/api/v1/sessions/:id',
  status: 204,
  duration_ms: 12,
};

describe('An answered request', () => {
  it('is one line with the path, and a count under the route', async () => {
    const { observer, metrics, parsed } = open();
    observer.answered(request, answer);
    expect(parsed()).toMatchObject([
      { level: 'info', event: 'http.answered', method: 'GET', path: answer.path, status: 204 },
    ]);
    const text = await metrics.text();
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/v1/sessions/:id",status="204"} 1',
    );
    expect(text).not.toContain('5f0c');
  });

  it.each([
    ['/fla_hWkWz3lQ0pJm8sVbXc5dRt7yUiOaSfGhJkLzXcVbNm0_AbCdEf', '/[redacted]'],
    ['/api/v1/sessions/fls_hWkWz3lQ0pJm8sVbXc5dRt7yUiOaSfGh/x', '/api/v1/sessions/[redacted]/x'],
    ['/u-%36tokenofsomebody_who_pasted', '/[redacted]'],
    [`/${'h/W/k/'.repeat(20)}`, '/[redacted]'],
    ['/api/v1/auth/gadget', '/api/v1/auth/gadget'],
    ['/wp-admin/setup.php', '/wp-admin/setup.php'],
  ])('P1: at %s, which may hold a token, is written as %s', (path, written) => {
    const { observer, parsed } = open();
    observer.answered(request, { ...answer, path, route: undefined });
    expect(parsed()).toMatchObject([{ path: written }]);
  });

  it.each(['/healthz', '/readyz'])('at %s is written at the quietest', (path) => {
    const { observer, parsed } = open();
    observer.answered(request, { ...answer, path, route: path });
    expect(parsed()).toMatchObject([{ level: 'debug' }]);
  });

  it('that failed is told as loud as it is bad, with its causes', () => {
    const { observer, parsed } = open();
    observer.failed(
      request,
      new AuthError('internal', 'Something went wrong.', { cause: new TypeError('x is undefined') }),
    );
    observer.failed(request, new AuthError('db_unavailable', 'The database does not answer.'));
    observer.failed(request, new AuthError('code_invalid', 'This code cannot be used.', { platformCode: 20003 }));
    expect(parsed()).toMatchObject([
      { level: 'error', reason: 'internal', err: { cause: { message: 'x is undefined' } } },
      { level: 'warn', reason: 'db_unavailable' },
      { level: 'debug', reason: 'code_invalid', platform_code: 20003 },
    ]);
  });

  it('under a wrong host is told out loud, once a minute, with the host', () => {
    const { observer, parsed } = open();
    const misdirected = () =>
      new AuthError('misdirected_host', 'Not here.', { cause: new Error('The Host is 10.0.0.3:3000') });
    observer.failed(request, misdirected());
    observer.failed(request, misdirected());
    expect(parsed()).toMatchObject([
      { level: 'warn', reason: 'misdirected_host', err: { cause: { message: 'The Host is 10.0.0.3:3000' } } },
      { level: 'debug', reason: 'misdirected_host' },
    ]);
  });

  it('has its request id on its own line and on those written meanwhile', async () => {
    const { observer, log, parsed } = open();
    await observer.inRequest(request, async () => {
      log.warn({ event: 'refresh.reuse_detected' });
      observer.failed(request, new AuthError('db_unavailable', 'The database does not answer.'));
      observer.answered(request, answer);
    });
    expect(parsed()).toEqual(Array.from({ length: 3 }, () => expect.objectContaining(request)));
  });

  it('is nobody else’s when another one is answered meanwhile', async () => {
    const { observer, log, parsed } = open();
    const other = { request_id: 'r2', ip: '192.0.2.2' };
    const long = observer.inRequest(request, async () => {
      await delay(20);
      log.info({ event: 'login.ok' });
    });
    await observer.inRequest(other, async () => log.info({ event: 'logout' }));
    await observer.inRequest(other, async () => observer.answered(other, answer), { quiet: true });
    await long;
    log.info({ event: 'job.failed' });
    expect(parsed().map(({ event, request_id }) => [event, request_id])).toEqual([
      ['logout', 'r2'],
      ['http.answered', 'r2'],
      ['login.ok', 'r1'],
      ['job.failed', undefined],
    ]);
  });

  it('P4: stays one line, whatever its path holds', () => {
    const { observer, lines } = open();
    observer.answered(request, { ...answer, path: '/a\r\n"\u0000\u001b[2J' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
  });

  it('is not written where only louder lines are', () => {
    const { observer, lines } = open('warn');
    observer.answered(request, answer);
    expect(lines).toEqual([]);
  });
});

describe('Whether requests should be sent here', () => {
  it('is no while the database does not answer, and says why', async () => {
    const readiness = createReadiness(() => Promise.reject(new Error('away')));
    await expect(readiness.check()).rejects.toThrow('away');
    await expect(createReadiness(async () => []).check()).resolves.toBeUndefined();
  });

  it('is no from the moment it drains, and it closes later', () => {
    const readiness = createReadiness(async () => []);
    const state = () => [readiness.draining, readiness.closing];
    expect(state()).toEqual([false, false]);
    readiness.drain();
    expect(state()).toEqual([true, false]);
    readiness.close();
    expect(state()).toEqual([true, true]);
  });
});

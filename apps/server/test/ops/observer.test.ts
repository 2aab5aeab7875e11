import { AuthError } from '@feishu-login/auth-types';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../src/ops/logging.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { createObserver } from '../../src/ops/observer.ts';
import { createReadiness } from '../../src/ops/readiness.ts';

const open = () => {
  const lines: string[] = [];
  const metrics = createMetrics();
  const log = createLogger('trace', { write: (line: string) => void lines.push(line) });
  const observer = createObserver(log, metrics);
  return { observer, metrics, parsed: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line)) };
};
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
    observer.answered(answer);
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
    observer.answered({ ...answer, path, route: undefined });
    expect(parsed()).toMatchObject([{ path: written }]);
  });

  it.each(['/healthz', '/readyz'])('at %s is written at the quietest', (path) => {
    const { observer, parsed } = open();
    observer.answered({ ...answer, path, route: path });
    expect(parsed()).toMatchObject([{ level: 'debug' }]);
  });

  it('that failed is told as loud as it is bad, with its causes', () => {
    const { observer, parsed } = open();
    observer.failed(new AuthError('internal', 'Something went wrong.', { cause: new TypeError('x is undefined') }));
    observer.failed(new AuthError('db_unavailable', 'The database does not answer.'));
    observer.failed(new AuthError('code_invalid', 'This code cannot be used.', { platformCode: 20003 }));
    expect(parsed()).toMatchObject([
      { level: 'error', reason: 'internal', err: { cause: { message: 'x is undefined' } } },
      { level: 'warn', reason: 'db_unavailable' },
      { level: 'debug', reason: 'code_invalid', platform_code: 20003 },
    ]);
  });

  it('has its request id on the lines written meanwhile', async () => {
    const { observer, parsed } = open();
    await observer.inRequest({ request_id: 'r1', ip: '192.0.2.1' }, async () => observer.answered(answer));
    expect(parsed()).toMatchObject([{ request_id: 'r1', ip: '192.0.2.1' }]);
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

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuthError } from '@feishu-login/auth-types';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Collector, startCollector } from '../../../../scripts/trace-collector.ts';
import { createLogger } from '../../src/ops/logging.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { createObserver } from '../../src/ops/observer.ts';
import { createTracing } from '../../src/ops/tracing.ts';
import { createUpstreamWatch } from '../../src/ops/upstream.ts';

let collector: Collector | undefined;
afterEach(() => collector?.close());

const open = async (status = 200) => {
  collector = await startCollector(status);
  const lines: string[] = [];
  const output = { write: (line: string) => void lines.push(line) };
  const log = createLogger('trace', output);
  const tracing = createTracing(new URL(collector.url), log);
  const metrics = createMetrics();
  return {
    tracing,
    observer: createObserver(log, metrics, { output, tracing }),
    upstream: createUpstreamWatch(metrics, tracing),
    lines,
    spans: collector.spans,
  };
};
const seen = { request_id: 'r1', ip: '192.0.2.1' };
const answered = { method: 'POST', path: '/canary-path', route: '/api/v1/auth/gadget', status: 200, duration_ms: 3 };

describe('A traced request', () => {
  it('is a span by its route, with its use case and the calls of that inside', async () => {
    const { observer, upstream, tracing, spans } = await open();
    await observer.inRequest(seen, async () => {
      await observer.useCase('sign in from a mini program', () =>
        upstream.asking({ method: 'POST', path: '/token' }, async () => '20003', String),
      );
      observer.answered(seen, answered);
    });
    await tracing.close();
    const [call, useCase, request] = spans();
    expect([request?.name, useCase?.name, call?.name]).toEqual([
      'POST /api/v1/auth/gadget',
      'sign in from a mini program',
      'Feishu POST /token',
    ]);
    expect(useCase?.parentSpanId).toBe(request?.spanId);
    expect(call?.parentSpanId).toBe(useCase?.spanId);
    expect(new Set(spans().map(({ traceId }) => traceId)).size).toBe(1);
    expect(request?.attributes).toEqual({
      request_id: 'r1',
      'http.request.method': 'POST',
      'http.route': '/api/v1/auth/gadget',
      'http.response.status_code': 200,
    });
    expect(call?.attributes).toMatchObject({ 'feishu.code': '20003' });
  });

  it('P1: says what kind of failure it was and none of its words', async () => {
    const { observer, tracing, spans } = await open();
    const failing = (error: Error) =>
      observer.useCase('refresh a session', () => Promise.reject(error)).catch(() => undefined);
    await failing(new AuthError('code_invalid', 'canary-words'));
    await failing(new AuthError('db_unavailable', 'canary-words'));
    await failing(new TypeError('canary-words'));
    await tracing.close();
    expect(spans().map(({ attributes, status }) => [attributes['error.type'], status.code])).toEqual([
      ['code_invalid', 0],
      ['db_unavailable', 2],
      ['TypeError', 2],
    ]);
    expect(collector?.sent.join()).not.toContain('canary');
  });

  it('is not told where a machine asks whether the server is there', async () => {
    const { observer, tracing, spans } = await open();
    for (const route of ['/healthz', '/readyz', '/metrics'])
      await observer.inRequest(seen, async () => observer.answered(seen, { ...answered, route }));
    await tracing.close();
    expect(spans()).toEqual([]);
  });

  it('costs a line in the log, and no more, when the collector refuses', async () => {
    const { observer, tracing, lines } = await open(400);
    await observer.useCase('purge', async () => undefined);
    await tracing.close();
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['traces.not_sent']);
  });
});

describe('Where nobody traces', () => {
  const source = join(import.meta.dirname, '../../src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const matching = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(join(source, file), 'utf8')));

  it('the library is not loaded: one file knows it, and is imported only when asked for', () => {
    expect(matching(/from '@opentelemetry\//)).toEqual(['ops/tracing.ts']);
    expect(matching(/^import (?!type\b).*\/tracing\.ts'/m)).toEqual([]);
    expect(matching(/\bimport\('.*\/tracing\.ts'\)/)).toEqual(['main.ts']);
  });

  it('a use case is called as it is', async () => {
    const output = { write: () => undefined };
    const observer = createObserver(createLogger('silent', output), createMetrics(), { output });
    const work = async () => undefined;
    const result = work();
    expect(observer.useCase('anything', () => result)).toBe(result);
  });
});

import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../src/ops/metrics.ts';
import { createUpstreamWatch } from '../../src/ops/upstream.ts';

const open = () => {
  const metrics = createMetrics();
  const lines = async (name: string) => (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
  return { metrics, lines };
};

describe('The metrics', () => {
  it('count sign-ins by entrance and outcome', async () => {
    const { metrics, lines } = open();
    metrics.event('login.ok', { user_id: 'u1', kind: 'browser', entrance: 'qr' });
    metrics.event('login.ok', { user_id: 'u2', kind: 'browser', entrance: 'qr' });
    metrics.event('login.denied', { reason: 'code_invalid', entrance: 'gadget' });
    metrics.event('login.denied', { reason: 'rate_limited' });
    metrics.event('session.handed_off', { user_id: 'u1', entrance: 'handoff' });
    metrics.event('logout', { reason: 'device', user_id: 'u1' });
    expect(await lines('sign_ins_total')).toEqual([
      'sign_ins_total{entrance="qr",outcome="ok"} 2',
      'sign_ins_total{entrance="gadget",outcome="code_invalid"} 1',
      'sign_ins_total{entrance="unknown",outcome="rate_limited"} 1',
      'sign_ins_total{entrance="handoff",outcome="ok"} 1',
    ]);
  });

  it('tell nothing of a person', async () => {
    const { metrics } = open();
    metrics.event('login.ok', { user_id: 'canary-user', session_id: 'canary-session', entrance: 'gadget' });
    expect(await metrics.text()).not.toContain('canary');
  });

  it('measure how long after somebody left their sessions ended', async () => {
    const { metrics, lines } = open();
    metrics.event('event.accepted', { kind: 'left', ended_after_ms: 1_500 });
    metrics.event('event.accepted', { kind: 'changed' });
    expect(await lines('revocation_seconds_sum')).toEqual(['revocation_seconds_sum 1.5']);
    expect(await lines('revocation_seconds_count')).toEqual(['revocation_seconds_count 1']);
  });

  it('count calls to the platform by its number, and time those that were sent', async () => {
    const { metrics, lines } = open();
    const watch = createUpstreamWatch(metrics, undefined);
    const endpoint = { method: 'POST', path: '/token' };
    for (const answer of ['0', '20003', 'circuit_open']) await watch.asking(endpoint, async () => answer, String);
    watch.keptBack(endpoint);
    expect(await lines('upstream_answers_total')).toEqual([
      'upstream_answers_total{endpoint="/token",code="0"} 1',
      'upstream_answers_total{endpoint="/token",code="20003"} 1',
      'upstream_answers_total{endpoint="/token",code="circuit_open"} 1',
      'upstream_answers_total{endpoint="/token",code="own_limit"} 1',
    ]);
    expect(await lines('upstream_call_duration_seconds_count')).toEqual([
      'upstream_call_duration_seconds_count{endpoint="/token"} 2',
    ]);
  });

  it('stay few, whatever numbers the platform invents', async () => {
    const { metrics, lines } = open();
    for (let number = 0; number < 1_000; number += 1) metrics.asked('/token', String(number), 0.1);
    const counted = await lines('upstream_answers_total');
    expect(counted).toHaveLength(201);
    expect(counted).toContain('upstream_answers_total{endpoint="/token",code="other"} 800');
  });

  it('do not count the sessions at every scrape, and keep the last figures while the database is away', async () => {
    const { metrics, lines } = open();
    let asked = 0;
    let away = false;
    metrics.watch.sessions(async () => {
      asked += 1;
      return [{ kind: 'browser', count: 7 }];
    });
    metrics.watch.outbox(async () => {
      if (away) throw new Error('away');
      return [{ kind: 'webhook', count: 3, age: 2_000 }];
    });
    const figures = async () => [
      ...(await lines('sessions_live')),
      ...(await lines('outbox_waiting')),
      ...(await lines('outbox_oldest')),
    ];
    const expected = [
      'sessions_live{kind="browser"} 7',
      'outbox_waiting{kind="webhook"} 3',
      'outbox_oldest_seconds{kind="webhook"} 2',
    ];
    expect(await figures()).toEqual(expected);
    away = true;
    expect(await figures()).toEqual(expected);
    expect(asked).toBe(1);
  });

  it('show who waits for a connection to the database', async () => {
    const { metrics, lines } = open();
    metrics.watch.connections(() => ({ used: 10, idle: 0, waiting: 4 }));
    expect(await lines('database_connections')).toEqual([
      'database_connections{state="used"} 10',
      'database_connections{state="idle"} 0',
      'database_connections{state="waiting"} 4',
    ]);
  });
});

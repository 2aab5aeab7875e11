import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { until } from '../../../../scripts/until.ts';
import type { Sent } from '../../src/auth/outbox.ts';
import type { SecurityLog } from '../../src/auth/ports/security-log.ts';
import { addToOutbox } from '../../src/db/add-to-outbox.ts';
import { nextAttempt } from '../../src/ops/delivery/attempts.ts';
import { createDelivery, type Delivery } from '../../src/ops/delivery/delivery.ts';
import { createWebhookSender } from '../../src/ops/delivery/webhook-sender.ts';
import { createLogger } from '../../src/ops/logging.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { openTestSqlite, type TestDatabase } from '../db/test-database.ts';
import { day, minute } from '../durations.ts';

const start = Date.UTC(2026, 0, 1);
let now = start;
let opened: TestDatabase;
let deliveries: Delivery[] = [];
let audited: { name: string; facts: Parameters<SecurityLog['event']>[1] }[] = [];
let metrics = createMetrics();

beforeEach(async () => {
  now = start;
  audited = [];
  metrics = createMetrics();
  opened = await openTestSqlite();
});
afterEach(async () => {
  for (const delivery of deliveries) await delivery.stop();
  deliveries = [];
  await opened.close();
});

const deliver = (webhook: (receiver: string, id: string) => Promise<Sent> | Sent): Delivery => {
  const delivery = createDelivery({
    outbox: opened.store.outbox,
    senders: { webhook: async ({ receiver, id }) => webhook(receiver, id) },
    clock: { now: () => now },
    securityLog: { event: (name, facts) => audited.push({ name, facts }) },
    log: createLogger('silent', { write: () => undefined }),
    metrics: deliveries.length === 0 ? metrics : createMetrics(),
  });
  deliveries.push(delivery);
  opened.database.onTold(delivery.wake);
  return delivery;
};
const put = (receiver: string, kind: 'webhook' | 'logout_token' = 'webhook') =>
  opened.database.write((sql) => addToOutbox(sql, [{ kind, receiver, payload: '{}' }], now));
const waiting = async () => (await opened.store.outbox.waiting()).reduce((sum, { count }) => sum + count, 0);
const soon = (condition: () => boolean | Promise<boolean>) => until(condition, 4_000);

describe('delivery', () => {
  it('tells at once what was just committed', async () => {
    const told: string[] = [];
    deliver((receiver) => {
      told.push(receiver);
      return 'delivered';
    });
    const before = performance.now();
    await put('app');
    await soon(() => told.length === 1);
    // Sooner than the next look.
    expect(performance.now() - before).toBeLessThan(400);
    await soon(async () => (await waiting()) === 0);
    expect(await metrics.text()).toContain('outbox_attempts_total{kind="webhook",outcome="delivered"} 1');
  });

  it('finds what another process wrote', async () => {
    const told: string[] = [];
    await put('app');
    deliver((receiver) => {
      told.push(receiver);
      return 'delivered';
    });
    await soon(() => told.length === 1);
  });

  it('W2: tries again with the same id, later and later, and tells how long the oldest waits', async () => {
    const ids: string[] = [];
    const delivery = deliver((_, id) => {
      ids.push(id);
      return ids.length < 3 ? 'failed' : 'delivered';
    });
    await put('app');
    await soon(() => ids.length === 1);
    await soon(async () => (await metrics.text()).includes('outcome="failed"} 1'));
    now += 500;
    delivery.wake();
    expect(await metrics.text()).toContain('outbox_oldest_seconds{kind="webhook"} 0.5');
    expect(await metrics.text()).toContain('outbox_waiting{kind="webhook"} 1');
    for (const [passed, attempts] of [
      [1_200, 2],
      [2_400, 3],
    ] as const) {
      now += passed;
      await soon(() => {
        delivery.wake();
        return ids.length === attempts;
      });
    }
    await soon(async () => (await waiting()) === 0);
    expect(new Set(ids).size).toBe(1);
  });

  it('W7: holds nobody up because one receiver does not answer, and serves it when it is back', async () => {
    const told: string[] = [];
    let back = false;
    let release = () => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    const delivery = deliver(async (receiver) => {
      if (receiver === 'down' && !back) {
        await hanging;
        return 'failed';
      }
      told.push(receiver);
      return 'delivered';
    });
    for (let i = 0; i < 12; i += 1) await put('down');
    for (let i = 0; i < 12; i += 1) await put('up');
    await soon(() => told.length === 12);
    expect(told).toEqual(Array.from({ length: 12 }, () => 'up'));
    back = true;
    release();
    await soon(() => {
      now += minute;
      delivery.wake();
      return told.length === 24;
    });
    await soon(async () => (await waiting()) === 0);
  });

  it('leaves what it cannot send to whoever can', async () => {
    deliver(() => 'delivered');
    await put('client', 'logout_token');
    await put('app');
    await soon(async () => (await waiting()) === 1);
    expect(await opened.store.outbox.due(now)).toEqual([{ kind: 'logout_token', receiver: 'client' }]);
  });

  it('gives up after three days, or at once when the receiver wants no more, and writes it down', async () => {
    const delivery = deliver((receiver) => (receiver === 'gone' ? 'refused' : 'failed'));
    await put('gone');
    await soon(() => audited.length === 1);
    await put('away');
    now += 3 * day;
    await soon(() => {
      delivery.wake();
      return audited.length === 2;
    });
    expect(audited).toEqual([
      { name: 'outbox.given_up', facts: expect.objectContaining({ reason: 'refused', receiver: 'gone' }) },
      { name: 'outbox.given_up', facts: expect.objectContaining({ reason: 'too_long', receiver: 'away' }) },
    ]);
    expect(await waiting()).toBe(0);
  });

  it('delivers each entry once though two do it side by side', async () => {
    const ids: string[] = [];
    for (const _ of [1, 2])
      deliver((_receiver, id) => {
        ids.push(id);
        return 'delivered';
      });
    for (let i = 0; i < 30; i += 1) await put('app');
    await soon(async () => (await waiting()) === 0);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
  });

  it('takes over what a process left behind that died while sending', async () => {
    await put('app');
    const whose = { kind: 'webhook', receiver: 'app' } as const;
    await opened.store.outbox.claim(whose, { owner: 'dead', now, until: now + 10_000, limit: 4 });
    const ids: string[] = [];
    const delivery = deliver((_, id) => {
      ids.push(id);
      return 'delivered';
    });
    delivery.wake();
    now += 10_000;
    await soon(() => {
      delivery.wake();
      return ids.length === 1;
    });
  });

  it('finishes what is under way before it stops, and takes nothing more', async () => {
    let ended = 0;
    const delivery = deliver(async (): Promise<Sent> => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ended += 1;
      return 'delivered';
    });
    for (let i = 0; i < 6; i += 1) await put('app');
    await soon(async () => (await opened.store.outbox.due(now)).length > 0);
    await delivery.stop();
    const after = ended;
    expect(await waiting()).toBe(6 - after);
    await put('app');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(ended).toBe(after);
  });
});

describe('the time to the next attempt', () => {
  const wait = (attempts: number, random: number) =>
    (nextAttempt({ createdAt: start, attempts }, start, () => random) ?? Number.NaN) - start;

  it('doubles from a second to five minutes, give or take a fifth', () => {
    expect([1, 2, 3, 9, 10, 500].map((attempts) => wait(attempts, 0.5))).toEqual([
      1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
    expect([wait(1, 0), wait(1, 1)]).toEqual([800, 1_200]);
    expect(nextAttempt({ createdAt: start, attempts: 1 }, start + 3 * day)).toBeUndefined();
  });
});

describe('a webhook', () => {
  const secret = `whsec_${Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64')}`;
  const other = `whsec_${Buffer.from(Array.from({ length: 32 }, (_, i) => i * 3)).toString('base64')}`;
  const entry = {
    id: 'msg_1',
    kind: 'webhook',
    receiver: 'app',
    payload: '{"a":"张三"}',
    createdAt: 0,
    attempts: 1,
  } as const;
  let server: Server;
  let status = 204;
  let headers: Record<string, string> = {};
  let received: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[] = [];

  beforeEach(async () => {
    status = 204;
    headers = {};
    received = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url });
        if (status !== 0) response.writeHead(status, headers).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const send = (signal = AbortSignal.timeout(2_000)) => {
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    return createWebhookSender(
      [
        { name: 'other', url: new URL('/other', url), secret: other },
        { name: 'app', url, secret },
      ],
      { now: Date.now },
    )(entry, signal);
  };

  it('W1, W2, W3: is signed so that the standard’s own library takes it, and nothing that was changed', async () => {
    expect(await send()).toBe('delivered');
    const [request] = received;
    if (request === undefined) throw new Error('Nothing came.');
    const { headers: sent, body } = request;
    const signed = {
      'webhook-id': String(sent['webhook-id']),
      'webhook-timestamp': String(sent['webhook-timestamp']),
      'webhook-signature': String(sent['webhook-signature']),
    };
    expect(new Webhook(secret).verify(body, signed)).toEqual({ a: '张三' });
    const later = String(Number(signed['webhook-timestamp']) + 1);
    for (const [changed, told] of [
      [signed, `${body} `],
      [{ ...signed, 'webhook-timestamp': later }, body],
      [{ ...signed, 'webhook-id': 'msg_2' }, body],
    ] as const)
      expect(() => new Webhook(secret).verify(told, changed)).toThrow('No matching signature');
    expect(() => new Webhook(other).verify(body, signed)).toThrow('No matching signature');
    expect(signed['webhook-id']).toBe('msg_1');
    expect(sent['content-type']).toBe('application/json');
  });

  it('W5: is not delivered by an answer that is no success, and not led elsewhere', async () => {
    for (const [answer, sent] of [
      [500, 'failed'],
      [400, 'failed'],
      [410, 'refused'],
    ] as const) {
      status = answer;
      expect(await send()).toBe(sent);
    }
    status = 307;
    headers = { location: '/elsewhere' };
    expect(await send()).toBe('failed');
    expect(received.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook', '/hook']);
  });

  it('W7: waits for no answer longer than an attempt may take', async () => {
    status = 0;
    await expect(send(AbortSignal.timeout(100))).rejects.toThrow();
  });
});

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  answered(facts: { method: string; route: string; status: number; duration_ms: number }): void;
  event(name: string, reason: string): void;
  /** An attempt to tell somebody something. */
  attempted(kind: string, outcome: string): void;
  /** What waits in the outbox, and since when; asked when the metrics are read. */
  watchOutbox(waiting: () => Promise<readonly { kind: string; count: number; age: number }[]>): void;
  /** The Prometheus text format. */
  text(): Promise<string>;
}

/** Counts what operators watch. Labels are routes, statuses and reasons: never a person, a token or an address. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Answered requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 3, 8],
    registers: [registry],
  });
  const events = new Counter({
    name: 'security_events_total',
    help: 'Sign-ins, refusals and ended sessions by reason.',
    labelNames: ['event', 'reason'],
    registers: [registry],
  });
  const attempts = new Counter({
    name: 'outbox_attempts_total',
    help: 'Attempts to deliver webhooks and logout tokens by outcome.',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  return {
    answered: ({ method, route, status, duration_ms }) =>
      requests.observe({ method, route, status: String(status) }, duration_ms / 1000),
    event: (name, reason) => events.inc({ event: name, reason }),
    attempted: (kind, outcome) => attempts.inc({ kind, outcome }),
    watchOutbox: (waiting) => watchOutbox(registry, waiting),
    text: () => registry.metrics(),
  };
}

function watchOutbox(registry: Registry, waiting: Parameters<Metrics['watchOutbox']>[0]): void {
  const gauge = (name: string, help: string, figure: (of: { count: number; age: number }) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['kind'],
      registers: [registry],
      async collect() {
        const kinds = await waiting().catch(() => undefined);
        // While the database is away the last figures stay: metrics must not fail with it.
        if (kinds === undefined) return;
        this.reset();
        for (const of of kinds) this.set({ kind: of.kind }, figure(of));
      },
    });
  gauge('outbox_waiting', 'Entries that are not delivered yet.', ({ count }) => count);
  gauge('outbox_oldest_seconds', 'How long the oldest of them has waited.', ({ age }) => age / 1000);
}

import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  answered(facts: { method: string; route: string; status: number; duration_ms: number }): void;
  event(name: string, reason: string): void;
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
  return {
    answered: ({ method, route, status, duration_ms }) =>
      requests.observe({ method, route, status: String(status) }, duration_ms / 1000),
    event: (name, reason) => events.inc({ event: name, reason }),
    text: () => registry.metrics(),
  };
}

import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { SecurityLog } from '../auth/ports/security-log.ts';
import { createGauges, type Gauges } from './gauges.ts';

type Facts = Parameters<SecurityLog['event']>[1];

export interface Metrics {
  answered(facts: { method: string; route: string; status: number; duration_ms: number }): void;
  /** A request refused because too much was asked. */
  shed(asker: string): void;
  /** An act of the security log. */
  event(name: string, facts: Facts): void;
  /** A try of a call to the platform. @param answer its number, or in one word why there is none */
  asked(path: string, answer: string, seconds: number): void;
  /** A call that our own limit kept back. */
  keptBack(path: string): void;
  /** An attempt to tell somebody something. @param waited since it was to be told, in seconds */
  attempted(kind: string, outcome: string, waited: number): void;
  /** Figures that are asked for when the metrics are read. */
  readonly watch: Gauges;
  /** The Prometheus text format. */
  text(): Promise<string>;
}

/**
 * Counts what operators watch (docs/metrics.md). Labels are routes, statuses and reasons: never a person, a token or an
 * address.
 */
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
  const shed = new Counter({
    name: 'http_requests_shed_total',
    help: 'Requests refused because more was asked than could be answered.',
    labelNames: ['asker'],
    registers: [registry],
  });
  const attempts = new Counter({
    name: 'outbox_attempts_total',
    help: 'Attempts to deliver webhooks and logout tokens by outcome.',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  const deliveries = new Histogram({
    name: 'outbox_delivery_seconds',
    help: 'From the act to the delivery of what tells of it.',
    labelNames: ['kind'],
    buckets: [0.1, 0.5, 2, 10, 60, 600, 3600],
    registers: [registry],
  });
  return {
    answered: ({ method, route, status, duration_ms }) =>
      requests.observe({ method, route, status: String(status) }, duration_ms / 1000),
    shed: (asker) => shed.inc({ asker }),
    event: countActs(registry),
    ...countCalls(registry),
    attempted: (kind, outcome, waited) => {
      attempts.inc({ kind, outcome });
      if (outcome === 'delivered') deliveries.observe({ kind }, waited);
    },
    watch: createGauges(registry),
    text: () => registry.metrics(),
  };
}

/** What a sign-in came to, by the act that tells of it. */
const signInsTold: Record<string, 'ok' | 'reason'> = {
  'login.ok': 'ok',
  'session.handed_off': 'ok',
  'login.denied': 'reason',
};

function countActs(registry: Registry): Metrics['event'] {
  const events = new Counter({
    name: 'security_events_total',
    help: 'Sign-ins, refusals and ended sessions by reason.',
    labelNames: ['event', 'reason'],
    registers: [registry],
  });
  const signIns = new Counter({
    name: 'sign_ins_total',
    help: 'Sign-ins by entrance and outcome.',
    labelNames: ['entrance', 'outcome'],
    registers: [registry],
  });
  const revocations = new Histogram({
    name: 'revocation_seconds',
    help: 'From the moment somebody left, as the platform tells it, to the end of their sessions.',
    buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 600, 3600],
    registers: [registry],
  });
  return (name, { reason, entrance, ended_after_ms: endedAfter }) => {
    const why = typeof reason === 'string' ? reason : 'none';
    events.inc({ event: name, reason: why });
    const told = signInsTold[name];
    if (told !== undefined)
      signIns.inc({
        // Whoever tried too often is refused before anybody looks at what they bring.
        entrance: typeof entrance === 'string' ? entrance : 'unknown',
        outcome: told === 'ok' ? 'ok' : why,
      });
    if (typeof endedAfter === 'number') revocations.observe(endedAfter / 1000);
  };
}

/** Numbers of the platform that are told apart; it documents about as many. */
const mostAnswers = 200;

function countCalls(registry: Registry): Pick<Metrics, 'asked' | 'keptBack'> {
  const calls = new Histogram({
    name: 'upstream_call_duration_seconds',
    help: 'Tries of calls to Feishu.',
    labelNames: ['endpoint'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const answers = new Counter({
    name: 'upstream_answers_total',
    help: 'What Feishu answered, by its number; 0 is well.',
    labelNames: ['endpoint', 'code'],
    registers: [registry],
  });
  const seen = new Set<string>();
  const limited = (code: string) => {
    if (seen.size < mostAnswers) seen.add(code);
    return seen.has(code) ? code : 'other';
  };
  return {
    asked: (endpoint, answer, seconds) => {
      // What was not sent took no time of theirs.
      if (answer !== 'circuit_open') calls.observe({ endpoint }, seconds);
      answers.inc({ endpoint, code: limited(answer) });
    },
    keptBack: (endpoint) => answers.inc({ endpoint, code: 'own_limit' }),
  };
}

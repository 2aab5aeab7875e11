import { randomUUID } from 'node:crypto';
import type { Outbox, OutboxEntry, OutboxReceiver, Sender, Senders, Sent } from '../../auth/outbox.ts';
import type { Clock } from '../../auth/ports/ports.ts';
import type { SecurityLog } from '../../auth/ports/security-log.ts';
import type { Logger } from '../logging.ts';
import type { Metrics } from '../metrics.ts';
import { attemptTime, leaseTime, nextAttempt } from './attempts.ts';

export interface DeliveryPorts {
  readonly outbox: Outbox;
  readonly senders: Senders;
  readonly clock: Clock;
  readonly securityLog: SecurityLog;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'attempted' | 'watch'>;
}

export interface Delivery {
  /** Something was committed that may be due: no need to wait for the next look. */
  wake(): void;
  /** Takes nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** How often it is looked for what other processes wrote, and for what is due again. */
const lookEvery = 500;
/** At one receiver at a time, so that one that is slow or away holds nobody else up. */
const atOnce = 4;

/**
 * Tells everybody what the outbox holds for them, at least once. Any number of processes may do it side by side: an entry
 * is one's alone while a lease lasts, and free again if that process dies.
 */
export function createDelivery(ports: DeliveryPorts): Delivery {
  const owner = randomUUID();
  ports.metrics.watch.outbox(async () => {
    const waiting = await ports.outbox.waiting();
    return waiting.map(({ kind, count, oldest }) => ({ kind, count, age: ports.clock.now() - oldest }));
  });
  const busy = new Map<string, Promise<void>>();
  let stopped = false;
  let looking: Promise<void> | undefined;
  let again = false;

  const serve = (whose: OutboxReceiver, send: Sender) => {
    const name = `${whose.kind} ${whose.receiver}`;
    if (busy.has(name)) return;
    const served = serveReceiver(ports, { whose, send, owner, stopped: () => stopped })
      .catch((error: unknown) => ports.log.warn({ event: 'outbox.delayed', err: error }))
      .finally(() => busy.delete(name));
    busy.set(name, served);
  };
  const look = async () => {
    for (const whose of await ports.outbox.due(ports.clock.now())) {
      const send = ports.senders[whose.kind];
      if (send !== undefined && !stopped) serve(whose, send);
    }
  };
  const wake = () => {
    again = true;
    if (stopped) return;
    looking ??= (async () => {
      while (again && !stopped) {
        again = false;
        await look();
      }
    })()
      .catch((error: unknown) => ports.log.warn({ event: 'outbox.delayed', err: error }))
      .finally(() => {
        looking = undefined;
      });
  };
  const timer = setInterval(wake, lookEvery).unref();
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all(busy.values());
    },
  };
}

interface Serving {
  readonly whose: OutboxReceiver;
  readonly send: Sender;
  readonly owner: string;
  readonly stopped: () => boolean;
}

/** Until nothing of the receiver's is due. */
async function serveReceiver(ports: DeliveryPorts, serving: Serving): Promise<void> {
  const { whose, owner, stopped } = serving;
  while (!stopped()) {
    const now = ports.clock.now();
    const entries = await ports.outbox.claim(whose, { owner, now, until: now + leaseTime, limit: atOnce });
    if (entries.length === 0) return;
    await Promise.all(entries.map((entry) => attempt(ports, serving, entry)));
  }
}

async function attempt(ports: DeliveryPorts, { whose, send, owner }: Serving, entry: OutboxEntry): Promise<void> {
  const { outbox, clock, metrics } = ports;
  const sent = await trySending(ports, send, entry);
  const now = clock.now();
  metrics.attempted(entry.kind, sent, (now - entry.createdAt) / 1000);
  if (sent === 'delivered') {
    await outbox.finish(entry.id, owner, { now, how: 'delivered' });
    if (entry.attempts > 1) await outbox.hasten(whose, now);
    return;
  }
  const next = sent === 'refused' ? undefined : nextAttempt(entry, now);
  if (next !== undefined) return outbox.postpone(entry.id, owner, next);
  await outbox.finish(entry.id, owner, { now, how: 'given_up' });
  const { kind, receiver, attempts, id } = entry;
  const reason = sent === 'refused' ? 'refused' : 'too_long';
  ports.securityLog.event('outbox.given_up', { reason, kind, receiver, attempts, entry_id: id });
}

async function trySending({ log }: DeliveryPorts, send: Sender, entry: OutboxEntry): Promise<Sent> {
  const { kind, receiver, id, attempts } = entry;
  const facts = { kind, receiver, entry_id: id, attempts };
  try {
    const sent = await send(entry, AbortSignal.timeout(attemptTime));
    log[sent === 'delivered' ? 'debug' : 'warn']({ event: `outbox.${sent}`, ...facts });
    return sent;
  } catch (error) {
    log.warn({ event: 'outbox.failed', ...facts, err: error });
    return 'failed';
  }
}

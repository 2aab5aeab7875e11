import { createHmac } from 'node:crypto';
import type { Clock } from '../auth/ports/ports.ts';
import type { AuditEntry, SecurityLog } from '../auth/ports/security-log.ts';
import type { Logger } from './logging.ts';
import { currentRequest } from './request-context.ts';

export interface AuditTrail {
  /** The same log, whose events are kept in the database too. */
  recording(log: SecurityLog): SecurityLog;
  /** Writes what is still waiting. */
  close(): Promise<void>;
}

export interface AuditTrailOptions {
  readonly append: (entries: readonly AuditEntry[]) => Promise<void>;
  readonly clock: Clock;
  /** Keys the hashes of addresses. */
  readonly secret: string;
  readonly log: Logger;
}

/** Entries are written together: one write per sign-in more would halve what SQLite can sign in. */
const gatherFor = 250;
/** While the database is away, it is asked this often. */
const retryAfter = 5_000;
/** This many wait for it; the log has them all. */
const maxWaiting = 10_000;

export function createAuditTrail({ append, clock, secret, log }: AuditTrailOptions): AuditTrail {
  let waiting: AuditEntry[] = [];
  let flushing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const flush = async () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await append(batch);
    } catch (error) {
      log.warn({ event: 'audit.delayed', count: batch.length, err: error });
      waiting = [...batch, ...waiting].slice(-maxWaiting);
      flushAfter(retryAfter);
    }
  };
  const flushAfter = (milliseconds: number) => {
    timer ??= setTimeout(() => {
      flushing = flushing.then(() => {
        timer = undefined;
        return flush();
      });
    }, milliseconds).unref();
  };

  return {
    recording: (inner) => ({
      event: (name, facts) => {
        inner.event(name, facts);
        waiting.push(toEntry(name, facts, clock.now(), secret));
        if (waiting.length > maxWaiting) waiting.shift();
        flushAfter(gatherFor);
      },
    }),
    close: async () => {
      clearTimeout(timer);
      await flushing;
      await flush();
    },
  };
}

function toEntry(event: string, facts: Parameters<SecurityLog['event']>[1], at: number, secret: string): AuditEntry {
  const { reason, user_id: userId, session_id: sessionId, ...rest } = facts;
  const request = currentRequest();
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    at,
    event,
    reason: text(reason),
    requestId: request?.request_id ?? null,
    userId: text(userId),
    sessionId: text(sessionId),
    addressHash: request === undefined ? null : hashAddress(secret, request.ip),
    facts: Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  };
}

/** Sixteen hex digits tell addresses apart and are useless to anybody without the key. */
function hashAddress(secret: string, address: string): string {
  return createHmac('sha256', secret).update(`audit address ${address}`).digest('hex').slice(0, 16);
}

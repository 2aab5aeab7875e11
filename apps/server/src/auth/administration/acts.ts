import type { Clock, Ports } from '../ports/ports.ts';
import type { SignedIn } from '../ports/records.ts';
import type { AuditEntry, SecurityEvent } from '../ports/security-log.ts';
import type { Store } from '../ports/store.ts';

/** Something that somebody who runs this did. */
export interface Act {
  readonly event: SecurityEvent;
  readonly reason: string | null;
  readonly userId?: string;
  readonly sessionId?: string;
  readonly facts?: AuditEntry['facts'];
}

/** What those who run this act with, at a terminal or at a page: each writes down in its own way who it was. */
export interface Administration {
  readonly store: Store;
  readonly clock: Clock;
  record(act: Act): Promise<void>;
  /** The same as an entry, for what is written in one transaction with the act. */
  entryOf(act: Act): AuditEntry;
}

/** An act as the audit keeps it. @param by who did it */
export function auditEntryOf(
  { event, reason, userId, sessionId, facts }: Act,
  at: number,
  by: Act['facts'],
): AuditEntry {
  return {
    at,
    event,
    reason,
    requestId: null,
    userId: userId ?? null,
    sessionId: sessionId ?? null,
    addressHash: null,
    facts: { ...facts, ...by },
  };
}

/** The reason that sessions end for which one of them ends. */
export const byOperator = 'revoked_by_operator';

/** As an administrator acts who is signed in. */
export function asAdministrator({ store, clock, log }: Ports, { user }: SignedIn): Administration {
  return {
    store,
    clock,
    record: async ({ event, reason, userId, sessionId, facts }) =>
      log.event(event, { ...facts, reason, user_id: userId, session_id: sessionId, admin: user.id }),
    entryOf: (act) => auditEntryOf(act, clock.now(), { admin: user.id }),
  };
}

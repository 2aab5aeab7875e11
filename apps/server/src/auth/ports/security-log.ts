/** What the log of security-relevant acts keeps of each. */
export interface AuditEntry {
  readonly at: number;
  readonly event: string;
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly userId: string | null;
  readonly sessionId: string | null;
  /** Keyed hash of the client's address: equal addresses are recognised, none is kept. */
  readonly addressHash: string | null;
  /** The remaining facts. */
  readonly facts: Record<string, string | number | boolean | null>;
}

export interface FoundAuditEntry extends AuditEntry {
  readonly id: string;
}

/** How many sign-ins of a minute succeeded, and how many were refused. */
export interface SignInsOfMinute {
  readonly at: number;
  readonly ok: number;
  readonly denied: number;
}

export interface AuditFilter {
  readonly userId?: string;
  readonly requestId?: string;
  readonly event?: string;
  readonly since?: number;
  /** Not of this moment, and nothing later. */
  readonly until?: number;
}

/** Where a reader of the whole trail has come to. */
export type AuditPlace = Pick<FoundAuditEntry, 'at' | 'id'>;

/** The ways in, as operators count them. */
export type Entrance = 'gadget' | 'browser' | 'h5' | 'qr' | 'handoff';

/** One line per security-relevant act. Values never include a code, a token or a secret. */
export interface SecurityLog {
  event(name: SecurityEvent, facts: Record<string, string | number | boolean | null | undefined>): void;
}

/** Every name an act is written down by. */
export const securityEvents = [
  'login.ok',
  'login.denied',
  'identity.linked',
  'identity.unlinked',
  'session.handed_off',
  'logout',
  'session.ended',
  'user.blocked',
  'user.unblocked',
  'user.erased',
  'users.imported',
  'keys.rotated',
  'client.added',
  'client.rotated',
  'client.removed',
  'admin.person_viewed',
  'admin.denied',
  'refresh.reuse_detected',
  'refresh.denied',
  'upstream.inconsistent',
  'upstream.fallback',
  'crypto.auth_failed',
  'grant.renewed',
  'grant.over',
  'grant.revoked',
  'consent.given',
  'consent.withdrawn',
  'facts.untold',
  'outbox.given_up',
  'event.accepted',
  'event.ignored',
  'event.rejected',
] as const;

export type SecurityEvent = (typeof securityEvents)[number];

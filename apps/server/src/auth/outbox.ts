/** What others must be told. Each kind is made into a request by a sender of its own. */
export type OutboxKind = 'webhook' | 'logout_token' | 'revocation';

/** Who is told: of webhooks a receiver's name, of logout tokens a client's id, of revocations the app the grant is for. */
export interface OutboxReceiver {
  readonly kind: OutboxKind;
  readonly receiver: string;
}

/** Written in the transaction of the act it tells of. */
export interface NewOutboxEntry extends OutboxReceiver {
  /** What the kind's sender reads: no secret but a sealed one. Wiped when it was told or given up. */
  readonly payload: string;
}

export interface OutboxEntry extends NewOutboxEntry {
  /** The same at every attempt, so that a receiver recognises what it has had. */
  readonly id: string;
  readonly createdAt: number;
  /** This one included. */
  readonly attempts: number;
}

/** The payload of a revocation: the tokens as they were kept, and when they are over by themselves. */
export interface RevocationOrder {
  readonly openId: string;
  readonly version: number;
  readonly accessSealed: string | null;
  readonly refreshSealed: string | null;
  readonly until: number;
}

/** How an attempt ended. `refused`: nothing will change by trying again. */
export type Sent = 'delivered' | 'failed' | 'refused';

/**
 * Tells one receiver, in at most `attemptTime`. Throwing counts as `failed`.
 * @param signal aborted when that time is over
 */
export type Sender = (entry: OutboxEntry, signal: AbortSignal) => Promise<Sent>;

/** How each kind is sent. What this process has no sender for waits for one that has. */
export type Senders = { readonly [Kind in OutboxKind]?: Sender };

/** One of those who are sent webhooks. */
export interface WebhookReceiver {
  readonly name: string;
  /** Empty: all types. */
  readonly events: readonly string[];
}

export interface Waiting {
  readonly kind: OutboxKind;
  readonly count: number;
  readonly oldest: number;
}

/** The outbox as it is kept. Every method is one transaction. @throws AuthError `db_unavailable` */
export interface Outbox {
  /**
   * From now on these are sent webhooks; what waits for others is forgotten. Where there are none at all, what waits is
   * kept: somebody may have forgotten to name them.
   */
  receive(receivers: readonly WebhookReceiver[]): Promise<void>;
  /** For whom something is due. */
  due(now: number): Promise<OutboxReceiver[]>;
  /** Takes due entries of one receiver, oldest first. Until `until` they are `owner`'s alone. */
  claim(
    whose: OutboxReceiver,
    claim: { owner: string; now: number; until: number; limit: number },
  ): Promise<OutboxEntry[]>;
  /** Tried again at `dueAt`, if it still is `owner`'s. */
  postpone(id: string, owner: string, dueAt: number): Promise<void>;
  /** Told, or given up. */
  finish(id: string, owner: string, finished: { now: number; how: 'delivered' | 'given_up' }): Promise<void>;
  /** The receiver answers again: what waits for its next attempt need not wait. */
  hasten(whose: OutboxReceiver, now: number): Promise<void>;
  waiting(): Promise<Waiting[]>;
}

import type { App, Department, User } from '../state/records.ts';
import type { Delivery } from './delivery.ts';
import type { Forgery } from './forgery.ts';

/** Tells the apps what happened, by HTTP or over their long connections. */
export interface Events {
  /** Pushes what a change of a user means to every app that listens; waits for the first attempts. */
  userChanged(before: User | undefined, after: User | undefined): Promise<void>;
  /** The same of a department. */
  departmentChanged(before: Department | undefined, after: Department | undefined): Promise<void>;
  /** A store app that can hear is sent its ticket, and told where it was switched off or uninstalled. */
  appChanged(before: App | undefined, after: App): Promise<void>;
  resendTicket(app: App): void;
  /** Pushes one event to one app, subscribed or not when it was asked for, real or forged. */
  push(app: App, occurrence: Occurrence, how?: { asked?: boolean; forgery?: Forgery | undefined }): Promise<PushResult>;
  /** Pushes an event once more, as it was; nothing when it is not remembered. */
  repeat(event_id: string): Promise<Delivery | undefined>;
  /** What an event of that type would say about the user. */
  occurrence(app: App, type: string, user: User): Occurrence;
  /** The check of an event address: answered with the challenge within a second. */
  challenge(app: App): Promise<ChallengeResult>;
  deliveries(): Delivery[];
  /** Returns how to come back, after apps and time are: nothing waits to be pushed, and tickets go on. */
  remember(): () => void;
  reset(): void;
}

/** What happened, before it is addressed to an app. */
export interface Occurrence {
  type: string;
  version: 1 | 2;
  tenant_key: string;
  /** Events about one subject are pushed in order. */
  subject: string;
  event: Record<string, unknown>;
}

export interface PushResult {
  event_id: string;
  /** The first attempt; null when the event waits for one before it, or was not pushed at all. */
  delivery: Delivery | null;
  /** Why it was not pushed, if so. */
  skipped: string | null;
}

export interface ChallengeResult {
  ok: boolean;
  status: number | null;
  why: string | null;
}

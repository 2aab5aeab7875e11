import type { SessionKind } from '@feishu-login/auth-types';
import type { AuditEntry } from './security-log.ts';

export interface ListedPerson {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Of the identity that signed in last. */
  readonly openId: string | null;
  readonly tenantKey: string | null;
  readonly signedInAt: number | null;
  readonly liveSessions: number;
  readonly blockedAt: number | null;
}

export interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly enName: string | null;
  readonly email: string | null;
  readonly createdAt: number;
  /** Sessions made before this are dead; 0 if that was never needed. */
  readonly sessionsValidAfter: number;
  /** Since when nobody may sign in as them. */
  readonly blockedAt: number | null;
  /** What a system before this one called them. */
  readonly formerId: string | null;
  /** Feishu's ids of somebody who was imported and has not been here yet. */
  readonly expectedAs: readonly string[];
  readonly identities: readonly PersonIdentity[];
}

export interface PersonIdentity {
  readonly appId: string;
  readonly openId: string;
  readonly unionId: string | null;
  readonly tenantKey: string | null;
  readonly signedInAt: number;
}

/** A live session and whose it is. */
export interface LiveSession {
  readonly id: string;
  readonly userId: string;
  readonly kind: SessionKind;
  readonly device: string | null;
}

/** Who is known here, for those who run this: an operator at a terminal, an administrator at a page. */
export interface Register {
  /** Whose name, e-mail address or id, a former one included, contains a text. Who signed in last comes first. */
  list(filter: { search: string; limit: number; now: number }): Promise<ListedPerson[]>;
  /** Ids of the users that a user id, a former id, an open id or a union id stands for. */
  matching(id: string): Promise<string[]>;
  show(userId: string): Promise<Person | undefined>;
  findSession(sessionId: string, now: number): Promise<LiveSession | undefined>;
  countLive(now: number): Promise<{ sessions: number; users: number }>;
  /** Ends one session; false if there is no such live one. */
  endSession(sessionId: string, now: number, reason: string): Promise<boolean>;
  /** Ends every session of one person, a sign-in under way included. @returns how many */
  endSessions(userId: string, now: number, reason: string): Promise<number>;
  /** Ends everything of a person, and no sign-in of theirs succeeds from now on. @returns how many sessions; `undefined` if they were blocked before */
  block(userId: string, now: number, reason: string): Promise<number | undefined>;
  /** False if they were not blocked. */
  unblock(userId: string): Promise<boolean>;
  /**
   * Erases all that is kept of a person, with an entry that says that it happened. Their sessions end, receivers of
   * webhooks and apps are told by the user's id, and the platform is to take its tokens back.
   * @returns how many rows of each kind went; `undefined` if there is no such person
   */
  erase(userId: string, now: number, entry: AuditEntry): Promise<Readonly<Record<string, number>> | undefined>;
  /** Erases what a running server still wrote of somebody after they were erased: it gathers some things before. */
  eraseLate(userId: string): Promise<void>;
}

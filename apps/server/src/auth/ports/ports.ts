import type { KeyRing } from '../key-ring.ts';
import type { SingleFlight } from '../single-flight.ts';
import type { Feishu } from './feishu.ts';
import type { FactKind } from './person.ts';
import type { UsableToken } from './records.ts';
import type { SecurityLog } from './security-log.ts';
import type { SignInLine } from './sign-in-line.ts';
import type { Store } from './store.ts';

/** Everything the use cases need from outside. `main.ts` builds one of these; tests build another. */
export interface Ports {
  readonly clock: Clock;
  readonly policy: SessionPolicy;
  readonly app: AppSettings;
  readonly feishu: Feishu;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly line: SignInLine;
  readonly log: SecurityLog;
  /** One renewal of a grant at a time, whoever of this process needs it. */
  readonly renewals: SingleFlight<UsableToken | undefined>;
}

/** Milliseconds since the epoch. In production this is the database's time, so that instances agree. */
export interface Clock {
  now(): number;
}

/** All in milliseconds, except the count. */
export interface SessionPolicy {
  readonly cookieIdle: number;
  readonly cookieAbsolute: number;
  readonly accessToken: number;
  readonly refreshIdle: number;
  readonly refreshAbsolute: number;
  /** How long the token just used for a refresh still returns the same successor. */
  readonly refreshReuseWindow: number;
  readonly loginAttempt: number;
  readonly sessionsPerUser: number;
}

export interface AppSettings {
  readonly appId: string;
  readonly publicUrl: URL;
  /** Origins, besides our own, that a sign-in may return to. */
  readonly returnOrigins: readonly string[];
  /** Scopes asked for at sign-in, beyond identity. */
  readonly scopes: readonly string[];
  /** Whether people may end their sign-ins to Feishu itself from here: the app needs a scope for it. */
  readonly signOutOfFeishu: boolean;
  /** One account across the developer's apps, by the platform's union id. */
  readonly linkByUnionId: boolean;
  /** `undefined`: any tenant the platform lets in. */
  readonly allowedTenants: readonly string[] | undefined;
  /** One of them is enough; `undefined`: whoever is of an allowed tenant. */
  readonly allowRules: readonly AllowRule[] | undefined;
  /** What apps are told of people besides who they are. */
  readonly shownFacts: readonly FactKind[];
  /** Who may administer; `undefined`: nobody, and there is nothing to administer with. */
  readonly administrators: AdministratorSettings | undefined;
  /** Whom somebody who may not come in should ask. */
  readonly accessContact: string | undefined;
}

/** Whoever is named, or in one of the user groups, is an administrator. */
export interface AdministratorSettings {
  /** Open ids, union ids, ids of ours, and e-mail addresses in lower case. */
  readonly people: readonly string[];
  readonly groups: readonly string[];
}

/** Lets in whoever fits each of its lists that is not empty. */
export interface AllowRule {
  /** By either id; people of departments beneath are in them too. */
  readonly departments: readonly string[];
  readonly groups: readonly string[];
  readonly jobTitles: readonly string[];
  /** Open ids, union ids and e-mail addresses in small letters. */
  readonly people: readonly string[];
}

import type { GadgetCodeVia, PageCodeVia, SessionKind } from '@feishu-login/auth-types';

import type { KeyRing } from './key-ring.ts';

/** Everything the use cases need from outside. `main.ts` builds one of these; tests build another. */
export interface Ports {
  readonly clock: Clock;
  readonly policy: SessionPolicy;
  readonly app: AppSettings;
  readonly feishu: Feishu;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: SecurityLog;
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
}

/** A one-time code of the platform, with what the platform wants to see again when it is exchanged. */
export interface OneTimeCode {
  readonly code: string;
  readonly via: GadgetCodeVia | PageCodeVia | 'authorize' | 'qr';
  readonly redirectUri?: string;
  readonly codeVerifier?: string;
}

/** Who the platform says somebody is. Only the app's own id of the person is certain; the rest may be missing. */
export interface Identity {
  readonly appId: string;
  readonly openId: string;
  readonly unionId?: string;
  readonly tenantKey?: string;
  /** The tenant's id of the person: mutable and reusable, so a fact to keep and never a key. */
  readonly employeeId?: string;
  readonly name?: string;
  readonly enName?: string;
  readonly avatarUrl?: string;
  /** Imported by an administrator, never verified by the person: shown, and never used to find an account. */
  readonly email?: string;
  readonly mobile?: string;
}

export interface Feishu {
  /**
   * Exchanges a one-time code and asks who it stands for. Exactly one caller may try a code.
   * @throws AuthError `code_invalid`, `code_retry`, `user_not_allowed`, `upstream_unavailable`, `rate_limited`
   */
  identify(code: OneTimeCode): Promise<Identified>;
  /** The page of the platform where a browser signs in. */
  authorizeUrl(request: { redirectUri: string; state: string; codeChallenge: string; scopes: readonly string[] }): URL;
  /** The older sign-in page that the QR SDK needs as its `goto`. It knows neither scopes nor PKCE. */
  qrUrl(request: { redirectUri: string; state: string }): URL;
  /** The current JSAPI ticket. @throws AuthError `upstream_unavailable` */
  jsapiTicket(): Promise<string>;
  /** Uses a refresh token up. @throws AuthError `upstream_unavailable` */
  refreshGrant(refreshToken: string): Promise<RefreshAnswer>;
  /** Whether the platform still knows the person as active (获取单个用户信息). @throws AuthError `upstream_unavailable` */
  standing(openId: string): Promise<Standing>;
  /** Ends the person's own sign-ins to the platform, on all terminals (退出登录). @throws AuthError `upstream_unavailable` */
  signOut(openId: string): Promise<void>;
  /** The open id of the person an access token is for (获取用户信息). @throws AuthError `upstream_unavailable` */
  holder(accessToken: string): Promise<OnBehalf<string>>;
  /** The person's tasks (列取任务列表). @throws AuthError `upstream_unavailable` */
  tasks(accessToken: string): Promise<OnBehalf<FeishuTask[]>>;
}

/** Who a code stands for, and what the platform lets us do in their name. */
export interface Identified {
  readonly identity: Identity;
  /** Missing where the code carries none that could be renewed: from `tt.login`. */
  readonly grant?: IssuedGrant;
}

/** The platform's tokens for one person. Secrets: they are sealed before they are kept. */
export interface IssuedGrant {
  readonly accessToken: string;
  /** Seconds, as below. */
  readonly expiresIn: number;
  /** Only when `offline_access` was granted. */
  readonly refreshToken: string | undefined;
  readonly refreshExpiresIn: number | undefined;
  /** Everything the person granted so far. */
  readonly scopes: readonly string[];
}

export type Standing =
  | { readonly standing: 'active' | 'unknown' }
  | { readonly standing: 'gone'; readonly platformCode: number };

export type RefreshAnswer =
  | { readonly outcome: 'renewed'; readonly grant: IssuedGrant }
  /** Revoked, used or expired: the person can authorize again. */
  | { readonly outcome: 'over'; readonly platformCode?: number }
  /** The person has left, is frozen, or may not use the app any more. */
  | { readonly outcome: 'gone'; readonly platformCode: number };

/** The answer to a call in somebody's name. */
export type OnBehalf<T> =
  | { readonly answered: true; readonly value: T }
  /** The token is over or was revoked. */
  | { readonly answered: false; readonly why: 'token' }
  | { readonly answered: false; readonly why: 'gone'; readonly platformCode: number }
  /** The person has not granted one of these. */
  | { readonly answered: false; readonly why: 'scopes'; readonly scopes: readonly string[] };

export interface FeishuTask {
  readonly id: string;
  readonly summary: string;
  readonly url: string | null;
  readonly dueAt: number | null;
  readonly completed: boolean;
}

export type GrantKey = Pick<Identity, 'appId' | 'openId'>;

/** A grant as it is kept: the tokens sealed for this row and this version. */
export interface GrantRecord {
  readonly version: number;
  readonly status: 'active' | 'reauth_required';
  readonly accessSealed: string | null;
  readonly accessExpiresAt: number;
  readonly refreshSealed: string | null;
  readonly refreshExpiresAt: number | null;
  readonly scopes: readonly string[];
  readonly leaseUntil: number | null;
}

export type SealedGrant = Pick<
  GrantRecord,
  'accessSealed' | 'accessExpiresAt' | 'refreshSealed' | 'refreshExpiresAt' | 'scopes'
>;

export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly enName: string | null;
  readonly avatarUrl: string | null;
  readonly email: string | null;
  readonly openId: string;
  readonly unionId: string | null;
  readonly tenantKey: string | null;
}

export interface SessionRecord {
  readonly id: string;
  readonly kind: SessionKind;
  readonly device: string | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** When it ends if nothing more happens. */
  readonly expiresAt: number;
  /** When it ends whatever happens. */
  readonly absoluteExpiresAt: number;
}

export interface SignedIn {
  readonly user: UserRecord;
  readonly session: SessionRecord;
}

/** That a sign-in gave its identity to the user of the same person in another of the developer's apps. */
export interface MadeLink {
  readonly id: string;
  /** `null`: the identity was new. */
  readonly previousUserId: string | null;
}

export interface NewSession {
  readonly id: string;
  readonly kind: SessionKind;
  readonly device: string | null;
  /** Of the cookie or the access token. */
  readonly tokenHash: string;
  readonly tokenExpiresAt: number;
  readonly refreshHash: string | null;
  readonly expiresAt: number;
  readonly absoluteExpiresAt: number;
}

/** The platform's tokens sealed for a version of their row; `nothing`: the platform says that nothing is allowed any more. */
export type BroughtGrant = ((version: number) => SealedGrant) | 'nothing';

export interface SignInRequest {
  readonly identity: Identity;
  readonly session: NewSession;
  /** When the sign-in began: an account closed since then is not reopened by it. */
  readonly startedAt: number;
  /** The code that led here, which is done with when the session is there. */
  readonly codeHash: string | undefined;
  readonly now: number;
  /** The oldest sessions beyond this number end. */
  readonly sessionsPerUser: number;
  /** Whether one person has one account across the developer's apps. */
  readonly linkByUnionId: boolean;
  /** The session this one replaces in the same browser. */
  readonly replaces: string | undefined;
  /** What to keep of the platform's tokens, sealed for the version the row will have. */
  readonly grant: BroughtGrant | undefined;
  /** The browser sign-in that leads here, so that its address opened again leads to the page. */
  readonly attempt: string | undefined;
}

export interface Rotation {
  readonly tokenHash: string;
  readonly tokenExpiresAt: number;
  readonly refreshHash: string;
  readonly expiresAt: number;
  readonly reuseUntil: number;
  /** The new pair, sealed with the old refresh token, for whoever asks again inside the window. */
  readonly sealedSuccessor: string;
}

export type RefreshLookup =
  | {
      readonly found: 'current' | 'previous';
      readonly signedIn: SignedIn;
      readonly tokenExpiresAt: number;
      readonly sealedSuccessor: string | null;
      readonly reuseUntil: number;
    }
  | { readonly found: 'spent'; readonly sessionId: string; readonly spentAt: number }
  | { readonly found: 'nothing' };

export type RefreshDecision<T> = {
  readonly rotate?: Rotation;
  readonly end?: { readonly sessionId: string; readonly reason: string };
  readonly result: T;
};

export type CodeState = 'pending' | 'done' | 'refused' | 'lost';

export type Claim =
  | { readonly claimed: true }
  | { readonly claimed: false; readonly state: CodeState; readonly since: number };

export interface LoginAttempt {
  readonly stateHash: string;
  readonly browserHash: string;
  readonly flow: LoginFlow;
  readonly appId: string;
  readonly returnTo: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export type LoginFlow = 'browser' | 'h5' | 'qr';

/**
 * What is kept. Every method is one transaction, durable when its promise resolves.
 * @throws AuthError `db_unavailable` from each of them
 */
export interface Store {
  readonly codes: {
    /** Inserts the code's hash, or tells what became of it. The one guard against exchanging a code twice. */
    claim(hash: string, now: number): Promise<Claim>;
    settle(hash: string, state: CodeState): Promise<void>;
    /** The platform never saw the code: it may be tried again. */
    release(hash: string): Promise<void>;
  };
  readonly attempts: {
    open(attempt: LoginAttempt): Promise<void>;
    /** Marks the attempt used and returns it; `undefined` if there is no such live, unused attempt. */
    consume(
      key: Pick<LoginAttempt, 'stateHash' | 'browserHash' | 'appId'> & { readonly flows: readonly LoginFlow[] },
      now: number,
    ): Promise<LoginAttempt | undefined>;
    /** An attempt that was used already, and the session it led to. */
    finished(
      stateHash: string,
    ): Promise<{ browserHash: string; flow: LoginFlow; returnTo: string; sessionId: string | null } | undefined>;
  };
  readonly sessions: {
    /** User, identity and session, written together. @throws AuthError `user_not_allowed` for a closed account */
    signIn(request: SignInRequest): Promise<SignedIn & { readonly link: MadeLink | undefined }>;
    /** The live session of a cookie's or access token's hash. */
    find(tokenHash: string, now: number): Promise<SignedIn | undefined>;
    /** Why the session of a cookie's hash was ended; `undefined` if it never was, or too long ago. */
    endedFor(tokenHash: string): Promise<string | undefined>;
    touch(id: string, seen: { now: number; expiresAt: number | undefined }): Promise<void>;
    /** Looks a refresh token up and applies what `decide` says, as one step that no other refresh can cross. */
    refresh<T>(refreshHash: string, now: number, decide: (lookup: RefreshLookup) => RefreshDecision<T>): Promise<T>;
    list(userId: string, now: number): Promise<SessionRecord[]>;
    /** Ends the user's session of that id; false if there is no such live one. */
    end(userId: string, id: string, now: number, reason: string): Promise<boolean>;
    endOthers(userId: string, keep: string, now: number): Promise<number>;
    /** Ends all sessions of the person behind an identity, and keeps sign-ins already under way from succeeding. */
    endAll(identity: Pick<Identity, 'appId' | 'openId'>, now: number, reason: string): Promise<number>;
  };
  readonly people: {
    /**
     * Applies an event once, however often it is delivered: the event's id and its effect are one transaction.
     * Somebody who left loses all sessions; a sign-in of theirs that is under way fails.
     */
    apply(event: PersonEvent, now: number): Promise<{ applied: boolean; sessionsEnded: number }>;
    /**
     * People of an app with a live session or a grant, last checked before a moment, longest ago first. They count as
     * checked at `claimedAs` from now on, so no other instance asks about them too, and whoever is not reported as
     * `checked` is due again soon.
     */
    claimForCheck(
      appId: string,
      claim: { before: number; claimedAs: number; limit: number },
    ): Promise<{ people: GrantKey[]; remaining: number }>;
    checked(person: GrantKey, now: number): Promise<void>;
  };
  readonly grants: {
    find(key: GrantKey): Promise<GrantRecord | undefined>;
    /**
     * Makes `owner` the only one who may renew this version until the lease ends. A compare-and-set, no lock: nothing in
     * the database waits while the platform is asked.
     */
    lease(key: GrantKey, version: number, lease: { owner: string; now: number; until: number }): Promise<boolean>;
    /** Keeps the renewed tokens, if no newer sign-in has replaced the grant meanwhile. */
    renew(key: GrantKey, version: number, owner: string, grant: SealedGrant): Promise<boolean>;
    /** The platform was not reached: the tokens stay, somebody may try again. */
    release(key: GrantKey, version: number, owner: string): Promise<void>;
    /** The grant is over: its tokens are wiped, the person must authorize again. */
    close(key: GrantKey, version: number): Promise<void>;
    forget(key: GrantKey): Promise<void>;
    /** Grants whose tokens another key than this sealed. */
    sealedByOthers(keyId: string, limit: number): Promise<(GrantKey & GrantRecord)[]>;
    /** Replaces the sealed texts of a version that nobody is renewing; who died while renewing counts as nobody. */
    reseal(
      key: GrantKey,
      version: number,
      sealed: Pick<SealedGrant, 'accessSealed' | 'refreshSealed'>,
      now: number,
    ): Promise<boolean>;
  };
  readonly audit: {
    append(entries: readonly AuditEntry[]): Promise<void>;
    /** Newest first. */
    search(filter: AuditFilter): Promise<AuditEntry[]>;
  };
  /** Deletes what has expired, a little at a time; called now and then. */
  purge(now: number, keepAuditFor: number): Promise<void>;
}

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

export interface AuditFilter {
  readonly userId?: string;
  readonly event?: string;
  readonly since?: number;
  readonly limit: number;
}

/** What the platform tells about a person of ours. */
export type PersonEvent = {
  readonly id: string;
  readonly appId: string;
  readonly openId: string;
  readonly unionId: string | undefined;
  readonly tenantKey: string | undefined;
  readonly happenedAt: number;
} & (
  | { readonly kind: 'left'; readonly reason: 'deleted' | 'frozen' | 'resigned' }
  | {
      readonly kind: 'changed';
      readonly profile: {
        readonly name: string | undefined;
        readonly enName: string | undefined;
        readonly email: string | undefined;
        readonly mobile: string | undefined;
      };
    }
);

/** The platform's check of the address, or an event. */
export type EventVerdict = { readonly verdict: 'challenge'; readonly challenge: string } | JudgedEvent;

export type JudgedEvent =
  | { readonly verdict: 'accepted'; readonly event: PersonEvent }
  /** Genuine, and nothing to us. */
  | { readonly verdict: 'ignored'; readonly reason: string }
  | { readonly verdict: 'rejected'; readonly reason: string };

/** Judges a post to the event address by its headers and its raw bytes. */
export type EventReader = (
  headers: { timestamp: string | undefined; nonce: string | undefined; signature: string | undefined },
  rawBody: Buffer,
  now: number,
) => EventVerdict;

/** One line per security-relevant act. Values never include a code, a token or a secret. */
export interface SecurityLog {
  event(name: SecurityEvent, facts: Record<string, string | number | boolean | null | undefined>): void;
}

export type SecurityEvent =
  | 'login.ok'
  | 'login.denied'
  | 'identity.linked'
  | 'logout'
  | 'session.ended'
  | 'refresh.reuse_detected'
  | 'refresh.denied'
  | 'upstream.inconsistent'
  | 'crypto.auth_failed'
  | 'grant.renewed'
  | 'grant.over'
  | 'event.accepted'
  | 'event.ignored'
  | 'event.rejected';

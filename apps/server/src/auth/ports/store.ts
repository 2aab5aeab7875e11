import type { SessionKind } from '@feishu-login/auth-types';
import type { Outbox } from '../outbox.ts';
import type { OidcStore } from './oidc.ts';
import type { KnownFacts } from './person.ts';
import type { AppliedEvent, EndedUser, OrganisationEvent, PersonEvent } from './person-events.ts';
import type {
  Claim,
  CodeState,
  GrantKey,
  GrantRecord,
  KnownPerson,
  LoginAttempt,
  LoginFlow,
  MadeLink,
  NewHandOff,
  NewSession,
  RefreshDecision,
  RefreshLookup,
  SealedGrant,
  SessionRecord,
  SignedIn,
  SignInRequest,
  TakenHandOff,
} from './records.ts';
import type { Register } from './register.ts';
import type { AuditEntry, AuditFilter, AuditPlace, FoundAuditEntry, SignInsOfMinute } from './security-log.ts';

/**
 * What is kept. Every method is one transaction, durable when its promise resolves.
 * @throws AuthError `db_unavailable` from each of them
 */
export interface Store {
  readonly codes: {
    /** Inserts the code's hash, or tells what became of it. The one guard against exchanging a code twice. */
    claim(hash: string, now: number): Promise<Claim>;
    /** What became of a claimed code; `undefined` for one that is not claimed. */
    state(hash: string): Promise<CodeState | undefined>;
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
    signIn(
      request: SignInRequest,
    ): Promise<SignedIn & { readonly link: MadeLink | undefined; readonly goesOn: boolean }>;
    /** How many are live, of each kind. */
    count(now: number): Promise<readonly { kind: SessionKind; count: number }[]>;
    /** The live session of a cookie's or access token's hash. */
    find(tokenHash: string, now: number): Promise<SignedIn | undefined>;
    /** The live session that a grant of the OpenID Provider was given from. */
    granting(grantHash: string, now: number): Promise<SignedIn | undefined>;
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
    endAll(person: GrantKey, now: number, reason: string): Promise<number>;
  };
  readonly handOffs: {
    /** Takes the place of whatever this session was about to hand off before. */
    open(handOff: NewHandOff): Promise<void>;
    /**
     * Uses the hand-off up. While it and the session it comes from are good, `decide` says which session is opened: one
     * that ends with the other. `undefined` for a code that nobody knows.
     */
    take(
      codeHash: string,
      options: { now: number; sessionsPerUser: number },
      decide: (from: SignedIn) => NewSession | undefined,
    ): Promise<TakenHandOff | undefined>;
  };
  readonly people: {
    /**
     * Applies an event once, however often it is delivered: the event's id and its effect are one transaction.
     * Somebody who left loses all sessions; a sign-in of theirs that is under way fails.
     */
    apply(event: PersonEvent, now: number): Promise<AppliedEvent>;
    /**
     * People of an app with a live session or a grant, last checked before a moment, longest ago first. They count as
     * checked at `claimedAs` from now on, so no other instance asks about them too, and whoever is not reported as
     * `checked` is due again soon.
     */
    claimForCheck(
      appId: string,
      claim: { now: number; before: number; claimedAs: number; limit: number },
    ): Promise<{ people: GrantKey[]; remaining: number }>;
    /** Not asked about again before an interval after `at`. */
    checked(person: GrantKey, at: number): Promise<void>;
    /** Ends all sessions and all grants of the person behind an identity. */
    leave(person: GrantKey, now: number, reason: string): Promise<EndedUser | undefined>;
  };
  readonly register: Register;
  /** What the organisation says of people, and who is to be asked about anew. */
  readonly facts: {
    /** The person with a live session or a grant behind an identity. */
    find(person: GrantKey, now: number): Promise<KnownPerson | undefined>;
    /** People of an app with a live session or a grant, in the order of their open ids. */
    people(appId: string, page: { after: string; limit: number; now: number }): Promise<KnownPerson[]>;
    /** Identities of an app that an event about a person is about. */
    concerned(event: PersonEvent): Promise<GrantKey[]>;
    /** Due again at `until`, unless the answer is `asked` before. */
    beingAsked(person: GrantKey, until: number): Promise<void>;
    /** Keeps an answer; without one, what is kept stays. Due no more, unless marked meanwhile. */
    asked(person: GrantKey, facts: KnownFacts | undefined, now: number): Promise<void>;
    /** Makes those due whom a change concerns. @returns how many */
    markDue(event: OrganisationEvent, now: number): Promise<number>;
    /** People who are due; nobody else is given them before `until`. */
    claimDue(appId: string, claim: { now: number; until: number; limit: number }): Promise<GrantKey[]>;
  };
  readonly grants: {
    find(key: GrantKey): Promise<GrantRecord | undefined>;
    /**
     * Makes `owner` the only one who may renew this version until the lease ends. A compare-and-set, no lock: nothing in
     * the database waits while the platform is asked.
     */
    lease(key: GrantKey, version: number, lease: { owner: string; now: number; until: number }): Promise<boolean>;
    /** Keeps the renewed tokens, if no newer sign-in has replaced the grant meanwhile; of a forgotten one they are taken back. */
    renew(key: GrantKey, version: number, owner: string, grant: SealedGrant, now: number): Promise<boolean>;
    /** The platform was not reached: the tokens stay, somebody may try again. */
    release(key: GrantKey, version: number, owner: string): Promise<void>;
    /** The grant that `owner` leased is over: its tokens are wiped, the person must authorize again. */
    close(key: GrantKey, version: number, owner: string, now: number): Promise<boolean>;
    /** Deletes the tokens. However that comes about, the platform is told afterwards to take them back. */
    forget(key: GrantKey, now: number): Promise<void>;
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
    search(filter: AuditFilter & { readonly limit: number }): Promise<FoundAuditEntry[]>;
    /** Oldest first, a page of those behind a place. */
    page(filter: AuditFilter, page: { after: AuditPlace | undefined; limit: number }): Promise<FoundAuditEntry[]>;
    /** Minutes since a moment in which somebody signed in or was refused, oldest first. */
    signIns(since: number): Promise<SignInsOfMinute[]>;
  };
  readonly oidc: OidcStore;
  readonly outbox: Outbox;
  /** Deletes what has expired, a little at a time; called now and then. */
  purge(now: number, keepAuditFor: number, signal?: AbortSignal): Promise<void>;
}

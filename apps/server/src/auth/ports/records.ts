import type { SessionKind } from '@feishu-login/auth-types';
import type { Identity, KnownFacts } from './person.ts';

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
  /** What a system before this one called them. */
  readonly formerId: string | null;
  /** `null`: never asked for. */
  readonly facts: KnownFacts | null;
}

/** What decides whether somebody may stay. */
export type KnownPerson = Pick<UserRecord, 'openId' | 'unionId' | 'tenantKey' | 'email' | 'facts'>;

export interface SessionRecord {
  readonly id: string;
  readonly kind: SessionKind;
  readonly device: string | null;
  readonly createdAt: number;
  /** When the platform last said that its person is there. */
  readonly signedInAt: number;
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

/** A mini program's session gives one page its person, once. */
export interface NewHandOff {
  readonly sessionId: string;
  readonly codeHash: string;
  readonly returnTo: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface TakenHandOff {
  /** Whose session the address was made from. */
  readonly userId: string;
  readonly returnTo: string;
  /** `undefined`: the address was of no use any more, or no session was wanted of it. */
  readonly opened: SignedIn | undefined;
}

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
  /** The session of the same browser: another person's ends, a page's own goes on in the place of the new one. */
  readonly replaces: string | undefined;
  /** What the organisation says of them; what is kept stays if nobody asked. */
  readonly facts?: KnownFacts | undefined;
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

/** An access token in the clear, and the version of the grant it came with. */
export interface UsableToken {
  readonly token: string;
  readonly version: number;
}

/** Another app of the company, which lets people sign in through us (OpenID Connect). */
export interface OidcClient {
  readonly clientId: string;
  readonly name: string;
  /** SHA-256 of the secret; `null` for an app that can keep none: a page, a command line. */
  readonly secretHash: string | null;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly backchannelLogoutUri: string | null;
  /** The company's own: people are not asked whether it may know who they are. */
  readonly firstParty: boolean;
  /** What it may ask for, at most. */
  readonly scopes: readonly string[];
  /** APIs it may have access tokens for (RFC 8707), and whether those are JWTs. */
  readonly resources: readonly string[];
  readonly jwtAccessTokens: boolean;
  /** It keeps a secret, and its software does not know PKCE (RFC 7636). */
  readonly withoutPkce: boolean;
}

/** Where a client comes from: an operator's command, or the file of OIDC_CLIENTS. */
export type OidcClientSource = 'operator' | 'file';

/** What the OpenID Provider keeps of a grant, code, token, session or interaction: never the text that proves it. */
export interface OidcRecord {
  readonly kind: string;
  /** SHA-256 of the token, code or identifier. */
  readonly idHash: string;
  readonly payload: string;
  readonly clientId: string | null;
  readonly grantHash: string | null;
  readonly uidHash: string | null;
  readonly userCodeHash: string | null;
  /** The session of ours it comes from; what belongs to a grant inherits the grant's. */
  readonly sessionId: string | null;
  readonly expiresAt: number | null;
}

export type FoundOidcRecord = Pick<OidcRecord, 'payload' | 'sessionId'> & { readonly consumedAt: number | null };

/** That somebody lets a client, which is not the company's own, know what some scopes say of them. */
export interface Consent {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** The last time they were asked. */
  readonly givenAt: number;
}

/** A key of the provider's, sealed: it signs tokens, or the provider's cookies. */
export interface OidcKeyRecord {
  readonly id: string;
  readonly purpose: 'token' | 'cookie';
  readonly sealed: string;
  readonly createdAt: number;
}

/** @throws AuthError `db_unavailable` from each of them */
export interface OidcStore {
  readonly records: {
    save(record: OidcRecord): Promise<void>;
    /** Nothing that was issued from a session outlives it: what has no live one is not found. */
    find(kind: string, by: 'id' | 'uid' | 'user_code', hash: string, now: number): Promise<FoundOidcRecord | undefined>;
    /** False if somebody else was first. */
    consume(kind: string, idHash: string, now: number): Promise<boolean>;
    remove(kind: string, idHash: string): Promise<void>;
    /** Removes everything of that kind that was issued under a grant. */
    revoke(kind: string, grantHash: string): Promise<void>;
  };
  readonly clients: {
    any(): Promise<boolean>;
    find(clientId: string): Promise<OidcClient | undefined>;
    list(): Promise<(OidcClient & { readonly source: OidcClientSource; readonly createdAt: number })[]>;
    save(client: OidcClient, source: OidcClientSource, now: number): Promise<void>;
    /** Removes the client and all that was issued to it; false if there is none. */
    remove(clientId: string): Promise<boolean>;
    /** Makes the clients of the file exactly these. */
    replaceFile(clients: readonly OidcClient[], now: number): Promise<void>;
  };
  readonly consents: {
    /** The scopes that somebody said yes to for a client. */
    scopes(userId: string, clientId: string): Promise<readonly string[]>;
    /** By the client's name. */
    list(userId: string): Promise<Consent[]>;
    /** Adds to what they said yes to before. */
    give(userId: string, clientId: string, scopes: readonly string[], now: number): Promise<void>;
    /**
     * Removes it and all that was issued to that client from their sessions, and has it told that those ended. False if
     * there was none.
     */
    withdraw(userId: string, clientId: string, now: number): Promise<boolean>;
  };
  readonly keys: {
    list(): Promise<OidcKeyRecord[]>;
    /** Keeps a new key unless another instance has made one since `newest`, the moment of the newest known. */
    add(key: OidcKeyRecord, newest: number): Promise<boolean>;
    /** Seals a key anew, unless it changed meanwhile. */
    reseal(id: string, from: string, to: string): Promise<boolean>;
    removeOlder(purpose: OidcKeyRecord['purpose'], before: number): Promise<void>;
  };
}

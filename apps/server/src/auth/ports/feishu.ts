import type { GadgetCodeVia, PageCodeVia } from '@feishu-login/auth-types';
import type { FactKind, FactsAnswer, Identity, KnownFacts } from './person.ts';

/** A one-time code of the platform, with what the platform wants to see again when it is exchanged. */
export interface OneTimeCode {
  readonly code: string;
  readonly via: GadgetCodeVia | PageCodeVia | 'authorize' | 'qr';
  readonly redirectUri?: string;
  readonly codeVerifier?: string;
}

export interface Feishu {
  /**
   * Exchanges a one-time code and asks who it stands for. Exactly one caller may try a code.
   * @throws AuthError `code_invalid`, `code_retry`, `user_not_allowed`, `upstream_unavailable`, `rate_limited`
   */
  identify(code: OneTimeCode): Promise<Identified>;
  /** The page of the platform where a browser signs in. */
  authorizeUrl(request: { redirectUri: string; state: string; codeChallenge: string; scopes: readonly string[] }): URL;
  /** The older sign-in page that the QR SDK needs as its `goto`. It knows neither scopes nor PKCE, and not every region has it. */
  readonly qrUrl: ((request: { redirectUri: string; state: string }) => URL) | undefined;
  /** The current JSAPI ticket. @throws AuthError `upstream_unavailable` */
  jsapiTicket(): Promise<string>;
  /** Uses a refresh token up. @throws AuthError `upstream_unavailable` */
  refreshGrant(refreshToken: string): Promise<RefreshAnswer>;
  /** Has the platform take a token back; false where it cannot be told. @throws AuthError `upstream_unavailable` */
  revokeGrant(token: GrantToken): Promise<boolean>;
  /** Whether the platform still knows the person as active (获取单个用户信息). @throws AuthError `upstream_unavailable` */
  standing(openId: string): Promise<Standing>;
  /** What the organisation's contacts say of somebody. @throws PersonGone, AuthError `upstream_unavailable` */
  facts(openId: string, what: { readonly wanted: ReadonlySet<FactKind>; readonly signIn?: true }): Promise<FactsAnswer>;
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
  /** What the organisation says of them, where somebody asked. */
  readonly facts?: KnownFacts;
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

/** One of a grant's tokens, in the clear. */
export interface GrantToken {
  readonly kind: 'access_token' | 'refresh_token';
  readonly token: string;
}

export type Standing =
  | { readonly standing: 'active' | 'unknown' }
  | { readonly standing: 'gone'; readonly platformCode: number };

export type RefreshAnswer =
  | { readonly outcome: 'renewed'; readonly grant: IssuedGrant }
  /** Revoked, used or expired: the person can authorize again. */
  | { readonly outcome: 'over'; readonly platformCode: number }
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

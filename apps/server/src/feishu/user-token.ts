import type { IssuedGrant } from '../auth/ports/feishu.ts';

/** What a one-time code was exchanged for. */
export interface UserToken {
  readonly accessToken: string;
  /** Whom the token is for, where the answer says so. */
  readonly openId: string | undefined;
  readonly grant?: IssuedGrant;
}

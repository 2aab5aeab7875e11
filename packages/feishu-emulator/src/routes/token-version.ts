import { oauthV3TokenEndpoint, userTokenEndpoint } from '@feishu-login/feishu-types';
import type { Generation } from '../state/records.ts';

/** In what the two versions of the token endpoint differ (获取 user_access_token, 刷新 user_access_token). */
export interface TokenVersion {
  generation: 'v2' | 'v3';
  page: string;
  /** Whose refresh tokens it takes. */
  refreshes: readonly Generation[];
  /** What becomes of a code_verifier where the authorize request had no code_challenge. */
  strayVerifier: 'ignore' | 'refuse';
  /** How long the access token before a rotation lives on. */
  oldAccessTokenLives: 'one_minute' | 'to_its_expiry';
  /** Whether its page knows HTTP Basic; `strict` takes it nowhere else. */
  documentsBasic: boolean;
}

export const version2: TokenVersion = {
  generation: 'v2',
  page: userTokenEndpoint.page,
  refreshes: ['v2'],
  strayVerifier: 'ignore',
  oldAccessTokenLives: 'one_minute',
  documentsBasic: false,
};

export const version3: TokenVersion = {
  generation: 'v3',
  page: oauthV3TokenEndpoint.page,
  refreshes: ['v3', 'v2'],
  strayVerifier: 'refuse',
  oldAccessTokenLives: 'to_its_expiry',
  documentsBasic: true,
};

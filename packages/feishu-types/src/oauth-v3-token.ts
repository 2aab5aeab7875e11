import type { UserTokenReply, UserTokenRequest } from './user-token.ts';

/**
 * 获取 user_access_token, 刷新 user_access_token (认证及授权/获取访问凭证), the current version, on the accounts host.
 * Parameters, answers and errors of both user grants are version 2's (`userTokenErrors`), except that a `code_verifier`
 * is refused where the authorize request had no `code_challenge`, and that refresh tokens of both versions are taken.
 * A form is recommended and JSON accepted; the secret comes in the body or by HTTP Basic.
 */
export const oauthV3TokenEndpoint = {
  method: 'POST',
  path: '/oauth/v3/token',
  page: '获取 user_access_token',
  refreshPage: '刷新 user_access_token',
} as const;

/** Known from official code: the app's own token, in place of tenant_access_token/internal. */
export interface ClientCredentialsRequest {
  grant_type: 'client_credentials';
  client_id: string;
  client_secret: string;
}

/** Known from official code: the end of a device authorization (RFC 8628). */
export interface DeviceTokenRequest {
  grant_type: typeof deviceCodeGrant;
  client_id: string;
  client_secret: string;
  device_code: string;
}

export const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code';

export type OauthV3TokenRequest = UserTokenRequest | ClientCredentialsRequest | DeviceTokenRequest;
export type OauthV3TokenReply = UserTokenReply;

/** The token serves as tenant_access_token. */
export interface ClientCredentialsReply {
  code: 0;
  access_token: string;
  expires_in: number;
  scope: string;
  token_type: 'Bearer';
}

import { userTokenErrors } from './user-token.ts';

/** Revocation (RFC 7009), known from the official larksuite/cli (`internal/auth/revoke.go`). A form. */
export const oauthRevokeEndpoint = {
  method: 'POST',
  path: '/oauth/v1/revoke',
  page: 'larksuite/cli internal/auth/revoke.go（文档未收录）',
} as const;

export interface OauthRevokeRequest {
  client_id: string;
  client_secret: string;
  token: string;
  token_type_hint?: 'access_token' | 'refresh_token';
}

/** HTTP 200 with an empty body or JSON, also for a token that is not known (RFC 7009 section 2.2). */
export interface OauthRevokeReply {
  code?: 0;
}

/** Assumed to be those of the token endpoint that are about the client. */
export const oauthRevokeErrors = {
  20001: userTokenErrors[20001],
  20002: userTokenErrors[20002],
  20048: userTokenErrors[20048],
  20063: userTokenErrors[20063],
  20069: userTokenErrors[20069],
  20070: userTokenErrors[20070],
} as const;

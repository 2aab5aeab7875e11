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

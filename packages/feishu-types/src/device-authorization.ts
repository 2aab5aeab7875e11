import { userTokenErrors } from './user-token.ts';

/**
 * Device authorization (RFC 8628), known from the official larksuite/cli (`internal/auth/device_flow.go`). A form with
 * HTTP Basic, no redirect URL; the answer is polled for at the token endpoint with `deviceCodeGrant`.
 */
export const deviceAuthorizationEndpoint = {
  method: 'POST',
  path: '/oauth/v1/device_authorization',
  page: 'larksuite/cli internal/auth/device_flow.go（文档未收录）',
} as const;

/** Where a person enters or confirms the user code: third parties print this address of the accounts host (2026). */
export const deviceVerificationPath = '/oauth/v1/device/verify';

export interface DeviceAuthorizationRequest {
  client_id: string;
  scope: string;
}

export interface DeviceAuthorizationReply {
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
  /** Seconds: 600 as third parties print it (2026); the cli takes 240 when it is left out. */
  expires_in: number;
  /** Seconds between polls; the cli takes 5 when it is left out. */
  interval: number;
}

/** Seconds that every `slow_down` adds to the interval (RFC 8628 section 3.5). */
export const slowDownSeconds = 5;

/** `error` of a poll, HTTP 400. Numbers beside it are not known; texts are assumed. */
export const deviceTokenErrors = {
  authorization_pending: { http: 400, description: 'The authorization request is still pending.' },
  slow_down: { http: 400, description: 'The client polls too often. Please increase the interval by 5 seconds.' },
  access_denied: { http: 400, description: 'The user denied the authorization request.' },
  invalid_grant: { http: 400, description: 'The device code is invalid or has been used.' },
  expired_token: { http: 400, description: 'The device code has expired. Please start a new authorization.' },
} as const;

/** Assumed to be those of the token endpoint that are about the client and its scopes. */
export const deviceAuthorizationErrors = {
  20001: userTokenErrors[20001],
  20002: userTokenErrors[20002],
  20048: userTokenErrors[20048],
  20063: userTokenErrors[20063],
  20068: userTokenErrors[20068],
  20069: userTokenErrors[20069],
  20070: userTokenErrors[20070],
} as const;

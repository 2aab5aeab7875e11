import type { UserTokenReply, UserTokenRequest } from './user-token.ts';

/**
 * Not in the documentation: the accounts host's endpoint that the official @larksuiteoapi/node-sdk calls.
 * Same fields, answers and errors as the documented version 2.
 */
export const oauthV3TokenEndpoint = {
  method: 'POST',
  path: '/oauth/v3/token',
  page: '@larksuiteoapi/node-sdk（文档未收录）',
} as const;

export type OauthV3TokenRequest = UserTokenRequest;
export type OauthV3TokenReply = UserTokenReply;

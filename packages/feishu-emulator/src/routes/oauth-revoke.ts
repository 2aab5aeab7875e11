import { oauthRevokeEndpoint, userTokenErrors } from '@feishu-login/feishu-types';
import { requireClient } from '../access/oauth-client.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { readFields } from './user-token-fields.ts';

const errors = {
  20001: userTokenErrors[20001],
  20002: userTokenErrors[20002],
  20048: userTokenErrors[20048],
  20063: userTokenErrors[20063],
  20069: userTokenErrors[20069],
  20070: userTokenErrors[20070],
};

/** Revocation (RFC 7009): either token ends the authorization it came from; what the user granted stays granted. */
export const oauthRevoke: Endpoint = {
  ...oauthRevokeEndpoint,
  dialect: 'oauth',
  errors,
  accepts: 'form',
  handle(call, state) {
    const fields = readFields(call);
    const app = requireClient(call, state, fields, { basic: true, needs: ['token'] });
    const value = fields('token') ?? '';
    const token = state.userTokens.findRefresh(value) ?? state.userTokens.findAccess(value);
    // RFC 7009 section 2.2: an unknown token is no error.
    if (token?.app_id === app.app_id) state.userTokens.revokeFamily(token.family);
    return { code: 0 };
  },
};
